import type { PlacedEvent } from '#store/event-store.js';
import type { Consumer } from './consumer.js';

const samplesMost = 10_000;
/** Milliseconds between two samples. */
const sampleEvery = 100;

/**
 * Counts events in the one order of the store as a subscription from its beginning brings them, so that others can be told
 * by how many events, and for how long, they are behind. Give it to that subscription as the last of its consumers.
 */
export class Odometer implements Consumer {
  #count = 0;
  /** When the count was reached, now and then. */
  readonly #samples: { readonly count: number; readonly at: number }[] = [];
  /** Those who began at a position that was not reached yet. */
  readonly #waiting = new Map<string, Lag[]>();

  constructor(
    /** Milliseconds, of whatever beginning. */
    private readonly clock: () => number,
  ) {}

  async apply(events: readonly PlacedEvent[]): Promise<void> {
    const now = this.clock();
    for (const { position } of events) {
      this.#count += 1;
      for (const lag of this.#waiting.get(position) ?? []) lag.began(this.#count);
      this.#waiting.delete(position);
    }
    if (now - (this.#samples.at(-1)?.at ?? Number.NEGATIVE_INFINITY) < sampleEvery) return;
    this.#samples.push({ count: this.#count, at: now });
    if (this.#samples.length > samplesMost) this.#samples.shift();
  }

  get count(): number {
    return this.#count;
  }

  /** Seconds since there was more than so many events; those that were counted last may be told of a moment late. */
  secondsBehind(count: number): number {
    if (count >= this.#count) return 0;
    const sample = this.#samples.find((sample) => sample.count > count) ?? this.#samples.at(-1)!;
    return (this.clock() - sample.at) / 1000;
  }

  /** Of a consumer that reads on behind a position, or from the beginning. Give it to its subscription as the last one. */
  lagOf(after: string | undefined): Lag {
    const lag = new Lag(this);
    if (after === undefined) lag.began(0);
    else this.#waiting.set(after, [...(this.#waiting.get(after) ?? []), lag]);
    return lag;
  }
}

/** How far one consumer is behind the odometer. */
export class Lag implements Consumer {
  #taken = 0;
  #first: number | undefined;

  constructor(private readonly odometer: Odometer) {}

  /** The consumer began when so many events were there. */
  began(first: number): void {
    this.#first = first;
  }

  async apply(events: readonly PlacedEvent[]): Promise<void> {
    this.#taken += events.length;
  }

  /** 0 as long as it is not known where it began. */
  get events(): number {
    if (this.#first === undefined) return 0;
    return Math.max(0, this.odometer.count - this.#first - this.#taken);
  }

  get seconds(): number {
    if (this.#first === undefined) return 0;
    return this.odometer.secondsBehind(this.#first + this.#taken);
  }
}
