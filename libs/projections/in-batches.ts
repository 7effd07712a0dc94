import type { EventReader, PlacedEvent } from '#store/event-store.js';

export type Batch = {
  readonly events: readonly PlacedEvent[];
  /** Whether there was no more behind them. */
  readonly caughtUp: boolean;
};

type SubscribeOptions = Omit<Parameters<EventReader['subscribe']>[0], 'caughtUp'>;

/** What a subscription brings, in batches of at most `most`: all that is there without waiting, an empty one where nothing is. */
export async function* inBatches(
  reader: Pick<EventReader, 'subscribe'>,
  { most, ...options }: SubscribeOptions & { readonly most: number },
): AsyncGenerator<Batch, void, undefined> {
  const link = new AbortController();
  const source = new Source(reader, { ...options, signal: AbortSignal.any([options.signal, link.signal]) });
  let events: PlacedEvent[] = [];
  try {
    for (;;) {
      const found = await source.next();
      if (found.kind === 'event') {
        events.push(found.event);
        if (events.length < most) continue;
      }
      const caughtUp = found.kind === 'caught up';
      if (events.length > 0 || caughtUp) yield { events, caughtUp };
      if (found.kind === 'failed') throw found.error;
      if (found.kind === 'over') return;
      events = [];
    }
  } finally {
    // What waits for more ends only when it is told to.
    link.abort();
    await source.close();
  }
}

/** An event; or that there is none for now; or that there will be none any more, with an error or without. */
type Found =
  | { readonly kind: 'event'; readonly event: PlacedEvent }
  | { readonly kind: 'caught up' | 'over' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A subscription of which one asks for the next event without waiting for ever. */
class Source {
  readonly #iterator: AsyncIterator<PlacedEvent, void>;
  #woken = Promise.withResolvers<void>();
  #arrived: Found | undefined;
  #caughtUp = false;
  #pulling = false;

  constructor(reader: Pick<EventReader, 'subscribe'>, options: SubscribeOptions) {
    const caughtUp = (): void => {
      this.#caughtUp = true;
      this.#woken.resolve();
    };
    this.#iterator = reader.subscribe({ ...options, caughtUp })[Symbol.asyncIterator]();
  }

  async next(): Promise<Found> {
    for (;;) {
      const arrived = this.#arrived;
      if (arrived !== undefined) {
        this.#arrived = undefined;
        this.#pulling = false;
        return arrived;
      }
      if (this.#caughtUp) {
        this.#caughtUp = false;
        return { kind: 'caught up' };
      }
      if (!this.#pulling) this.#pull();
      await this.#woken.promise;
      this.#woken = Promise.withResolvers();
    }
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  /** Waits for one event in the background, and keeps what comes of it until it is asked for. */
  #pull(): void {
    this.#pulling = true;
    const settle = (arrived: Found): void => {
      this.#arrived = arrived;
      this.#woken.resolve();
    };
    this.#iterator.next().then(
      (result) => settle(result.done === true ? { kind: 'over' } : { kind: 'event', event: result.value }),
      (error: unknown) => settle({ kind: 'failed', error }),
    );
  }
}
