import type { Snapshot } from '#store/snapshot-store.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { snapshotStamp } from './snapshots/snapshot-format.js';
import type { Receipt } from './submission.js';
import { TroubledStore } from './troubled-store.suite.js';
import { World } from './world.suite.js';

let world: World;

beforeEach(async () => {
  world = new World({ snapshotTail: 1 });
  await world.found();
  await world.send('AddUser', {
    user: 'dev',
    email: 'dev@example.com',
    roles: ['developer'],
    place: 'group:sales',
  });
  await world.send('ChangeUserAttributes', { user: 'dev', attributes: { team: 'sales' } });
});

const keysOfDev = async (): Promise<readonly string[]> =>
  (await world.events())
    .filter(({ type }) => type === 'UserActivated' || type === 'UserAttributesChanged')
    .filter(({ data }) => data['person'] === 1)
    .map(({ data }) => String(data['key']));

describe('erasing a person', () => {
  it('destroys the keys before it is answered', async () => {
    const keys = await keysOfDev();
    expect(await world.keys.ids()).toEqual(expect.arrayContaining([...keys]));
    await world.send('EraseUser', { user: 'dev' });
    for (const key of keys) expect(await world.keys.ids()).not.toContain(key);
  });

  it('leaves the ledger as it was, and readable', async () => {
    const before = await world.events();
    const { revision } = await world.send('EraseUser', { user: 'dev' });
    const after = await world.events();
    expect(after.slice(0, before.length)).toEqual(before);
    const ledger = await world.start().open('acme');
    expect(ledger.durable).toBe(revision);
    expect(ledger.live().status(1)).toBe('erased');
    expect(ledger.directory.identity(1)).toBeUndefined();
    expect(ledger.directory.find('dev')).toBeUndefined();
    expect((await ledger.at({ asOf: 11 })).status(1)).toBe('active');
  });

  it('shows the person as a number ever after', async () => {
    const { events } = await world.send('EraseUser', { user: 'dev' });
    expect(events.map(({ type, data }) => [type, data['user']])).toEqual([
      ['UserRemoved', 'erased-1'],
      ['UserErased', 'erased-1'],
    ]);
    for (const ledgers of [world.ledgers, world.start()]) {
      const { events: trail } = await (await ledgers.open('acme')).trail({ user: 'erased-1', limit: 10 });
      expect(trail).toHaveLength(5);
      expect(JSON.stringify(trail)).not.toMatch(/"dev"|dev@|"sales"/);
    }
  });

  it('makes one who returns somebody new', async () => {
    await world.send('EraseUser', { user: 'dev' });
    await world.send('AddUser', { user: 'dev' });
    for (const ledgers of [world.ledgers, world.start()]) {
      const { directory } = await ledgers.open('acme');
      expect(directory.find('dev')).toBe(2);
      expect(directory.name(1)).toBe('erased-1');
    }
  });

  it('takes along somebody who came with the same request', async () => {
    await world.sendAll([
      ['AddUser', { user: 'max' }],
      ['EraseUser', { user: 'max' }],
      ['AddUser', { user: 'max' }],
    ]);
    const { directory } = await world.start().open('acme');
    expect([directory.find('max'), directory.name(2)]).toEqual([3, 'erased-2']);
  });

  it('answers a repeat of it, and of what introduced the person', async () => {
    const added = await world.send('AddUser', { user: 'max', email: 'max@example.com' }, { key: 'k-1' });
    const erased = await world.send('EraseUser', { user: 'max' }, { key: 'k-2' });
    expect(await world.send('EraseUser', { user: 'max' }, { key: 'k-2' })).toEqual({
      ...erased,
      repeated: true,
    });
    const again = await world.send('AddUser', { user: 'max', email: 'max@example.com' }, { key: 'k-1' });
    expect(again.revision).toBe(added.revision);
    expect(again.events[0]!.data).toEqual({ user: 'erased-2' });
  });
});

describe('a process that reads the ledger while somebody is erased', () => {
  it('reads on until it knows why the key is gone', async () => {
    await world.send('EraseUser', { user: 'dev' });
    let reads = 0;
    const store = new TroubledStore(world.store);
    // What was there when it began to read.
    store.read = (stream, options) =>
      world.store.read(stream, { ...options, ...(reads++ === 0 && { to: 12 }) });
    const ledger = await world.start({ store }).open('acme');
    expect(reads).toBe(2);
    expect(ledger.directory.name(1)).toBe('erased-1');
  });
});

describe('a snapshot that knew the person', () => {
  const load = (): Promise<Snapshot | undefined> => world.snapshots.load('acme', snapshotStamp);

  beforeEach(async () => {
    await world.ledgers.close();
    world.ledgers = world.start();
  });

  it('is gone, and a copy of it does not open', async () => {
    const copy = (await load())!;
    await world.send('EraseUser', { user: 'dev' });
    expect(await load()).toBeUndefined();
    await world.snapshots.save('acme', copy);
    world.told.length = 0;
    const ledger = await world.start().open('acme');
    expect(world.told).toEqual([`read ${ledger.durable}`]);
    expect(ledger.directory.find('dev')).toBeUndefined();
  });

  it('cannot be saved by a process that has not heard of it', async () => {
    const slow = world.start({ limits: { snapshotTail: 0 } });
    await slow.open('acme');
    await world.send('EraseUser', { user: 'dev' });
    await slow.close();
    expect(await load()).toBeUndefined();
  });

  it('is followed by one that does not know the person', async () => {
    await world.send('EraseUser', { user: 'dev' });
    await world.ledgers.close();
    world.ledgers = world.start({ limits: { snapshotTail: 1 } });
    const { revision } = await world.send('AddUser', { user: 'max' });
    await world.ledgers.close();
    expect((await load())!.revision).toBe(revision);
    const { directory } = await world.start().open('acme');
    expect(world.told.at(-1)).toBe(`read ${revision}..${revision}`);
    expect([directory.find('max'), directory.name(1)]).toEqual([2, 'erased-1']);
  });
});

describe('keys that cannot be destroyed', () => {
  beforeEach(async () => {
    world.keys.destroysNothing = true;
    await expect(world.send('EraseUser', { user: 'dev' }, { key: 'k-1' })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      detail: expect.stringContaining('not everything is destroyed yet'),
    });
  });

  it('keep a repeat from being answered', async () => {
    const again = (): Promise<Receipt> => world.send('EraseUser', { user: 'dev' }, { key: 'k-1' });
    await expect(again()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    world.keys.destroysNothing = false;
    expect(await again()).toMatchObject({ repeated: true });
    for (const key of await keysOfDev()) expect(await world.keys.ids()).not.toContain(key);
  });

  it('are destroyed a while later, though nobody asks', async () => {
    world.keys.destroysNothing = false;
    world.ring();
    await world.ledgers.close();
    for (const key of await keysOfDev()) expect(await world.keys.ids()).not.toContain(key);
  });

  it('are destroyed when the ledger is read again after a crash', async () => {
    world.keys.destroysNothing = false;
    const healed = world.start();
    await healed.open('acme');
    await healed.close();
    for (const key of await keysOfDev()) expect(await world.keys.ids()).not.toContain(key);
  });

  it('keep snapshots from being saved', async () => {
    await world.ledgers.close();
    expect(world.told.filter((word) => word.startsWith('saved'))).toEqual([]);
  });
});
