import { beforeEach, describe, expect, it } from '@jest/globals';
import { hashToken } from './organization-key.js';
import { morning, World } from './world.suite.js';

const minute = 60_000;
const at = (minutes: number): string => new Date(morning + minutes * minute).toISOString();

let world: World;

beforeEach(async () => {
  world = new World();
  await world.found();
  const assignment = { user: 'dev', role: 'developer', place: 'group:sales', from: at(10), until: at(60) };
  await world.sendAll([
    ['AddUser', { user: 'dev' }],
    ['AssignRole', assignment],
  ]);
});

const types = async (from = 12): Promise<readonly string[]> =>
  (await world.events('organization-acme', { from })).map(({ type }) => type);

describe('a fact that lapsed', () => {
  it('is recorded before the next request, in the same write, as a request of its own', async () => {
    world.now += 61 * minute;
    world.store.appends.length = 0;
    const { revision, events } = await world.send('AddUser', { user: 'max' });
    expect(world.store.appends).toHaveLength(1);
    expect([revision, events.length]).toEqual([14, 1]);
    const [started, expired, activated] = await world.events('organization-acme', { from: 12 });
    expect([started!.type, expired!.type, activated!.type]).toEqual([
      'RoleStarted',
      'RoleExpired',
      'UserActivated',
    ]);
    expect(started!.metadata).toMatchObject({
      actor: 'service:grantline',
      via: 'system',
      index: '0',
      count: '2',
      time: String(world.now),
    });
    expect(started!.metadata).not.toHaveProperty('body');
    expect(expired!.metadata.command).toBe(started!.metadata.command);
    expect(activated!.metadata.command).not.toBe(started!.metadata.command);
  });

  it('is recorded once, however many requests come', async () => {
    world.now += 11 * minute;
    await Promise.all(['max', 'eva', 'tom'].map((user) => world.send('AddUser', { user })));
    world.now += minute;
    await world.send('AddUser', { user: 'zoe' });
    expect(await types()).toEqual(['RoleStarted', ...Array.from({ length: 4 }, () => 'UserActivated')]);
  });

  it('is not recorded for a request that is refused, changes nothing or is a trial', async () => {
    world.now += 61 * minute;
    await expect(world.send('AddUser', { user: 'ana' })).rejects.toMatchObject({ code: 'ALREADY_MEMBER' });
    await world.send('ReinstateUser', { user: 'ana' });
    const trial = await world.send('AddUser', { user: 'max' }, { dryRun: true });
    expect(trial.events.map(({ type }) => type)).toEqual(['UserActivated']);
    expect(await types()).toEqual([]);
  });

  it('is recorded by a timer when nobody asks', async () => {
    const [timer] = [...world.alarms].filter(({ milliseconds }) => milliseconds === 10 * minute);
    world.now += 10 * minute;
    timer!.ring();
    await world.ledgers.peek('acme')!.recordLapses();
    expect(await types()).toEqual(['RoleStarted']);
    expect([...world.alarms].map(({ milliseconds }) => milliseconds)).toContain(50 * minute);
  });

  it('is recorded when a ledger is read that was not in memory then', async () => {
    await world.ledgers.close();
    world.now += 61 * minute;
    const late = world.start();
    await late.open('acme');
    world.ring();
    await late.close();
    expect(await types()).toEqual(['RoleStarted', 'RoleExpired']);
  });

  it('is recorded by one of two processes', async () => {
    const other = world.start();
    const ledgers = [await world.ledgers.open('acme'), await other.open('acme')];
    world.now += 10 * minute;
    await Promise.all(ledgers.map((ledger) => ledger.recordLapses()));
    await Promise.all(ledgers.map((ledger) => ledger.catchUp()));
    expect(await types()).toEqual(['RoleStarted']);
  });

  it('is expected also when another process wrote it', async () => {
    const other = await world.start().open('acme');
    world.alarms.clear();
    const assignment = { user: 'ana', role: 'viewer', place: 'group:sales', until: at(3) };
    await world.send('AssignRole', assignment);
    world.alarms.clear();
    await other.catchUp();
    expect([...world.alarms].map(({ milliseconds }) => milliseconds)).toEqual([3 * minute]);
  });

  it('counts from the instant it lapses, whether or not that is recorded', async () => {
    const ledger = await world.ledgers.open('acme');
    const holds = (): boolean => {
      const { access, revision, instant } = ledger.live();
      const slot = access.assignments.first(1, false);
      return access.assignments.holds(slot, revision, instant);
    };
    const told: boolean[] = [];
    for (const minutes of [9, 10, 59, 60]) {
      world.now = morning + minutes * minute;
      told.push(holds());
    }
    expect(told).toEqual([false, true, true, false]);
  });

  it('is tried again after a while where it could not be recorded', async () => {
    world.now += 10 * minute;
    world.store.refuse();
    const ledger = world.ledgers.peek('acme')!;
    await ledger.recordLapses();
    expect(world.told).toContain('trouble recording what lapsed');
    world.ring();
    await ledger.recordLapses();
    expect(await types()).toEqual(['RoleStarted']);
  });
});

describe('very many facts that lapse at once', () => {
  it('are recorded in batches of their own before anything else is decided', async () => {
    world.ledgers = world.start({ limits: { lapses: 10 } });
    for (let row = 0; row < 25; row++) {
      const user = `user-${row}`;
      await world.sendAll([
        ['AddUser', { user }],
        ['AssignRole', { user, role: 'viewer', place: 'group:sales', until: at(20) }],
      ]);
    }
    world.store.appends.length = 0;
    world.now += 30 * minute;
    await Promise.all(['max', 'eva'].map((user) => world.send('AddUser', { user })));
    expect(world.store.appends.map(({ events }) => events.length)).toEqual([10, 10, 8]);
    expect((await types(62)).filter((type) => type === 'RoleExpired')).toHaveLength(25);
  });

  it('answer with 503 where they cannot be recorded', async () => {
    world.ledgers = world.start({ limits: { lapses: 1 } });
    world.now += 90 * minute;
    world.store.refuse();
    await expect(world.send('AddUser', { user: 'max' })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await world.send('AddUser', { user: 'max' });
    expect(await types()).toEqual(['RoleStarted', 'RoleExpired', 'UserActivated']);
  });

  it('do not come twice when another process was first', async () => {
    const late = world.start({ limits: { lapses: 1 } });
    await late.open('acme');
    world.now += 90 * minute;
    await world.ledgers.peek('acme')!.recordLapses();
    await world.send('AddUser', { user: 'max' }, { at: late });
    expect(await types()).toEqual(['RoleStarted', 'RoleExpired', 'UserActivated']);
  });
});

describe('an invitation', () => {
  it('runs out, and its token can be derived by whoever mails it', async () => {
    const { events } = await world.send('InviteUser', { emails: 'max@example.com' });
    const expires = String(events[0]!.data['expires']);
    const ledger = await world.ledgers.open('acme');
    const person = ledger.directory.find('max@example.com')!;
    const token = ledger.invitationToken(person, expires);
    const [stored] = await world.events('organization-acme', { from: 12 });
    expect(stored!.data['tokenHash']).toBe(hashToken(token));
    expect(JSON.stringify([stored, events])).not.toContain(token);
    world.now = Date.parse(expires);
    await ledger.recordLapses();
    expect(await types(13)).toEqual(['RoleStarted', 'RoleExpired', 'InvitationExpired']);
  });
});
