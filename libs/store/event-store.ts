import type { NewEvent, StoredEvent } from '#events/envelope.js';

/** Revision that an append builds on: that of the last event read, or `none` for a stream that must not exist. */
export type ExpectedRevision = number | 'none';

/** An event with its place in the one order of all streams; opaque, compare only what one store gave. */
export type PlacedEvent = StoredEvent & { readonly position: string };

export type ReadOptions = {
  /** First revision to read, inclusive; default: 0 forwards, the last one backwards. */
  readonly from?: number;
  /** Last revision to read, inclusive. */
  readonly to?: number;
  readonly limit?: number;
  readonly direction?: 'forwards' | 'backwards';
};

export type EventReader = {
  /** Events of one stream in order, in pages of the adapter's own size. An unknown stream yields nothing. */
  read(stream: string, options?: ReadOptions): AsyncIterable<readonly StoredEvent[]>;
  /** Revision of the last event, `undefined` for an unknown stream. */
  head(stream: string): Promise<number | undefined>;
  /**
   * All events after `after` (exclusive; from the beginning when absent) of streams that begin with `prefix`, in the
   * store's order, then live ones as they are written, until `signal` aborts or the store is closed: then it ends
   * without an error. `caughtUp` is called each time the end has been reached. A consumer that falls behind costs no memory.
   *
   * @throws StoreUnavailable when `after` is not a position of this store
   */
  subscribe(options: {
    readonly after?: string;
    readonly prefix?: string;
    readonly signal: AbortSignal;
    readonly caughtUp?: () => void;
  }): AsyncIterable<PlacedEvent>;
};

export type EventWriter = {
  /**
   * Writes all events or none and resolves with the revision of the last one when they are durable.
   * The same events with the same expected revision again are answered as the first time, however much was written
   * since. Events are the same when their ids are. An id that the store holds in another place is refused.
   *
   * @throws TypeError when there is no event, or one holds what is not JSON or not well-formed Unicode
   * @throws RevisionConflict when the stream is elsewhere
   * @throws OutcomeUnknown when the events may or may not have been written: repeat the same call
   * @throws StoreUnavailable when nothing was written
   */
  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<number>;
};

export type EventStore = EventReader & EventWriter & { close(): Promise<void> };

export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    /** Where the stream is, `undefined` when it does not exist. */
    readonly actual: number | undefined,
  ) {
    super(`stream \`${stream}\` is at ${actual ?? 'nothing'}, not at ${expected}`);
  }
}

/** The append may or may not have happened. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** The store refuses or cannot be reached; nothing was written. The message says what to do. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** What is stored cannot be trusted or understood: damaged, or from a newer version. The message says what to do. */
export class StoreCorrupt extends Error {
  override readonly name = 'StoreCorrupt';
}
