import { outside } from '#projections/outside.js';
import { Subscription } from '#projections/subscription.js';
import type { EventReader } from '#store/event-store.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics/metrics.js';

/** A stream of the platform, which a process holds in memory whole. */
export type Followed = {
  /** Takes in what was written since. */
  load(): Promise<void>;
};

/** A link that has died without a word keeps what is here behind for so long, at most. In milliseconds. */
export const silenceOfShared = 30_000;

/** Keeps small streams in the memory of this process up with what other processes write to them. */
export class Following {
  readonly #subscriptions: readonly Subscription[];

  constructor(
    reader: Pick<EventReader, 'subscribe'>,
    followed: Readonly<Record<string, Followed>>,
    log: Log,
    metrics: Metrics,
  ) {
    this.#subscriptions = Object.entries(followed).map(
      ([prefix, stream]) =>
        new Subscription({
          reader,
          prefix,
          consumers: [{ apply: () => stream.load() }],
          outside,
          silence: silenceOfShared,
          hooks: {
            dropped(err) {
              metrics.drops.inc();
              log.warn({ err, stream: prefix }, 'the subscription ended, beginning again where it was');
            },
          },
        }),
    );
  }

  /** Whether everything that others write is told here at the moment. */
  get isLive(): boolean {
    return this.#subscriptions.every(({ isLive }) => isLive);
  }

  start(): void {
    for (const subscription of this.#subscriptions) subscription.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#subscriptions.map((subscription) => subscription.stop()));
  }
}
