import { beforeEach, describe, expect, it } from '@jest/globals';
import { person, World } from '../world.suite.js';

let world: World;

beforeEach(async () => {
  world = new World();
  await world.found();
  world.store.appends.length = 0;
});

const users = (count: number): string[] => Array.from({ length: count }, (_, index) => `user-${index}`);

describe('requests that come together', () => {
  it('are written together', async () => {
    const receipts = await Promise.all(users(64).map((user) => world.send('AddUser', { user })));
    expect(world.store.appends).toHaveLength(1);
    expect(receipts.map(({ revision }) => revision)).toEqual(users(64).map((_, index) => 10 + index));
  });

  it('wait while an append is in flight, and are written with the next', async () => {
    const held = world.store.hold();
    const first = world.send('AddUser', { user: 'first' });
    await held.arrived;
    const others = users(20).map((user) => world.send('AddUser', { user }));
    held.release();
    await Promise.all([first, ...others]);
    expect(world.store.appends.map(({ events }) => events.length)).toEqual([1, 20]);
  });

  it('are decided one after another, each on what came before it', async () => {
    const outcomes = await Promise.allSettled([
      world.send('AddUser', { user: 'dev' }),
      world.send('AssignRole', { user: 'dev', role: 'developer', place: 'group:sales' }),
      world.send('AddUser', { user: 'dev' }),
      world.send('RevokeRole', { user: 'dev', role: 'developer', place: 'group:sales' }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[2]).toMatchObject({ reason: { code: 'ALREADY_MEMBER' } });
    expect(world.store.appends).toHaveLength(1);
  });

  it('are several appends where they would be too large for one', async () => {
    world = new World({ batchBytes: 10_000 });
    await world.found();
    world.store.appends.length = 0;
    await Promise.all(users(64).map((user) => world.send('AddUser', { user })));
    const sizes = world.store.appends.map(({ events }) => Buffer.byteLength(JSON.stringify(events)));
    expect(sizes.length).toBeGreaterThan(3);
    for (const size of sizes) expect(size).toBeLessThanOrEqual(10_000);
    expect((await world.ledgers.open('acme')).durable).toBe(9 + 64);
  });

  it('let others have their turn when they are very many', async () => {
    world = new World({ batchRequests: 10 });
    await world.found();
    await Promise.all(users(25).map((user) => world.send('AddUser', { user })));
    expect(world.store.appends.map(({ events }) => events.length)).toEqual([10, 10, 10, 5]);
  });
});

describe('a request', () => {
  it('is written whole or not at all', async () => {
    const commands = [
      ['AddUser', { user: 'dev' }],
      ['AssignRole', { user: 'dev', role: 'developer', place: 'group:nowhere' }],
    ] as const;
    await expect(world.sendAll(commands)).rejects.toMatchObject({
      code: 'UNKNOWN_RESOURCE',
      faults: [{ path: '/commands/1', code: 'UNKNOWN_RESOURCE' }],
    });
    const ledger = await world.ledgers.open('acme');
    expect(ledger.directory.find('dev')).toBeUndefined();
    expect(ledger.access.revision).toBe(ledger.durable);
    expect(world.store.appends.filter(({ stream }) => stream === 'organization-acme')).toEqual([]);
  });

  it('has all its events at one time, numbered and counted, with who sent it', async () => {
    world.now += 5;
    const { revision } = await world.send(
      'AddUser',
      { user: 'dev', roles: ['developer'], place: 'group:sales' },
      { by: person('ana'), key: 'k-1', reason: 'CHG-1042' },
    );
    const [activated, assigned] = await world.events('organization-acme', { from: revision - 1 });
    expect(activated!.metadata).toMatchObject({
      schema: '1',
      time: String(world.now),
      clock: String(world.now),
      actor: 'person:0',
      via: 'operator:root',
      index: '0',
      count: '2',
      correlation: 'req-1',
      model: 'ocp@1',
    });
    expect(assigned!.metadata).toEqual({ ...activated!.metadata, index: '1' });
    expect(activated!.metadata.command).toMatch(/^[\da-f]{8}-[\da-f]{4}-5/);
    expect(activated!.metadata.body).toMatch(/^[\w-]{43}$/);
    expect(activated!.metadata.reason).toMatch(/^v1\./);
  });

  it('never makes time go back', async () => {
    const before = world.now;
    world.now -= 60_000;
    const { events } = await world.send('AddUser', { user: 'dev' });
    expect(events[0]!.time).toBe(new Date(before).toISOString());
    expect((await world.events('organization-acme', { from: 10 }))[0]!.metadata).toMatchObject({
      time: String(before),
      clock: String(world.now),
    });
  });

  it('is refused where the ledger is far ahead of the clock', async () => {
    world.now -= 5 * 60_000 + 1;
    await expect(world.send('AddUser', { user: 'dev' })).rejects.toMatchObject({ code: 'CLOCK_BEHIND' });
    world.now += 1;
    expect((await world.send('AddUser', { user: 'dev' })).events).toHaveLength(1);
  });

  it('is refused where it is too large', async () => {
    world.ledgers = world.start({ limits: { requestBytes: 3_000 } });
    const rows = users(10).map((user) => ({ user }));
    await expect(world.send('ImportUsers', { rows })).rejects.toMatchObject({ code: 'BATCH_TOO_LARGE' });
    expect((await world.ledgers.open('acme')).access.revision).toBe(9);
    await world.send('ImportUsers', { rows: rows.slice(0, 3) });
  });

  it('may say which revision it was made for', async () => {
    await expect(world.send('AddUser', { user: 'dev' }, { expectedRevision: 8 })).rejects.toMatchObject({
      code: 'REVISION_CONFLICT',
      detail: expect.stringContaining('at revision 9, not at revision 8'),
    });
    expect((await world.send('AddUser', { user: 'dev' }, { expectedRevision: 9 })).revision).toBe(10);
    const two = await Promise.allSettled([
      world.send('AddUser', { user: 'max' }, { expectedRevision: 10 }),
      world.send('AddUser', { user: 'eva' }, { expectedRevision: 10 }),
    ]);
    expect(two.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('tells strangers nothing, not even where the ledger is', async () => {
    const stranger = { by: person('eve'), expectedRevision: 3 };
    await expect(world.send('AddUser', { user: 'dev' }, stranger)).rejects.toMatchObject({
      code: 'UNKNOWN_ORGANIZATION',
    });
  });

  it('without effect answers the revision it found', async () => {
    await world.send('AddUser', { user: 'dev' });
    await world.send('SuspendUser', { user: 'dev' });
    expect(await world.send('SuspendUser', { user: 'dev' })).toEqual({
      organization: 'acme',
      revision: 11,
      events: [],
      warnings: [],
      repeated: false,
      dryRun: false,
    });
  });

  it('on trial answers what would happen, and writes nothing', async () => {
    const trial = await world.send('AddUser', { user: 'dev' }, { dryRun: true });
    expect(trial).toMatchObject({
      revision: 9,
      dryRun: true,
      events: [{ type: 'UserActivated', revision: 10 }],
    });
    expect(trial.events[0]!.data).toEqual({ user: 'dev' });
    const ledger = await world.ledgers.open('acme');
    expect([ledger.access.revision, ledger.directory.find('dev')]).toEqual([9, undefined]);
    expect(world.store.appends).toEqual([]);
    expect((await world.send('AddUser', { user: 'dev' })).events[0]!.data).toEqual({ user: 'dev' });
  });
});

describe('while an append is in flight, readers', () => {
  it('see the durable revision and nothing beyond', async () => {
    await world.send('AddUser', { user: 'dev' });
    const held = world.store.hold();
    const request = world.sendAll([
      ['AssignRole', { user: 'dev', role: 'developer', place: 'group:sales' }],
      ['AddUser', { user: 'max' }],
      ['EraseUser', { user: 'dev' }],
    ]);
    await held.arrived;
    const ledger = world.ledgers.peek('acme')!;
    const dev = ledger.directory.find('dev')!;
    expect(ledger.durable).toBe(10);
    expect(ledger.access.revision).toBeGreaterThan(10);
    expect(ledger.live().revision).toBe(10);
    expect(ledger.live().status(dev)).toBe('active');
    expect(ledger.directory.find('max')).toBeUndefined();
    await expect(ledger.at({ asOf: 11 })).rejects.toMatchObject({ code: 'REVISION_NOT_YET_AVAILABLE' });
    held.release();
    await request;
    expect(ledger.live().status(dev)).toBe('erased');
    expect(ledger.directory.find('dev')).toBeUndefined();
  });
});

describe('a store that refuses', () => {
  it('leaves the state as it was, and the answer is 503', async () => {
    world.store.refuse();
    const outcomes = await Promise.allSettled([
      world.send('AddUser', { user: 'dev' }),
      world.send('SuspendUser', { user: 'dev' }),
      world.send('AddUser', { user: 'dev' }),
      world.send('AddUser', { user: 'max' }, { dryRun: true }),
    ]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'STORE_UNAVAILABLE' } });
    }
    const ledger = world.ledgers.peek('acme')!;
    expect([ledger.access.revision, ledger.directory.find('dev')]).toEqual([9, undefined]);
    expect((await world.send('AddUser', { user: 'dev' })).revision).toBe(10);
  });

  it('does not keep from the answer who asked for nothing that had to be written', async () => {
    world.store.refuse();
    const outcomes = await Promise.allSettled([
      world.send('AddUser', { user: 'ana' }),
      world.send('AddUser', { user: 'dev' }, { dryRun: true }),
      world.send('AddUser', { user: 'dev' }),
    ]);
    expect(outcomes).toMatchObject([
      { reason: { code: 'ALREADY_MEMBER' } },
      { status: 'fulfilled' },
      { reason: { code: 'STORE_UNAVAILABLE' } },
    ]);
  });

  it('of keys keeps events from being written whose key is not', async () => {
    await world.keys.close();
    await expect(world.send('AddUser', { user: 'dev' })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(world.store.appends).toEqual([]);
  });
});
