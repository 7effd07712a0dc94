import type { Ledgers } from '#ledger/ledgers.js';
import type { Odometer } from '#projections/lag.js';
import { outside } from '#projections/outside.js';
import { loadProgress } from '#projections/progress.js';
import { ReadModelProjector } from '#projections/read-model/projector.js';
import { type ReadModel, ReadModelUnavailable } from '#projections/read-model/read-model.js';
import type { Subscription } from '#projections/subscription.js';
import { isOfOne } from '../following/is-of-one.js';
import { workSubscription } from '../following/work-subscription.js';
import type { Homes } from '../homes.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics/metrics.js';

const name = 'read-model';
/** Milliseconds between looks at what others asked for in vain, and between saves of the position. */
const [lookEvery, keepEvery] = [200, 1_000];

export type ProjectingOptions = {
  readonly homes: Homes;
  readonly ledgers: Ledgers;
  readonly odometer: Odometer;
  readonly model: ReadModel;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** Keeps read models up with all ledgers, from a subscription of its own that goes on where it was before the process. */
export class Projecting {
  readonly #options: ProjectingOptions;
  readonly #stopping = new AbortController();
  #subscription: Subscription | undefined;
  #projector: ReadModelProjector | undefined;
  #looping: Promise<unknown> | undefined;
  #isAway = false;

  constructor(options: ProjectingOptions) {
    this.#options = options;
    options.metrics.watchReadModel(
      () => this.isLive,
      () => this.#projector?.behind ?? 0,
      () => this.#projector?.stopped ?? 0,
    );
  }

  /** Whether everything that was written is projected, but for organizations that stand still. */
  get isLive(): boolean {
    const projector = this.#projector;
    return (
      this.#subscription?.isLive === true && projector !== undefined && projector.behind <= projector.stopped
    );
  }

  /** @throws StoreUnavailable, StoreCorrupt when its position cannot be read */
  async start(): Promise<void> {
    const { homes, ledgers, odometer, model, log, metrics } = this.#options;
    const { signal } = this.#stopping;
    const progress = await loadProgress(homes.positions, name);
    const projector = new ReadModelProjector({
      ...{ model, name, progress, outside, signal },
      sources: ledgers,
      stops: isOfOne,
      reader: homes.events,
      positions: homes.positions,
      hooks: {
        projected: (events) => metrics.projected.inc(events),
        built: (organization, revision) => {
          metrics.readModelsBuilt.inc();
          log.info({ organization, revision }, 'a read model was made anew');
        },
        stopped: (organization, err) =>
          log.error({ organization, err }, 'an event cannot be projected, the organization waits there'),
        healed: (organization) => log.info({ organization }, 'its events are projected again'),
        trouble: (organization, err) => this.#troubled(organization, err),
      },
    });
    this.#projector = projector;
    const after = progress.position;
    const consumer = projector;
    this.#subscription = workSubscription({ homes, odometer, log, metrics, name, after, consumer });
    this.#subscription.start();
    this.#looping = Promise.all([
      this.#every(lookEvery, async () => {
        await projector.mendWanted();
        this.#isAway = false;
      }),
      this.#every(keepEvery, () => projector.keep()),
    ]);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#subscription?.stop();
    await this.#looping;
    await this.#projector?.idle();
    await this.#projector
      ?.keep()
      .catch((err: unknown) => this.#options.log.warn({ err }, 'the position of the projector is not kept'));
  }

  /** Does something again and again; what fails is done the next time. */
  async #every(milliseconds: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await work();
      } catch (error) {
        this.#troubled(undefined, error);
      }
      await outside.pause(milliseconds, signal);
    }
  }

  /** A model that is away is told of once, however many organizations it holds. */
  #troubled(organization: string | undefined, err: unknown): void {
    const { log } = this.#options;
    if (!(err instanceof ReadModelUnavailable))
      return log.warn({ organization, err }, 'projecting is tried again');
    if (!this.#isAway) log.warn({ err }, 'read models cannot be written, trying again');
    this.#isAway = true;
    return undefined;
  }
}
