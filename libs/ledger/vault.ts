import { StoreUnavailable } from '#store/event-store.js';
import type { KeyStore, WrappedKey } from '#store/key-store.js';
import { randomBytes, randomUUID } from 'node:crypto';
import { keyBytes, open, seal } from './cipher.js';

/** A key as it is used: its bytes in the clear. */
export type DataKey = { readonly id: string; readonly key: Uint8Array };

/** The key that shows whether a master key is the right one. Nothing is sealed under it. */
const checkId = '00000000-0000-4000-8000-6772616e746c';

const wrongMaster =
  'the master key is not the one this key store was made with; start with that one, or rotate from it to this one';

const keysAtOnce = 1_000;

/** Keys of persons and organizations over a key store that holds them wrapped by the master key. */
export class Vault {
  #verified: Promise<void> | undefined;

  constructor(
    private readonly store: KeyStore,
    private readonly master: Uint8Array,
  ) {
    refuseUnlessKey(master);
  }

  /**
   * Makes sure that the master key is the one that this key store was made with; a new store takes it as its own.
   *
   * @throws StoreUnavailable with a sentence when it is another
   */
  verify(): Promise<void> {
    this.#verified ??= this.#verify().catch((error: unknown) => {
      this.#verified = undefined;
      throw error;
    });
    return this.#verified;
  }

  /** A new key, known only to the caller until it is kept. */
  make(id: string = randomUUID()): DataKey {
    return { id, key: randomBytes(keyBytes) };
  }

  /** Durable when it resolves; all or none. */
  async keep(keys: readonly DataKey[]): Promise<void> {
    if (keys.length === 0) return;
    await this.store.put(keys.map(({ id, key }) => wrap(this.master, id, key)));
  }

  /** Those of `ids` that exist. */
  async fetch(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const keys = new Map<string, Uint8Array>();
    for (let start = 0; start < ids.length; start += keysAtOnce) {
      for (const wrapped of await this.store.get(ids.slice(start, start + keysAtOnce))) {
        keys.set(wrapped.id, unwrap(this.master, wrapped));
      }
    }
    return keys;
  }

  /** Resolves when no copy is left. */
  async destroy(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.store.destroy(ids);
  }

  async #verify(): Promise<void> {
    const [check] = await this.store.get([checkId]);
    if (check !== undefined) return verifyCheck(this.master, check);
    try {
      await this.store.put([wrap(this.master, checkId, randomBytes(keyBytes))]);
    } catch (error) {
      // Another process may have been first.
      const [theirs] = await this.store.get([checkId]);
      if (theirs === undefined) throw error;
      verifyCheck(this.master, theirs);
    }
  }
}

/**
 * Wraps every key of the store anew, all or none. No other process may write keys meanwhile.
 *
 * @throws StoreUnavailable when `from` is not the master key of the store
 */
export async function rotateMaster(store: KeyStore, from: Uint8Array, to: Uint8Array): Promise<number> {
  refuseUnlessKey(to);
  await new Vault(store, from).verify();
  const keys: WrappedKey[] = [];
  for await (const page of store.all()) {
    for (const wrapped of page) keys.push(wrap(to, wrapped.id, unwrap(from, wrapped)));
  }
  await store.rewrap(keys);
  return keys.length;
}

function verifyCheck(master: Uint8Array, check: WrappedKey): void {
  try {
    unwrap(master, check);
  } catch (cause) {
    throw new StoreUnavailable(wrongMaster, { cause });
  }
}

function wrap(master: Uint8Array, id: string, key: Uint8Array): WrappedKey {
  return { id, wrapped: seal(master, key, `key ${id}`) };
}

function unwrap(master: Uint8Array, { id, wrapped }: WrappedKey): Uint8Array {
  return open(master, wrapped, `key ${id}`);
}

function refuseUnlessKey(master: Uint8Array): void {
  if (master.length !== keyBytes)
    throw new StoreUnavailable(`a master key has ${keyBytes} bytes, this one has ${master.length}`);
}
