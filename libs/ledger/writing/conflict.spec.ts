import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Ledgers } from '../ledgers.js';
import { World } from '../world.suite.js';

let world: World;
let other: Ledgers;

beforeEach(async () => {
  world = new World();
  await world.found();
  other = world.start();
  await other.open('acme');
  world.told.length = 0;
});

describe('two processes that write to one ledger', () => {
  it('both go on, each on what the other wrote', async () => {
    await world.send('AddUser', { user: 'dev' });
    const receipt = await world.send('AddUser', { user: 'max' }, { at: other });
    expect(receipt.revision).toBe(11);
    expect(world.told).toEqual(['conflict']);
    const ledger = other.peek('acme')!;
    expect([ledger.directory.find('dev'), ledger.directory.find('max')]).toEqual([1, 2]);
  });

  it('decide again, so that what became impossible is refused', async () => {
    await world.send('AddUser', { user: 'dev' });
    const late = world.send('AddUser', { user: 'dev' }, { at: other });
    await expect(late).rejects.toMatchObject({ code: 'ALREADY_MEMBER' });
  });

  it('never write half of what one of them decided', async () => {
    const some = Array.from({ length: 40 }, (_, index) => `user-${index}`);
    const receipts = await Promise.all(
      some.map((user, index) =>
        world.send(
          'AddUser',
          { user, roles: ['developer'], place: 'group:sales' },
          { at: index % 2 === 0 ? world.ledgers : other },
        ),
      ),
    );
    const events = await world.events();
    expect(events).toHaveLength(10 + 80);
    for (const { revision } of receipts) {
      expect(events[revision]!.metadata.command).toBe(events[revision - 1]!.metadata.command);
    }
    const numbers = events.filter(({ type }) => type === 'UserActivated').map(({ data }) => data['person']);
    expect(numbers).toEqual(numbers.map((_, index) => index));
  });

  it('honour the revision that a request was made for', async () => {
    await world.send('AddUser', { user: 'dev' });
    const late = world.send('AddUser', { user: 'max' }, { at: other, expectedRevision: 9 });
    await expect(late).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
  });

  it('begin an organization once', async () => {
    const begun = await Promise.allSettled([
      world.found({ organization: 'beta' }),
      world.found({ organization: 'beta', at: other }),
    ]);
    expect(begun).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'ORGANIZATION_EXISTS' } }]);
  });

  it('give one who repeats at the other the first answer', async () => {
    const first = await world.found({ organization: 'beta', key: 'k-1' });
    const again = await world.found({ organization: 'beta', key: 'k-1', at: other });
    expect(again).toEqual({ ...first, repeated: true });
    const added = await world.send('AddUser', { user: 'dev' }, { key: 'k-2' });
    const repeated = await world.send('AddUser', { user: 'dev' }, { key: 'k-2', at: other });
    expect(repeated).toEqual({ ...added, repeated: true });
  });

  it('do not seal under a key that the other destroyed', async () => {
    await world.send('AddUser', { user: 'dev' });
    await other.peek('acme')!.catchUp();
    await world.send('EraseUser', { user: 'dev' });
    const late = world.send(
      'ChangeUserAttributes',
      { user: 'dev', attributes: { team: 'a' } },
      { at: other },
    );
    await expect(late).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
  });
});

describe('one who is always late', () => {
  it('gives up after a number of tries', async () => {
    for (let tries = 0; tries < 20; tries++) {
      world.store.before(() =>
        world.store.append('organization-acme', [foreign(tries)], 9 + tries).catch(() => {}),
      );
      world.store.before(() => Promise.resolve());
    }
    const late = world.send('AddUser', { user: 'dev' }, { at: other });
    await expect(late).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(world.told.filter((word) => word === 'conflict')).toHaveLength(12);
    const ledger = other.peek('acme')!;
    expect(ledger.access.revision).toBe(ledger.durable);
  });

  function foreign(n: number) {
    return {
      id: `11111111-0000-4000-8000-${String(n).padStart(12, '0')}`,
      type: 'OrganizationRenamed',
      metadata: {
        schema: '1',
        time: String(world.now),
        clock: String(world.now),
        actor: 'operator:root',
        via: 'operator:root',
        command: `22222222-0000-4000-8000-${String(n).padStart(12, '0')}`,
        index: '0',
        count: '1',
        correlation: 'req-2',
      },
      data: { name: `Acme ${n}` },
    } as const;
  }
});
