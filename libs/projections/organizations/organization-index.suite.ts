import { everyModel } from '#access/testing/models.suite.js';
import { randomLedger, replay } from '#access/testing/random-ledger.suite.js';
import { freshHome, type MakeHome } from '#store/home.suite.js';
import { expect, it } from '@jest/globals';
import { assert, asyncProperty, constantFrom } from 'fast-check';
import { placed } from '../scripted-reader.suite.js';
import type { OrganizationChange, OrganizationIndex } from './organization-index.js';
import { OrganizationProjector } from './projector.js';

const now = Date.UTC(2026, 10, 21);
const everything = { limit: 100, visible: () => true };

/** The promises of a home of the list of organizations. */
export function organizationIndexSuite(make: MakeHome<OrganizationIndex>): void {
  const { store: index } = freshHome(make);
  let revision = 0;
  const apply = (...changes: readonly OrganizationChange[]) => {
    revision += 1;
    const revisions = new Map(changes.map(({ organization }) => [organization, revision]));
    return index().apply(changes, { position: String(revision), revisions });
  };
  const created = (organization: string, name = organization): OrganizationChange => ({
    organization,
    change: 'created',
    name,
  });
  const memberships = (user: string, at = now) => index().memberships(user, at, everything);
  const ids = async (part: Partial<Parameters<OrganizationIndex['organizations']>[0]> = {}) =>
    (await index().organizations({ ...everything, ...part })).map(({ organization }) => organization);

  it('knows nothing to begin with', async () => {
    expect(await index().position()).toBeUndefined();
    expect(await index().revisions(['acme'])).toEqual(new Map());
    expect(await ids()).toEqual([]);
    expect(await memberships('ana')).toEqual([]);
  });

  it('says how far it has come', async () => {
    await index().apply([created('acme')], { position: '7', revisions: new Map([['acme', 3]]) });
    await index().apply([], {
      position: '9',
      revisions: new Map([
        ['acme', 4],
        ['beta', 0],
      ]),
    });
    expect(await index().position()).toBe('9');
    expect(await index().revisions(['acme', 'beta', 'none'])).toEqual(
      new Map([
        ['acme', 4],
        ['beta', 0],
      ]),
    );
  });

  it('lists organizations by id, from one on, as far as they may be seen', async () => {
    await apply(created('delta'), created('beta'), created('acme'), created('gamma'));
    expect(await ids()).toEqual(['acme', 'beta', 'delta', 'gamma']);
    expect(await ids({ after: 'beta' })).toEqual(['delta', 'gamma']);
    expect(await ids({ after: 'bz' })).toEqual(['delta', 'gamma']);
    expect(await ids({ limit: 2 })).toEqual(['acme', 'beta']);
    expect(await ids({ limit: 2, visible: (id) => id !== 'beta' })).toEqual(['acme', 'delta']);
  });

  it('finds organizations by id, name and state', async () => {
    await apply(created('acme', 'Roadrunner Ltd'), created('beta', 'B'), created('ltd', 'C'));
    await apply({ organization: 'beta', change: 'closed' }, { organization: 'ltd', change: 'unreadable' });
    await apply({ organization: 'acme', change: 'renamed', name: 'Roadrunner LTD' });
    expect(await ids({ q: 'ltd' })).toEqual(['acme', 'ltd']);
    expect(await ids({ status: 'active' })).toEqual(['acme']);
    expect(await index().organizations({ ...everything, status: 'closed' })).toEqual([
      { organization: 'beta', name: 'B', status: 'closed' },
    ]);
    expect(await ids({ status: 'unreadable' })).toEqual(['ltd']);
  });

  it('knows where somebody belongs, and in which way', async () => {
    await apply(created('acme', 'Acme'), created('beta', 'Beta'), created('gamma', 'Gamma'));
    await apply(
      { organization: 'gamma', change: 'active', person: 0, user: 'ana' },
      { organization: 'acme', change: 'active', person: 4, user: 'ana' },
      { organization: 'beta', change: 'invited', person: 1, user: 'ana', expires: now + 1 },
      { organization: 'acme', change: 'suspended', person: 4 },
    );
    expect(await memberships('ana')).toEqual([
      { organization: 'acme', name: 'Acme', status: 'suspended' },
      { organization: 'beta', name: 'Beta', status: 'invited' },
      { organization: 'gamma', name: 'Gamma', status: 'active' },
    ]);
    const part = { limit: 1, after: 'acme', visible: (id: string) => id !== 'beta' };
    expect(await index().memberships('ana', now, part)).toMatchObject([{ organization: 'gamma' }]);
    expect(await memberships('bob')).toEqual([]);
  });

  it('keeps an invitation while it is open, and counts it as nothing afterwards', async () => {
    await apply(created('acme'), {
      organization: 'acme',
      change: 'invited',
      person: 0,
      user: 'ana',
      expires: now,
    });
    expect(await memberships('ana', now - 1)).toMatchObject([{ status: 'invited' }]);
    expect(await memberships('ana', now)).toEqual([]);
    await apply({ organization: 'acme', change: 'invited', person: 0, expires: now + 1 });
    expect(await memberships('ana', now)).toMatchObject([{ status: 'invited' }]);
    await apply({ organization: 'acme', change: 'closed' });
    expect(await memberships('ana', now)).toEqual([]);
  });

  it('knows somebody again who left, and nobody who was erased', async () => {
    await apply(created('acme'), { organization: 'acme', change: 'active', person: 0, user: 'ana' });
    await apply({ organization: 'acme', change: 'left', person: 0 });
    expect(await memberships('ana')).toEqual([]);
    await apply({ organization: 'acme', change: 'active', person: 0 });
    expect(await memberships('ana')).toHaveLength(1);
    await apply({ organization: 'acme', change: 'erased', person: 0 });
    expect(await memberships('ana')).toEqual([]);
    await apply({ organization: 'acme', change: 'active', person: 0 });
    expect(await memberships('ana')).toEqual([]);
    await apply({ organization: 'acme', change: 'active', person: 9, user: 'ana' });
    expect(await memberships('ana')).toHaveLength(1);
  });

  it('follows somebody whose user id becomes known later, or is another', async () => {
    await apply(created('acme'), { organization: 'acme', change: 'active', person: 0 });
    await apply({ organization: 'acme', change: 'known', person: 0, user: 'ana' });
    expect(await memberships('ana')).toHaveLength(1);
    await apply({ organization: 'acme', change: 'known', person: 0, user: 'anna' });
    expect([await memberships('ana'), await memberships('anna')]).toMatchObject([[], [{ status: 'active' }]]);
  });

  it('goes on with members of a closed organization, and leaves out one that cannot be read', async () => {
    await apply(created('acme'), { organization: 'acme', change: 'active', person: 0, user: 'ana' });
    await apply({ organization: 'acme', change: 'closed' });
    expect(await memberships('ana')).toHaveLength(1);
    await apply({ organization: 'acme', change: 'unreadable' });
    expect(await memberships('ana')).toEqual([]);
  });

  it('says of everybody what the fold of the ledger says', async () => {
    let count = 0;
    const ledgers = constantFrom(...everyModel).chain((document) => randomLedger(document));
    const property = asyncProperty(ledgers, async (facts) => {
      count += 1;
      const [organization, user] = [`random-${count}`, (person: unknown) => `u${String(person)}-${count}`];
      const events = facts.map(({ type, data, revision }) =>
        placed(revision, { stream: `organization-${organization}`, revision, type, data }),
      );
      const introducing = new Set(['UserInvited', 'UserActivated']);
      const projector = new OrganizationProjector(
        index(),
        async () =>
          ({ type, data }) =>
            introducing.has(type) ? user(data['person']) : undefined,
      );
      for (let at = 0; at < events.length; at += 7) await projector.apply(events.slice(at, at + 7));

      const access = replay(facts);
      const { people, revision } = access;
      expect([...projector.stopped]).toEqual([]);
      for (let person = 0; person < people.size; person += 1) {
        const status = people.status(person, revision);
        const belongs =
          status === 'active' ||
          status === 'suspended' ||
          (status === 'invited' && !access.isClosed(revision));
        expect((await memberships(user(person), 0)).map(({ status }) => status)).toEqual(
          belongs ? [status] : [],
        );
      }
    });
    await assert(property, { numRuns: 50 });
  });
}
