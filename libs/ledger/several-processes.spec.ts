import { StoreUnavailable } from '#store/event-store.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Ledgers } from './ledgers.js';
import { World } from './world.suite.js';

describe('a ledger in the memory of several processes', () => {
  let world: World;
  let isFollowing: boolean;
  let other: Ledgers;

  beforeEach(async () => {
    world = new World();
    isFollowing = true;
    other = world.start({ isFollowing: () => isFollowing });
    await world.found();
    await world.send('AddUser', { user: 'dev' });
    await other.open('acme');
  });

  const suspend = async () => (await world.send('SuspendUser', { user: 'dev' })).revision;
  const seen = async () => {
    const ledger = await other.open('acme');
    return ledger.live().status(ledger.directory.find('dev')!);
  };

  it('takes in what others wrote when it is told that the ledger has grown', async () => {
    const revision = await suspend();
    expect(await seen()).toBe('active');

    await other.grew('acme', revision);

    expect(await seen()).toBe('suspended');
    expect(other.peek('acme')!.durable).toBe(revision);
  });

  it('is read on for every question while nobody tells it', async () => {
    isFollowing = false;
    await suspend();

    expect(other.peek('acme')).toBeUndefined();
    expect(await seen()).toBe('suspended');
  });

  it('answers nothing while nobody tells it and the store cannot be read', async () => {
    isFollowing = false;
    world.store.read = () => {
      throw new StoreUnavailable('the connection broke');
    };

    await expect(other.open('acme')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('misses nothing that was told while it was loaded', async () => {
    const late = world.start({ isFollowing: () => true });
    const read = world.store.read.bind(world.store);
    world.store.read = (...asked) => {
      world.store.read = read;
      return told(late, read(...asked), suspend);
    };

    const ledger = await late.open('acme');

    expect(ledger.live().status(ledger.directory.find('dev')!)).toBe('suspended');
  });

  it('asks to be told again when it could not read on', async () => {
    const revision = await suspend();
    const read = world.store.read.bind(world.store);
    world.store.read = () => {
      throw new StoreUnavailable('the connection broke');
    };
    await expect(other.grew('acme', revision)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    world.store.read = read;

    await other.grew('acme', revision);

    expect(await seen()).toBe('suspended');
  });

  it('reads nothing where it is up to date, or not in memory', async () => {
    world.store.read = () => {
      throw new StoreUnavailable('nobody may read');
    };

    await other.grew('acme', other.peek('acme')!.durable);
    await other.grew('elsewhere', 7);

    expect(await seen()).toBe('active');
  });
});

/** After the last page of what is read, something happens, and those who listen are told. */
async function* told<Page>(
  ledgers: Ledgers,
  pages: AsyncIterable<Page>,
  happens: () => Promise<number>,
): AsyncGenerator<Page> {
  yield* pages;
  await ledgers.grew('acme', await happens());
}
