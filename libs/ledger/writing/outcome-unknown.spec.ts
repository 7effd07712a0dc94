import { beforeEach, describe, expect, it } from '@jest/globals';
import { World } from '../world.suite.js';

let world: World;

beforeEach(async () => {
  world = new World();
  await world.found();
  world.store.appends.length = 0;
  world.told.length = 0;
});

describe.each([
  ['that was not written', () => world.store.loseRequest()],
  ['that was written', () => world.store.loseAnswer()],
])('an append with an unknown outcome %s', (_, lose) => {
  it('is repeated byte for byte before anything else is decided', async () => {
    lose();
    const first = world.send('AddUser', { user: 'dev' });
    const second = world.send('AddUser', { user: 'max' });
    expect((await first).revision).toBe(10);
    expect((await second).revision).toBe(11);
    const [once, again] = world.store.appends;
    expect(again).toEqual(once);
    expect(world.told).toEqual(['outcome unknown']);
    expect(await world.events('organization-acme', { from: 10 })).toHaveLength(2);
  });

  it('is repeated also while the store is away', async () => {
    lose();
    world.store.refuse();
    world.store.refuse();
    expect((await world.send('AddUser', { user: 'dev' })).revision).toBe(10);
    expect(world.store.appends).toHaveLength(4);
    expect(await world.events('organization-acme', { from: 10 })).toHaveLength(1);
  });

  it('is given up after a while; then the ledger is read anew', async () => {
    lose();
    for (let repeats = 0; repeats < 100; repeats++) world.store.loseRequest();
    const held = world.send('AddUser', { user: 'dev' }, { key: 'k-1' });
    await expect(held).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(world.told.at(-1)).toBe('dropped acme');
    expect(world.ledgers.peek('acme')).toBeUndefined();
    world.store.recover();
    const repeated = await world.send('AddUser', { user: 'dev' }, { key: 'k-1' });
    expect(repeated.revision).toBe(10);
    expect(await world.events('organization-acme', { from: 10 })).toHaveLength(1);
  });
});

describe('an append that others overtook while its outcome was unknown', () => {
  it('is decided again', async () => {
    const other = world.start();
    await other.open('acme');
    world.store.loseRequest();
    world.store.before(() => world.send('AddUser', { user: 'max' }, { at: other }));
    expect((await world.send('AddUser', { user: 'dev' })).revision).toBe(11);
    expect(await world.events('organization-acme', { from: 10 })).toHaveLength(2);
  });
});
