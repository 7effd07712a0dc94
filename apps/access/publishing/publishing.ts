import type { Ledgers } from '#ledger/ledgers.js';
import type { Odometer } from '#projections/lag.js';
import { outside } from '#projections/outside.js';
import type { MessageBus } from '#projections/publishing/message-bus.js';
import { loadProgress } from '#projections/progress.js';
import { Publisher } from '#projections/publishing/publisher.js';
import type { Subscription } from '#projections/subscription.js';
import type { PlacedEvent } from '#store/event-store.js';
import { isOfOne } from '../following/is-of-one.js';
import { workSubscription } from '../following/work-subscription.js';
import type { Homes } from '../homes.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics/metrics.js';
import { messagesOf } from './messages.js';

const name = 'publisher';
/** Milliseconds after which what stands still is tried again. */
const retryAfter = 30_000;

export type PublishingOptions = {
  readonly homes: Homes;
  readonly ledgers: Ledgers;
  readonly odometer: Odometer;
  readonly bus: MessageBus;
  readonly epoch: string;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** Tells the bus of every event, from a subscription of its own that goes on where it was before the process. */
export class Publishing {
  readonly #options: PublishingOptions;
  readonly #stopping = new AbortController();
  #subscription: Subscription | undefined;
  #publisher: Publisher | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #stopRetry: (() => void) | undefined;
  /** Since when something is on its way, in UTC milliseconds. */
  #since: number | undefined;

  constructor(options: PublishingOptions) {
    this.#options = options;
    options.metrics.watchPublisher(
      () => this.isLive,
      () => this.lag,
      () => this.#publisher?.stopped.size ?? 0,
    );
  }

  /** Whether everything that was written is published, but for organizations that stand still. */
  get isLive(): boolean {
    return this.#subscription?.isLive === true && this.#since === undefined;
  }

  /** Seconds for which the broker has been asked to take what it has not taken yet. */
  get lag(): number {
    return this.#since === undefined ? 0 : (Date.now() - this.#since) / 1000;
  }

  /** @throws StoreUnavailable, StoreCorrupt when its position cannot be read */
  async start(): Promise<void> {
    const { homes, ledgers, odometer, bus, epoch, log, metrics } = this.#options;
    const progress = await loadProgress(homes.positions, name);
    const publisher = new Publisher({
      bus,
      messagesOf: messagesOf(ledgers, epoch),
      stops: isOfOne,
      reader: homes.events,
      positions: homes.positions,
      name,
      progress,
      signal: this.#stopping.signal,
      hooks: {
        stopped: (organization, revision, err) =>
          log.error(
            { organization, revision, err },
            'an event cannot be published, the organization waits there',
          ),
        healed: (organization) => log.info({ organization }, 'its events are published again'),
        published: (messages) => metrics.published.inc(messages),
      },
    });
    this.#publisher = publisher;
    const consumer = {
      apply: (events: readonly PlacedEvent[]) => this.#inTurn(() => publisher.apply(events)),
    };
    const after = progress.position;
    this.#subscription = workSubscription({ homes, odometer, log, metrics, name, after, consumer });
    this.#subscription.start();
    this.#retryLater();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#stopRetry?.();
    await this.#subscription?.stop();
    await this.#turn;
    await this.#options.bus.close();
  }

  #retryLater(): void {
    this.#stopRetry = outside.alarm(retryAfter, () => {
      const retried = this.#inTurn(() => this.#publisher!.retry());
      void retried
        .catch((err: unknown) => this.#options.log.warn({ err }, 'what stands still is tried again later'))
        .finally(() => {
          if (!this.#stopping.signal.aborted) this.#retryLater();
        });
    });
  }

  /** The bus takes one thing after another. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(() => {
      this.#since ??= Date.now();
      return work();
    });
    // After a failure it is still on its way.
    this.#turn = turn.then(
      () => (this.#since = undefined),
      () => undefined,
    );
    return turn;
  }
}
