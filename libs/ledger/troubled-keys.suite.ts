import { StoreUnavailable } from '#store/event-store.js';
import type { KeyStore, WrappedKey } from '#store/key-store.js';

/** A key store that cannot destroy keys for a while. */
export class TroubledKeys implements KeyStore {
  destroysNothing = false;

  constructor(private readonly keys: KeyStore) {}

  async put(keys: readonly WrappedKey[]): Promise<void> {
    await this.keys.put(keys);
  }

  get(ids: readonly string[]): Promise<readonly WrappedKey[]> {
    return this.keys.get(ids);
  }

  async destroy(ids: readonly string[]): Promise<void> {
    if (this.destroysNothing) throw new StoreUnavailable('the file is locked');
    await this.keys.destroy(ids);
  }

  all(): AsyncIterable<readonly WrappedKey[]> {
    return this.keys.all();
  }

  async rewrap(keys: readonly WrappedKey[]): Promise<void> {
    await this.keys.rewrap(keys);
  }

  close(): Promise<void> {
    return this.keys.close();
  }

  /** Ids of all keys that exist. */
  async ids(): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const page of this.keys.all()) ids.push(...page.map(({ id }) => id));
    return ids;
  }
}
