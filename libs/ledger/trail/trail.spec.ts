import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Ledger } from '../ledger.js';
import { morning, person, World } from '../world.suite.js';
import type { TrailQuery } from './trail-query.js';

const minute = 60_000;

let world: World;
let ledger: Ledger;

beforeEach(async () => {
  world = new World();
  await world.found();
  const ana = { by: person('ana') };
  const steps: readonly (readonly [string, object])[] = [
    ['AddUser', { user: 'dev', email: 'dev@example.com', attributes: { team: 'sales' } }],
    ['AssignRole', { user: 'dev', role: 'developer', place: 'group:sales' }],
    ['CreateRole', { role: 'tester', name: 'Tester', grants: [{ scope: '.', give: { group: ['viewer'] } }] }],
    ['ChangeRole', { user: 'dev', role: 'tester', place: 'group:sales' }],
    ['RegisterResource', { ref: 'group:ops', parent: 'organization:acme', name: 'Operations' }],
    ['SuspendUser', { user: 'dev' }],
  ];
  for (const [type, data] of steps) {
    world.now += minute;
    await world.send(type, data, ana);
  }
  ledger = await world.ledgers.open('acme');
});

async function types(query: Partial<TrailQuery>): Promise<readonly string[]> {
  const { events } = await ledger.trail({ limit: 100, order: 'oldest', ...query });
  return events.map(({ type }) => type);
}

describe('an event as the world sees it', () => {
  it('names people, and keeps keys, hashes and ciphertext to itself', async () => {
    await world.send('InviteUser', { emails: 'max@example.com' }, { reason: 'CHG-7' });
    await world.send('NotifyUsers', { users: ['ana', 'dev'], text: 'hello' }).catch(() => {});
    const { events } = await ledger.trail({ order: 'oldest', limit: 100, after: 9 });
    expect(events[0]).toEqual({
      id: expect.any(String),
      type: 'UserActivated',
      revision: 10,
      time: '2026-11-21T09:01:00.000Z',
      actor: 'ana',
      via: 'operator:root',
      data: { user: 'dev', email: 'dev@example.com', attributes: { team: 'sales' } },
    });
    const invited = events.find(({ type }) => type === 'UserInvited')!;
    expect(invited).toMatchObject({ actor: 'operator:root', reason: 'CHG-7' });
    expect(invited.data).toEqual({
      user: 'max@example.com',
      email: 'max@example.com',
      expires: expect.any(String),
    });
    const notified = events.find(({ type }) => type === 'NotificationRequested')!;
    expect(notified.data).toEqual({ users: ['ana', 'dev'], text: 'hello' });
    expect(JSON.stringify(events)).not.toMatch(/v1\.|tokenHash|"key":|"person":/);
  });

  it('names a model without its document', async () => {
    const { events } = await ledger.trail({ order: 'oldest', limit: 1 });
    expect(events[0]!.data).toEqual({
      name: 'Acme',
      root: 'organization:acme',
      model: { name: 'ocp', version: 1, hash: expect.stringMatching(/^sha256-/) },
    });
  });
});

describe('the trail', () => {
  it('can be narrowed', async () => {
    expect(await types({ after: 13 })).toEqual(['ResourceRegistered', 'UserSuspended']);
    expect(await types({ actor: 'operator:root', after: 8 })).toEqual(['RoleAssigned']);
    expect(await types({ actor: 'ana', after: 13 })).toEqual(['ResourceRegistered', 'UserSuspended']);
    expect(await types({ user: 'dev' })).toEqual([
      'UserActivated',
      'RoleAssigned',
      'RoleReplaced',
      'UserSuspended',
    ]);
    expect(await types({ role: 'tester' })).toEqual(['RoleCreated', 'RoleReplaced']);
    expect(await types({ role: 'developer' })).toEqual(['RoleCreated', 'RoleAssigned', 'RoleReplaced']);
    expect(await types({ resource: 'group:sales' })).toEqual([
      'ResourceRegistered',
      'RoleAssigned',
      'RoleReplaced',
    ]);
    expect(await types({ type: 'UserActivated' })).toEqual(['UserActivated', 'UserActivated']);
    expect(await types({ user: 'dev', type: 'RoleAssigned' })).toEqual(['RoleAssigned']);
    const at = (minutes: number): number => morning + minutes * minute;
    expect(await types({ since: at(2), until: at(4) })).toEqual(['RoleAssigned', 'RoleCreated']);
    expect(await types({ since: at(6) })).toEqual(['UserSuspended']);
    expect(await types({ until: at(0) })).toEqual([]);
    expect(await types({ since: at(60) })).toEqual([]);
  });

  it.each([
    ['user', 'nobody'],
    ['user', 'erased-0'],
    ['actor', 'nobody'],
    ['actor', 'person:0'],
    ['role', '__proto__'],
    ['resource', 'group:nowhere'],
    ['type', 'constructor'],
  ])('is empty for %s %s', async (name, value) => {
    expect(await types({ [name]: value })).toEqual([]);
  });

  it.each(['newest', 'oldest'] as const)('comes in pages, %s first, that do not move', async (order) => {
    const whole = (await ledger.trail({ order, limit: 100 })).events;
    const seen = [];
    let page = await ledger.trail({ order, limit: 3 });
    for (;;) {
      seen.push(...page.events);
      expect(page.revision).toBe(15);
      await world.send('AddUser', { user: `more-${seen.length}` });
      if (page.next === undefined) break;
      expect(page.events).toHaveLength(3);
      page = await ledger.trail({ order, limit: 3, from: page.next });
    }
    expect(seen).toEqual(whole);
  });

  it('of the whole ledger is newest first unless asked otherwise', async () => {
    const { events } = await ledger.trail({ limit: 2 });
    expect(events.map(({ revision }) => revision)).toEqual([15, 14]);
  });

  it('of refusals can be narrowed and paged in the same way', async () => {
    const dev = { by: person('ana') };
    await world.send('AssignRole', { user: 'nobody', role: 'developer' }, dev).catch(() => {});
    world.now += minute;
    await world.send('RevokeRole', { user: 'dev', role: 'viewer', place: 'group:sales' }).catch(() => {});
    const commands = async (query: Partial<TrailQuery>): Promise<readonly unknown[]> => {
      const { events } = await ledger.trail({ refused: true, limit: 10, order: 'oldest', ...query });
      return events.map(({ data }) => data['command']);
    };
    expect(await commands({})).toEqual(['AssignRole', 'RevokeRole']);
    expect(await commands({ order: 'newest' })).toEqual(['RevokeRole', 'AssignRole']);
    expect(await commands({ after: 0 })).toEqual(['RevokeRole']);
    expect(await commands({ actor: 'ana' })).toEqual(['AssignRole']);
    expect(await commands({ type: 'RevokeRole' })).toEqual(['RevokeRole']);
    expect(await commands({ type: 'CommandRefused' })).toEqual(['AssignRole', 'RevokeRole']);
    expect(await commands({ user: 'nobody' })).toEqual(['AssignRole']);
    expect(await commands({ role: 'viewer' })).toEqual(['RevokeRole']);
    expect(await commands({ resource: 'group:sales' })).toEqual(['RevokeRole']);
    expect(await commands({ since: world.now })).toEqual(['RevokeRole']);
    expect(await commands({ until: world.now })).toEqual(['AssignRole']);
    const first = await ledger.trail({ refused: true, limit: 1, order: 'newest' });
    const second = await ledger.trail({ refused: true, limit: 1, order: 'newest', from: first.next });
    expect([first.events[0]!.revision, second.events[0]!.revision, second.next]).toEqual([1, 0, undefined]);
  });
});
