import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from './event-store.js';
import { freshHome, type MakeHome } from './home.suite.js';
import type { KeyStore, WrappedKey } from './key-store.js';

/** Key number `n`; `wrapping` tells one master key from another. */
export function sampleKey(n: number, wrapping = 'first'): WrappedKey {
  return {
    id: `0c2f5a50-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
    wrapped: `v1.${wrapping}-iv.${n.toString(36).padStart(43, '0')}.tag`,
  };
}

const sampleKeys = (from: number, to: number, wrapping?: string): readonly WrappedKey[] =>
  Array.from({ length: to - from + 1 }, (_, index) => sampleKey(from + index, wrapping));

const ids = (keys: readonly WrappedKey[]): readonly string[] => keys.map(({ id }) => id);

const sorted = (keys: readonly WrappedKey[]): readonly WrappedKey[] =>
  keys.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The promises of a key store. `durable`: what was written is there when the home is opened again. */
export function keyStoreSuite(make: MakeHome<KeyStore>, { durable }: { durable: boolean }): void {
  const { store, reopen } = freshHome(make);

  async function everyKey(): Promise<readonly WrappedKey[]> {
    const keys: WrappedKey[] = [];
    for await (const page of store().all()) keys.push(...page);
    return sorted(keys);
  }

  describe('put and get', () => {
    it('gives back what was put, of those asked for', async () => {
      await store().put(sampleKeys(0, 4));
      expect(sorted(await store().get(ids([sampleKey(3), sampleKey(1), sampleKey(9)])))).toEqual([
        sampleKey(1),
        sampleKey(3),
      ]);
    });

    it('takes and answers nothing for nothing', async () => {
      await store().put([]);
      expect(await store().get([])).toEqual([]);
      expect(await everyKey()).toEqual([]);
    });

    it('gives a key once that is asked for twice', async () => {
      await store().put([sampleKey(0)]);
      expect(await store().get(ids([sampleKey(0), sampleKey(0)]))).toEqual([sampleKey(0)]);
    });

    it('takes the same key again', async () => {
      await store().put([sampleKey(0)]);
      await store().put([sampleKey(0), sampleKey(1), sampleKey(1)]);
      expect(await everyKey()).toEqual(sampleKeys(0, 1));
    });

    it('refuses an id that is taken with other bytes, and writes nothing of the list', async () => {
      await store().put([sampleKey(1)]);
      const other = [sampleKey(0), sampleKey(1, 'other'), sampleKey(2)];
      await expect(store().put(other)).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store().put([sampleKey(3), sampleKey(3, 'other')])).rejects.toBeInstanceOf(
        StoreUnavailable,
      );
      expect(await everyKey()).toEqual([sampleKey(1)]);
    });

    it('holds many', async () => {
      await store().put(sampleKeys(0, 4_999));
      expect(await everyKey()).toEqual(sampleKeys(0, 4_999));
      expect(sorted(await store().get(ids(sampleKeys(0, 4_999))))).toEqual(sampleKeys(0, 4_999));
    });
  });

  describe('destroy', () => {
    it('takes the keys away and leaves the others', async () => {
      await store().put(sampleKeys(0, 4));
      await store().destroy(ids([sampleKey(1), sampleKey(3)]));
      expect(await everyKey()).toEqual([sampleKey(0), sampleKey(2), sampleKey(4)]);
      expect(await store().get(ids(sampleKeys(1, 1)))).toEqual([]);
    });

    it('never lets the id be used anew, with other bytes or the same', async () => {
      await store().put([sampleKey(0)]);
      await store().destroy(ids([sampleKey(0)]));
      await expect(store().put([sampleKey(0)])).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store().put([sampleKey(1), sampleKey(0, 'other')])).rejects.toBeInstanceOf(
        StoreUnavailable,
      );
      expect(await everyKey()).toEqual([]);
    });

    it('ignores what is unknown or destroyed already', async () => {
      await store().put(sampleKeys(0, 1));
      await store().destroy(ids([sampleKey(0)]));
      await store().destroy(ids([sampleKey(0), sampleKey(7), sampleKey(1), sampleKey(1)]));
      await store().destroy([]);
      expect(await everyKey()).toEqual([]);
      await store().put([sampleKey(7)]);
      expect(await everyKey()).toEqual([sampleKey(7)]);
    });
  });

  describe('rewrap', () => {
    it('replaces the wrapping of keys that exist', async () => {
      await store().put(sampleKeys(0, 2));
      await store().rewrap([sampleKey(0, 'second'), sampleKey(2, 'of-another-length')]);
      expect(await everyKey()).toEqual([
        sampleKey(0, 'second'),
        sampleKey(1),
        sampleKey(2, 'of-another-length'),
      ]);
    });

    it('brings nothing back that is gone, and makes nothing that was not there', async () => {
      await store().put(sampleKeys(0, 1));
      await store().destroy(ids([sampleKey(0)]));
      await store().rewrap([sampleKey(0, 'second'), sampleKey(1, 'second'), sampleKey(5, 'second')]);
      expect(await everyKey()).toEqual([sampleKey(1, 'second')]);
    });

    it('page by page of all meets every key once', async () => {
      await store().put(sampleKeys(0, 2_999));
      let met = 0;
      for await (const page of store().all()) {
        met += page.length;
        await store().rewrap(
          page.map(({ id, wrapped }) => ({ id, wrapped: wrapped.replace('first', 'second') })),
        );
      }
      expect(met).toBe(3_000);
      expect(await everyKey()).toEqual(sampleKeys(0, 2_999, 'second'));
    });
  });

  it('is refused once the store is closed', async () => {
    await store().close();
    await expect(store().put([sampleKey(0)])).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store().get(ids([sampleKey(0)]))).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store().destroy(ids([sampleKey(0)]))).rejects.toBeInstanceOf(StoreUnavailable);
  });

  if (durable) {
    it('outlives the store: keys, new wrappings and the memory of what was destroyed', async () => {
      await store().put(sampleKeys(0, 2));
      await store().destroy(ids([sampleKey(0)]));
      await store().rewrap([sampleKey(1, 'second')]);
      await reopen();
      expect(await everyKey()).toEqual([sampleKey(1, 'second'), sampleKey(2)]);
      await expect(store().put([sampleKey(0)])).rejects.toBeInstanceOf(StoreUnavailable);
    });
  }
}
