import type { DataKey } from '../vault.js';

/** Keys that were drawn while deciding and are not kept yet. Nobody knows which of them will be used. */
export class FreshKeys {
  readonly #keys = new Map<string, Uint8Array>();

  constructor(private readonly draw: () => DataKey) {}

  make(): string {
    const { id, key } = this.draw();
    this.#keys.set(id, key);
    return id;
  }

  has(id: string): boolean {
    return this.#keys.has(id);
  }

  key(id: string): Uint8Array {
    const key = this.#keys.get(id);
    if (key === undefined) throw new RangeError(`key ${id} was not drawn here`);
    return key;
  }
}
