/** What a clerk tells when a request was answered. */
export type Acknowledgement = {
  /** The idempotency key that the request came with. */
  readonly key: string;
  readonly type: string;
  readonly data: object;
  readonly revision: number;
  /** Ids of the events in the answer. */
  readonly ids: readonly string[];
};
