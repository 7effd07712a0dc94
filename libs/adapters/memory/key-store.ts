import { StoreUnavailable } from '#store/event-store.js';
import type { KeyStore, WrappedKey } from '#store/key-store.js';

const keysOnAPage = 256;

/** Key store in process memory, for tests and trials. */
export class MemoryKeyStore implements KeyStore {
  readonly #wrapped = new Map<string, string>();
  readonly #destroyed = new Set<string>();
  #closed = false;

  async put(keys: readonly WrappedKey[]): Promise<void> {
    this.#refuseWhenClosed();
    const fresh = new Map<string, string>();
    for (const { id, wrapped } of keys) {
      if (this.#destroyed.has(id)) throw new StoreUnavailable(`key \`${id}\` was destroyed; draw a new id`);
      if ((fresh.get(id) ?? this.#wrapped.get(id) ?? wrapped) !== wrapped) {
        throw new StoreUnavailable(`key id \`${id}\` is taken; draw a new id`);
      }
      fresh.set(id, wrapped);
    }
    for (const [id, wrapped] of fresh) this.#wrapped.set(id, wrapped);
  }

  async get(ids: readonly string[]): Promise<readonly WrappedKey[]> {
    this.#refuseWhenClosed();
    return [...new Set(ids)].flatMap((id) => {
      const wrapped = this.#wrapped.get(id);
      return wrapped === undefined ? [] : [{ id, wrapped }];
    });
  }

  async destroy(ids: readonly string[]): Promise<void> {
    this.#refuseWhenClosed();
    for (const id of ids) {
      if (this.#wrapped.delete(id)) this.#destroyed.add(id);
    }
  }

  async *all(): AsyncGenerator<readonly WrappedKey[], void, undefined> {
    this.#refuseWhenClosed();
    const ids = [...this.#wrapped.keys()];
    for (let start = 0; start < ids.length; start += keysOnAPage) {
      const page = await this.get(ids.slice(start, start + keysOnAPage));
      if (page.length > 0) yield page;
    }
  }

  async rewrap(keys: readonly WrappedKey[]): Promise<void> {
    this.#refuseWhenClosed();
    for (const { id, wrapped } of keys) {
      if (this.#wrapped.has(id)) this.#wrapped.set(id, wrapped);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new StoreUnavailable('the key store is closed');
  }
}
