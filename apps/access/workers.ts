import type { Ledgers } from '#ledger/ledgers.js';
import type { ReadModel } from '#projections/read-model/read-model.js';
import type { Odometer } from '#projections/lag.js';
import type { Config } from './config.js';
import type { Homes } from './homes.js';
import type { Log } from './log.js';
import { startMailing } from './mailing/start.js';
import type { Metrics } from './metrics/metrics.js';
import { startPublishing } from './publishing/start.js';
import { Projecting } from './read-model/projecting.js';

/** Something that a process does besides answering. */
type Work = { readonly isLive: boolean; stop(): Promise<void> };

export type WorkersOptions = {
  readonly homes: Homes;
  readonly ledgers: Ledgers;
  /** The read model to keep up, if there is one. */
  readonly model: ReadModel | undefined;
  readonly odometer: Odometer;
  readonly config: Config;
  /** UTC milliseconds. */
  readonly clock: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** What a process does besides answering: publishes, mails, and keeps read models up. */
export class Workers {
  readonly #works: readonly (readonly [behind: string, work: Work])[];

  private constructor(works: readonly (readonly [behind: string, work: Work | undefined])[]) {
    this.#works = works.flatMap(([behind, work]) => (work === undefined ? [] : [[behind, work] as const]));
  }

  /** Nothing, where the process is to do nothing else than answer. */
  static async start({ model, clock, ...options }: WorkersOptions): Promise<Workers> {
    if (!options.config.run.has('worker')) return new Workers([]);
    const projecting = model && new Projecting({ ...options, model });
    await projecting?.start();
    return new Workers([
      ['not everything is published', await startPublishing(options)],
      ['not everything is mailed', await startMailing({ ...options, clock })],
      ['not everything is projected', projecting],
    ]);
  }

  /** What is not done yet, in words. */
  get behind(): readonly string[] {
    return this.#works.filter(([, { isLive }]) => !isLive).map(([behind]) => behind);
  }

  /** Resolves when nothing is at work any more. What is not done by then is done after the next start. */
  async stop(): Promise<void> {
    for (const [, work] of this.#works) await work.stop();
  }
}
