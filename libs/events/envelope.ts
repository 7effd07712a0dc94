/**
 * Metadata of a stored event. All values are strings: the multi-stream append of newer servers takes nothing else.
 * A name that does not apply is absent, never empty.
 */
export type Metadata = {
  /** Version of the envelope. */
  readonly schema: '1';
  /** UTC milliseconds that the event counts from; the same for all events of one request. */
  readonly time: string;
  /** UTC milliseconds on the clock of the process that wrote it. */
  readonly clock: string;
  readonly actor: string;
  /** The credential: `operator:root`, `service:crm`, `oidc:<issuer name>` or `system`. */
  readonly via: string;
  /** Id of the request: UUIDv5 of the idempotency key and who sent it, random where there was none. */
  readonly command: string;
  /** Place of the event among those of its request, from 0, and how many there are. */
  readonly index: string;
  readonly count: string;
  readonly correlation: string;
  /** `ocp@1`. */
  readonly model?: string;
  /** HMAC-SHA-256 (base64url) of the canonical request body under the organization's key. */
  readonly body?: string;
  /** Canonical JSON of the warnings that the request was answered with. */
  readonly warnings?: string;
  /** Ciphertext, under the organization's key. */
  readonly reason?: string;
};

/** An event as it is handed to a store. */
export type NewEvent = {
  /** UUID, drawn once and kept for every repeat of the append. */
  readonly id: string;
  readonly type: string;
  readonly metadata: Metadata;
  readonly data: Readonly<Record<string, unknown>>;
};

/** An event as a store gives it back. */
export type StoredEvent = NewEvent & {
  readonly stream: string;
  readonly revision: number;
};
