import { MemoryEventStore } from '#adapters/memory/event-store.js';
import { MemorySnapshotStore } from '#adapters/memory/snapshot-store.js';
import type { Snapshot } from '#store/snapshot-store.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { World } from '../world.suite.js';
import { snapshotStamp } from './snapshot-format.js';

let world: World;

beforeEach(async () => {
  world = new World({ snapshotTail: 1, snapshotEvery: 20 });
  await world.found();
});

const users = (count: number, name = 'user'): string[] =>
  Array.from({ length: count }, (_, index) => `${name}-${index}`);

async function live(): Promise<void> {
  await Promise.all(
    users(6).map((user) =>
      world.send('AddUser', { user, roles: ['developer'], place: 'group:sales' }, { key: user }),
    ),
  );
  await world.send('RemoveUser', { user: 'user-1' });
  await world.send('EraseUser', { user: 'user-2' });
  await world.send('InviteUser', { emails: 'max@example.com; eva@example.com' }, { key: 'invite' });
}

const load = (): Promise<Snapshot | undefined> => world.snapshots.load('acme', snapshotStamp);

/** Everything a ledger in memory knows, as data. */
async function known(ledgers = world.start()): Promise<unknown> {
  const { access, directory, durable } = await ledgers.open('acme');
  const repeats = await world.send(
    'InviteUser',
    { emails: 'max@example.com; eva@example.com' },
    { key: 'invite', at: ledgers },
  );
  return { access: access.dump(), directory: directory.dump(), durable, repeats };
}

describe('a snapshot', () => {
  it('changes nothing: thrown away, the ledger reads the same from its events', async () => {
    await live();
    await world.ledgers.close();
    const from = await known();
    expect(world.told.at(-1)).toBe('read 26..26');
    await world.snapshots.drop('acme');
    expect(await known()).toEqual(from);
    expect(world.told.at(-1)).toBe('read 26');
  });

  it('is read on from', async () => {
    await live();
    await world.ledgers.close();
    world.ledgers = world.start();
    await world.send('AddUser', { user: 'tom' });
    const from = await known();
    expect(world.told.at(-1)).toBe('read 26..27');
    await world.snapshots.drop('acme');
    expect(await known()).toEqual(from);
  });

  it('is saved after so many events, while the ledger goes on', async () => {
    for (const user of users(10)) await world.send('AddUser', { user });
    await Promise.all(users(40, 'more').map((user) => world.send('AddUser', { user })));
    await world.ledgers.peek('acme')!.catchUp();
    expect(world.told.filter((word) => word.startsWith('saved'))).toContain('saved 19');
  });

  it('is in chunks that every home takes, and has nobody in it in the clear', async () => {
    const rows = users(500, 'a-rather-long-name-for-somebody').map((user) => ({
      user,
      attributes: { note: 'x'.repeat(900), user },
    }));
    for (let part = 0; part < 10; part++) {
      await world.send('ImportUsers', { rows: rows.slice(part * 50, part * 50 + 50) });
    }
    await world.ledgers.close();
    const { chunks } = (await load())!;
    for (const { length } of chunks) expect(length).toBeLessThanOrEqual(1024 * 1024);
    for (const chunk of chunks) expect(Buffer.from(chunk).includes('somebody')).toBe(false);
    expect((await world.start().open('acme')).directory.find('a-rather-long-name-for-somebody-499')).toBe(
      500,
    );
  });

  it('is not saved again when nothing happened', async () => {
    await world.ledgers.close();
    world.told.length = 0;
    const again = world.start({ limits: { snapshotTail: 1 } });
    await again.open('acme');
    await again.close();
    expect(world.told).toEqual(['read 9..9']);
  });

  describe('is ignored', () => {
    beforeEach(async () => {
      await live();
      await world.ledgers.close();
      world.told.length = 0;
    });

    it('when a byte is not as it was', async () => {
      const { chunks, ...rest } = (await load())!;
      for (const [index, chunk] of chunks.entries()) {
        for (const at of [0, 20, 40, chunk.length - 1]) {
          const damaged = chunks.map((bytes) => Uint8Array.from(bytes));
          damaged[index]![at]! ^= 1;
          await world.snapshots.save('acme', { ...rest, chunks: damaged });
          expect((await world.start().open('acme')).durable).toBe(26);
          expect(world.told.at(-1)).toBe('read 26');
        }
      }
    });

    it('when a chunk is missing, or all of them', async () => {
      const { chunks, ...rest } = (await load())!;
      for (const left of [chunks.slice(1), chunks.slice(0, 1), []]) {
        await world.snapshots.save('acme', { ...rest, chunks: left });
        await world.start().open('acme');
        expect(world.told.at(-1)).toBe('read 26');
      }
    });

    it('when it says another revision, or comes from another organization', async () => {
      const snapshot = (await load())!;
      await world.snapshots.save('acme', { ...snapshot, revision: 20 });
      await world.start().open('acme');
      expect(world.told.at(-1)).toBe('read 26');
      await world.found({ organization: 'beta', at: world.start() });
      await world.snapshots.save('beta', snapshot);
      await world.start().open('beta');
      expect(world.told.at(-1)).toBe('read 9');
    });

    it('when another version wrote it', async () => {
      const snapshot = (await load())!;
      await world.snapshots.save('acme', { ...snapshot, stamp: 'other' });
      await world.start().open('acme');
      expect(world.told.at(-1)).toBe('read 26');
    });

    it('when the ledger is another than it was, as after a restore of the store', async () => {
      const store = new MemoryEventStore();
      await store.append('organization-acme', (await world.events()).slice(0, 10), 'none');
      const restored = world.start({ store, snapshots: new MemorySnapshotStore() });
      for (const user of users(17, 'other')) await world.send('AddUser', { user }, { at: restored });
      for (const name of ['Beta', 'Gamma'])
        await world.send('RenameOrganization', { name }, { at: restored });
      const ledger = await world.start({ store }).open('acme');
      expect(world.told.at(-1)).toBe('read 28');
      expect([ledger.directory.find('other-16'), ledger.directory.find('user-0')]).toEqual([17, undefined]);
    });

    it('when the ledger is shorter than it was', async () => {
      const store = new MemoryEventStore();
      await store.append('organization-acme', (await world.events()).slice(0, 10), 'none');
      expect((await world.start({ store }).open('acme')).durable).toBe(9);
    });
  });

  it('that cannot be saved costs nothing but time', async () => {
    world.ledgers = world.start({
      limits: { snapshotTail: 1 },
      snapshots: {
        load: () => Promise.reject(new Error('the folder is gone')),
        save: () => Promise.reject(new Error('the folder is gone')),
        drop: () => Promise.resolve(),
      },
    });
    await world.send('AddUser', { user: 'dev' });
    await world.ledgers.close();
    expect(world.told).toContain('trouble saving a snapshot');
    expect((await world.start().open('acme')).durable).toBe(10);
  });
});
