import { MemoryKeyStore } from '#adapters/memory/key-store.js';
import { StoreUnavailable } from '#store/event-store.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { rotateMaster, Vault } from './vault.js';

const master = new Uint8Array(32).fill(1);
const other = new Uint8Array(32).fill(2);

let store: MemoryKeyStore;

beforeEach(() => {
  store = new MemoryKeyStore();
});

async function everything(): Promise<string> {
  let text = '';
  for await (const page of store.all()) text += JSON.stringify(page);
  return text;
}

describe('a vault', () => {
  it('gives back the keys that were kept, and says nothing of others', async () => {
    const vault = new Vault(store, master);
    const [ana, dev] = [vault.make(), vault.make()];
    await vault.keep([ana, dev]);
    expect(await vault.fetch([ana.id, 'unknown', dev.id])).toEqual(
      new Map([
        [ana.id, Buffer.from(ana.key)],
        [dev.id, Buffer.from(dev.key)],
      ]),
    );
  });

  it('keeps them wrapped', async () => {
    const vault = new Vault(store, master);
    const { id, key } = vault.make();
    await vault.keep([{ id, key }]);
    const text = await everything();
    expect(text).toContain(id);
    expect(text).not.toContain(Buffer.from(key).toString('base64url'));
  });

  it('fetches more keys than a store gives at once', async () => {
    const vault = new Vault(store, master);
    const keys = Array.from({ length: 2_500 }, () => vault.make());
    await vault.keep(keys);
    expect((await vault.fetch(keys.map(({ id }) => id))).size).toBe(2_500);
  });

  it('gives nothing back that was destroyed', async () => {
    const vault = new Vault(store, master);
    const key = vault.make();
    await vault.keep([key]);
    await vault.destroy([key.id]);
    expect(await vault.fetch([key.id])).toEqual(new Map());
  });

  it('opens with the master key that it was made with, and with no other', async () => {
    await new Vault(store, master).verify();
    await new Vault(store, master).verify();
    await expect(new Vault(store, other).verify()).rejects.toThrow(StoreUnavailable);
    await expect(new Vault(store, other).verify()).rejects.toThrow(/master key is not the one/);
  });

  it('is made once when two begin it at once', async () => {
    const outcomes = await Promise.allSettled([
      new Vault(store, master).verify(),
      new Vault(store, other).verify(),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('asks again after the store was away', async () => {
    const vault = new Vault(store, master);
    await store.close();
    await expect(vault.verify()).rejects.toThrow(StoreUnavailable);
    await expect(vault.verify()).rejects.toThrow(StoreUnavailable);
  });

  it('takes no master key of another length', () => {
    expect(() => new Vault(store, new Uint8Array(16))).toThrow(/32 bytes/);
  });
});

describe('another master key', () => {
  it('opens everything after the rotation, and the old one nothing', async () => {
    const vault = new Vault(store, master);
    await vault.verify();
    const keys = Array.from({ length: 300 }, () => vault.make());
    await vault.keep(keys);
    expect(await rotateMaster(store, master, other)).toBe(301);
    const rotated = new Vault(store, other);
    await rotated.verify();
    const ids = keys.map(({ id }) => id);
    expect(await rotated.fetch(ids)).toEqual(new Map(keys.map(({ id, key }) => [id, Buffer.from(key)])));
    await expect(new Vault(store, master).verify()).rejects.toThrow(StoreUnavailable);
    await expect(new Vault(store, master).fetch(ids)).rejects.toThrow(/does not open/);
  });

  it('is not taken from whoever does not know the old one', async () => {
    const vault = new Vault(store, master);
    await vault.verify();
    await vault.keep([vault.make()]);
    const before = await everything();
    await expect(rotateMaster(store, other, new Uint8Array(32))).rejects.toThrow(/master key is not the one/);
    expect(await everything()).toBe(before);
  });
});
