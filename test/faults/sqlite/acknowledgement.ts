import type { WrappedKey } from '#store/key-store.js';

/** What a writer tells when a batch, and the key that was put before it, are durable. */
export type Acknowledgement = {
  readonly stream: string;
  readonly last: number;
  readonly ids: readonly string[];
  readonly key: WrappedKey;
};
