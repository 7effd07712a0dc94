import { beforeEach, describe, expect, it } from '@jest/globals';
import { person, World } from '../world.suite.js';

const day = 24 * 60 * 60 * 1000;

let world: World;

beforeEach(async () => {
  world = new World();
  await world.found();
});

const invitation = {
  users: [{ user: 'dev', email: 'dev@example.com' }],
  roles: ['developer'],
  place: 'group:sales',
};

describe('a request that is repeated with its key', () => {
  it('gets the first answer, and nothing is written', async () => {
    const first = await world.send('InviteUser', invitation, { key: 'k-1', reason: 'CHG-1' });
    await world.send('AddUser', { user: 'max' });
    world.store.appends.length = 0;
    const again = await world.send('InviteUser', invitation, { key: 'k-1', reason: 'CHG-1' });
    expect(again).toEqual({ ...first, repeated: true });
    expect(again.events[0]!.data).toMatchObject({ user: 'dev', email: 'dev@example.com' });
    expect(again.events[0]!.reason).toBe('CHG-1');
    expect(world.store.appends).toEqual([]);
  });

  it('gets it with its warnings', async () => {
    const deprecation = {
      role: 'tester',
      name: 'Tester',
      grants: [{ scope: '.', give: { group: ['viewer'] } }],
    };
    await world.send('CreateRole', deprecation);
    await world.send('DeprecateRole', { role: 'tester' });
    await world.send('AddUser', { user: 'dev' });
    const assignment = { user: 'dev', role: 'tester', place: 'group:sales' };
    const first = await world.send('AssignRole', assignment, { key: 'k-1' });
    expect(first.warnings).toMatchObject([{ code: 'DEPRECATED_ROLE' }]);
    expect(await world.send('AssignRole', assignment, { key: 'k-1' })).toEqual({ ...first, repeated: true });
    world.ledgers = world.start();
    expect(await world.send('AssignRole', assignment, { key: 'k-1' })).toEqual({ ...first, repeated: true });
  });

  it('gets it after a restart, from the events or from a snapshot', async () => {
    const first = await world.send('InviteUser', invitation, { key: 'k-1' });
    world.ledgers = world.start({ limits: { snapshotTail: 1 } });
    expect(await world.send('InviteUser', invitation, { key: 'k-1' })).toEqual({ ...first, repeated: true });
    await world.ledgers.close();
    expect(world.told).toContain(`saved ${first.revision}`);
    world.ledgers = world.start();
    expect(await world.send('InviteUser', invitation, { key: 'k-1' })).toEqual({ ...first, repeated: true });
  });

  it('gets it while the first is still being written', async () => {
    const held = world.store.hold();
    const first = world.send('InviteUser', invitation, { key: 'k-1' });
    await held.arrived;
    const again = world.send('InviteUser', invitation, { key: 'k-1' });
    held.release();
    expect(await again).toEqual({ ...(await first), repeated: true });
  });

  it('gets it when both come at once', async () => {
    const [first, again] = await Promise.all([
      world.send('InviteUser', invitation, { key: 'k-1' }),
      world.send('InviteUser', invitation, { key: 'k-1' }),
    ]);
    expect(again).toEqual({ ...first, repeated: true });
    expect(await world.events('organization-acme', { from: 10 })).toHaveLength(2);
  });

  it('gets it although it names a revision that is past', async () => {
    const first = await world.send('InviteUser', invitation, { key: 'k-1', expectedRevision: 9 });
    const again = await world.send('InviteUser', invitation, { key: 'k-1', expectedRevision: 9 });
    expect(again).toEqual({ ...first, repeated: true });
  });

  it('is decided when the first was not written', async () => {
    world.store.refuse();
    const outcomes = await Promise.allSettled([
      world.send('InviteUser', invitation, { key: 'k-1' }),
      world.send('InviteUser', invitation, { key: 'k-1' }),
    ]);
    expect(outcomes).toMatchObject([
      { reason: { code: 'STORE_UNAVAILABLE' } },
      { status: 'fulfilled', value: { revision: 11, repeated: false } },
    ]);
  });

  it('is refused with another body', async () => {
    await world.send('InviteUser', invitation, { key: 'k-1' });
    const other = { ...invitation, roles: ['viewer'] };
    await expect(world.send('InviteUser', other, { key: 'k-1' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    const trial = world.send('InviteUser', invitation, { key: 'k-1', dryRun: true });
    await expect(trial).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('is the same request whatever the order of its fields', async () => {
    const first = await world.send('InviteUser', invitation, { key: 'k-1' });
    const { users, roles, place } = invitation;
    const again = await world.send('InviteUser', { place, roles, users }, { key: 'k-1' });
    expect(again).toEqual({ ...first, repeated: true });
  });

  it('is another request when somebody else sends it', async () => {
    await world.send('AddUser', { user: 'dev' }, { key: 'k-1' });
    const other = world.send('AddUser', { user: 'dev' }, { key: 'k-1', by: person('ana') });
    await expect(other).rejects.toMatchObject({ code: 'ALREADY_MEMBER' });
  });

  it('is remembered for a day of ledger time', async () => {
    const first = await world.send('AddUser', { user: 'dev' }, { key: 'k-1' });
    world.now += day;
    await world.send('AddUser', { user: 'max' });
    expect(await world.send('AddUser', { user: 'dev' }, { key: 'k-1' })).toEqual({
      ...first,
      repeated: true,
    });
    world.now += 1;
    await world.send('AddUser', { user: 'eva' });
    for (const ledgers of [world.ledgers, world.start()]) {
      const late = world.send('AddUser', { user: 'dev' }, { key: 'k-1', at: ledgers });
      await expect(late).rejects.toMatchObject({ code: 'ALREADY_MEMBER' });
    }
  });

  it('is not remembered when it was refused or changed nothing', async () => {
    const suspend = (): Promise<unknown> => world.send('SuspendUser', { user: 'dev' }, { key: 'k-1' });
    await expect(suspend()).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
    await world.send('AddUser', { user: 'dev' });
    await world.send('SuspendUser', { user: 'dev' });
    await expect(suspend()).resolves.toMatchObject({ revision: 11, events: [], repeated: false });
    await world.send('ReinstateUser', { user: 'dev' });
    await expect(suspend()).resolves.toMatchObject({ revision: 13, repeated: false });
  });
});

describe('an organization that is begun again with the same key', () => {
  it('answers as the first time, at once and in another process', async () => {
    const first = await world.found({ organization: 'beta', key: 'k-1' });
    expect(await world.found({ organization: 'beta', key: 'k-1' })).toEqual({ ...first, repeated: true });
    world.ledgers = world.start();
    expect(await world.found({ organization: 'beta', key: 'k-1' })).toEqual({ ...first, repeated: true });
    await expect(world.found({ organization: 'beta', key: 'k-2' })).rejects.toMatchObject({
      code: 'ORGANIZATION_EXISTS',
    });
  });

  it('answers both that come at once the same', async () => {
    const [first, again] = await Promise.all([
      world.found({ organization: 'beta', key: 'k-1' }),
      world.found({ organization: 'beta', key: 'k-1' }),
    ]);
    expect(again).toEqual({ ...first, repeated: true });
  });
});
