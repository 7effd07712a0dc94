import { nextLapse } from '#commands/lapses.js';
import { LapseTimer } from './lapse-timer.js';
import type { Loaded } from './load.js';
import type { Surroundings } from './surroundings.js';
import { Batch } from './writing/batch.js';
import type { Worker } from './writing/worker.js';
import type { Writer } from './writing/writer.js';

/** What a ledger does of its own accord: record lapsed facts, save snapshots, finish erasures. None of it may fail a request. */
export class Housekeeping {
  readonly #lapseTimer: LapseTimer;
  #saving: Promise<void> | undefined;
  #stopRetry: (() => void) | undefined;
  #stopped = false;

  constructor(
    private readonly organization: string,
    private readonly loaded: Loaded,
    private readonly surroundings: Surroundings,
    private readonly worker: Pick<Worker<unknown>, 'between'>,
    private readonly writer: Pick<Writer, 'commit' | 'catchUp'>,
  ) {
    this.#lapseTimer = new LapseTimer(() => void this.recordLapses(), surroundings);
  }

  /** What follows whenever more is durable than before. */
  settled(): void {
    if (this.#stopped) return;
    const { state, snapshots, erasures } = this.loaded;
    if (state.lapseIsDue(this.#now())) state.expectLapse(nextLapse(state.access));
    this.#lapseTimer.set(state.nextLapse);
    if (snapshots.isDue) void this.#saveSnapshot();
    if (!erasures.isFinished) void this.#finishErasures();
  }

  /** Records what `from`, `until` and `expires` did already. The answer to a check never depends on it. */
  recordLapses(): Promise<void> {
    return this.#attempt('recording what lapsed', () =>
      this.worker.between(async () => {
        const batch = await this.open();
        batch.takeLapses();
        await this.writer.commit(batch);
        this.settled();
      }),
    );
  }

  /** An empty batch, after a backlog of lapsed facts was recorded. */
  async open(): Promise<Batch> {
    for (;;) {
      const batch = new Batch(this.organization, this.loaded.state, this.surroundings);
      if (!batch.hasBacklog) return batch;
      batch.takeLapses();
      await this.writer.commit(batch);
    }
  }

  /** Resolves when what was begun is done, with a snapshot saved where that is worth it. */
  async close(): Promise<void> {
    this.stop();
    const { erasures, snapshots } = this.loaded;
    if (!erasures.isFinished) await this.#finishErasures();
    await this.#saving;
    if (snapshots.tail >= this.surroundings.limits.snapshotTail) await this.#saveSnapshot();
  }

  /** Nothing is begun any more. */
  stop(): void {
    this.#stopped = true;
    this.#lapseTimer.stop();
    this.#stopRetry?.();
  }

  async #saveSnapshot(): Promise<void> {
    const { snapshots, erasures } = this.loaded;
    if (!erasures.isFinished) return;
    this.#saving ??= this.#attempt('saving a snapshot', async () => {
      const snapshot = await this.worker.between(() => snapshots.take());
      if (snapshot !== undefined) await snapshots.store(snapshot);
    }).finally(() => (this.#saving = undefined));
    await this.#saving;
  }

  #finishErasures(): Promise<void> {
    return this.#attempt('destroying the keys of erased people', () => this.loaded.erasures.finish());
  }

  /** What does not work is tried again after a while, as far as it is still to do then. */
  async #attempt(what: string, work: () => Promise<void>): Promise<void> {
    const { hooks, alarm, limits } = this.surroundings;
    try {
      await work();
    } catch (error) {
      hooks.trouble?.(this.organization, what, error);
      if (this.#stopped) return;
      this.#stopRetry?.();
      this.#stopRetry = alarm(limits.retry, () => void this.#again());
    }
  }

  #again(): Promise<void> {
    return this.#attempt('reading what others wrote', () => this.worker.between(() => this.writer.catchUp()));
  }

  #now(): number {
    return Math.max(this.surroundings.clock(), this.loaded.state.time);
  }
}
