/**
 * A key of a person, an organization or a request, wrapped by the master key (`v1.<iv>.<ciphertext>.<tag>`, base64url).
 * At most 128 printable ASCII characters.
 */
export type WrappedKey = { readonly id: string; readonly wrapped: string };

/**
 * Homes of wrapped keys. A key that was destroyed can never be read again, nor can its id be used anew.
 * What a home refuses is thrown as `StoreUnavailable`, and nothing was written then. After `OutcomeUnknown` repeat the
 * call: each of them does the same once more.
 */
export type KeyStore = {
  /** All or none; durable when it resolves. An id that is taken with other bytes, or was destroyed, is refused. */
  put(keys: readonly WrappedKey[]): Promise<void>;
  /** Those of `ids` that exist, in no particular order. */
  get(ids: readonly string[]): Promise<readonly WrappedKey[]>;
  /**
   * Resolves when no copy is left in this home, its journals included. Unknown and destroyed ids are ignored.
   * Where it throws, copies may be left: repeat it.
   */
  destroy(ids: readonly string[]): Promise<void>;
  /** Every key, page by page, for the rotation of the master key; keys may be rewrapped meanwhile. */
  all(): AsyncIterable<readonly WrappedKey[]>;
  /** Replaces the wrapping of existing keys, all or none; ids that are gone stay gone. */
  rewrap(keys: readonly WrappedKey[]): Promise<void>;
  close(): Promise<void>;
};
