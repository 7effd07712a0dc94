import type { EventReader, PlacedEvent } from '#store/event-store.js';
import type { Consumer } from './consumer.js';
import { inBatches } from './in-batches.js';

/** Chance and timers; tests put their own in place. */
export type Outside = {
  /** A number from 0 to 1. */
  chance(): number;
  /** Resolves after so many milliseconds, or when `signal` aborts. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Rings once, unless it is stopped before. */
  alarm(milliseconds: number, ring: () => void): () => void;
  /** Resolves when the process has nothing more urgent to do, after a while, or when `signal` aborts. */
  giveWay(signal: AbortSignal): Promise<void>;
};

/** Told about what an operator may want to know; none may throw. */
export type SubscriptionHooks = {
  /** Everything that was written is taken in. */
  caughtUp?(): void;
  /** The subscription ended, with an error or without, and begins again where it was. */
  dropped?(error: unknown): void;
};

export type SubscriptionOptions = {
  readonly reader: Pick<EventReader, 'subscribe'>;
  /** Streams to read: those whose names begin with this. */
  readonly prefix: string;
  /** Each is told of every event, one consumer after another. */
  readonly consumers: readonly Consumer[];
  /** Position to read on from; the beginning if left out. */
  readonly after?: string | undefined;
  readonly outside: Outside;
  /** Milliseconds after which a link that brings nothing is made anew: it may have died without a word. Ten minutes if left out. */
  readonly silence?: number;
  readonly hooks?: SubscriptionHooks;
};

const second = 1000;

const batchMost = 256;
const longSilence = 10 * 60 * second;
const [shortest, longest] = [0.1 * second, 30 * second];

/**
 * The one subscription of a process, supervised: a normal end is a drop too. After a drop it goes on behind the last event
 * that every consumer took in, with growing pauses.
 */
export class Subscription {
  readonly #options: SubscriptionOptions;
  readonly #stopping = new AbortController();
  #position: string | undefined;
  #live = false;
  #running: Promise<void> | undefined;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
    this.#position = options.after;
  }

  /** Whether everything that was written by some moment after the last drop is taken in. */
  get isLive(): boolean {
    return this.#live;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves when no consumer is at work any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { outside, hooks = {} } = this.#options;
    const { signal } = this.#stopping;
    let drops = 0;
    while (!signal.aborted) {
      const reached = this.#position;
      const end = await this.#follow();
      if (signal.aborted) break;
      if (end === 'silent') continue;
      this.#live = false;
      hooks.dropped?.(end.error);
      // Whoever got on begins anew with short pauses.
      drops = this.#position === reached ? drops + 1 : 1;
      await outside.pause(pauseAfter(drops, outside.chance()), signal);
    }
    this.#live = false;
  }

  /** Reads until the link ends, and says how it did. */
  async #follow(): Promise<'silent' | { readonly error: unknown }> {
    const { reader, prefix, outside, silence = longSilence } = this.#options;
    const silent = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, silent.signal]);
    let watch = outside.alarm(silence, () => silent.abort());
    try {
      const after = this.#position === undefined ? {} : { after: this.#position };
      for await (const { events, caughtUp } of inBatches(reader, {
        ...after,
        prefix,
        signal,
        most: batchMost,
      })) {
        watch();
        await this.#take(events);
        if (caughtUp) this.#caughtUp();
        // Whoever reads everything from the beginning is in nobody's way.
        else if (!this.#live) await outside.giveWay(signal);
        watch = outside.alarm(silence, () => silent.abort());
      }
      return silent.signal.aborted ? 'silent' : { error: undefined };
    } catch (error) {
      return { error };
    } finally {
      watch();
    }
  }

  async #take(events: readonly PlacedEvent[]): Promise<void> {
    const last = events.at(-1);
    if (last === undefined) return;
    for (const consumer of this.#options.consumers) await consumer.apply(events);
    this.#position = last.position;
  }

  #caughtUp(): void {
    this.#live = true;
    this.#options.hooks?.caughtUp?.();
  }
}

/** Milliseconds: doubling, and with chance in it, so that many processes do not come back together. */
function pauseAfter(drops: number, chance: number): number {
  return Math.min(longest, shortest * 2 ** (drops - 1)) * (0.5 + chance / 2);
}
