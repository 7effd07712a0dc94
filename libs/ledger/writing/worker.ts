import { DomainError } from '#model/errors.js';
import { RevisionConflict } from '#store/event-store.js';
import { setImmediate } from 'node:timers/promises';
import type { Submission } from '../submission.js';
import type { Batch } from './batch.js';
import type { Outcome } from './outcome.js';

/** A request that waits for its answer. */
type Job<Answer> = {
  readonly submission: Submission;
  resolve(answer: Promise<Answer>): void;
  reject(error: unknown): void;
};

/** What the worker leaves to the ledger. */
export type Desk<Answer> = {
  /** An empty batch on the state as it is. */
  open(): Promise<Batch>;
  /** Writes what the batch holds. Where it throws, nothing is written and the state is as before the batch. */
  commit(batch: Batch): Promise<void>;
  /** Folds in what others wrote, after a pause that grows with the tries. */
  catchUp(tries: number): Promise<void>;
  answer(outcome: Outcome, submission: Submission): Promise<Answer>;
  /** How many requests are decided before others get their turn. */
  readonly requests: number;
  /** How often in a row others may write first. */
  readonly conflicts: number;
};

/**
 * The one that decides for an organization: takes everything that waits, decides one request after another, writes what
 * comes of them as one, and only then answers. Whatever else touches the state runs between two such rounds.
 */
export class Worker<Answer> {
  #waiting: Job<Answer>[] = [];
  readonly #tasks: (() => Promise<void>)[] = [];
  #working: Promise<void> | undefined;
  #conflicts = 0;
  #stopped: { readonly error: unknown } | undefined;

  constructor(private readonly desk: Desk<Answer>) {}

  get isIdle(): boolean {
    return this.#working === undefined;
  }

  submit(submission: Submission): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#stopped !== undefined) return reject(this.#stopped.error);
      this.#waiting.push({ submission, resolve, reject });
      this.#start();
    });
  }

  /** Resolves when there is nothing left to do. */
  async idle(): Promise<void> {
    await this.#working;
  }

  /** Runs a task that nothing may be decided during. */
  between<Result>(task: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#stopped !== undefined) return reject(this.#stopped.error);
      this.#tasks.push(() => task().then(resolve, reject));
      this.#start();
    });
  }

  /** Answers whatever waits, and whatever comes, with the error. */
  stop(error: unknown): void {
    this.#stopped = { error };
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  #start(): void {
    this.#working ??= this.#work();
  }

  async #work(): Promise<void> {
    while (this.#tasks.length > 0 || this.#waiting.length > 0) {
      const task = this.#tasks.shift();
      if (task !== undefined) {
        await task();
        continue;
      }
      // Requests that arrive in the same turn of the event loop are written together.
      await setImmediate();
      if (this.#waiting.length > 0) await this.#round();
    }
    this.#working = undefined;
  }

  async #round(): Promise<void> {
    const batch = await this.#open();
    if (batch === undefined) return;
    const decided = this.#decide(batch);
    try {
      await this.desk.commit(batch);
    } catch (error) {
      await this.#again(
        decided.map(({ job }) => job),
        error,
      );
      return;
    }
    this.#conflicts = 0;
    for (const { job, outcome } of decided) this.#answer(job, outcome);
  }

  async #open(): Promise<Batch | undefined> {
    try {
      return await this.desk.open();
    } catch (error) {
      await this.#again(this.#waiting.splice(0), error);
      return undefined;
    }
  }

  /** Decides what waits. Answers at once what does not depend on the events of the batch; the rest is returned. */
  #decide(batch: Batch): { readonly job: Job<Answer>; readonly outcome: Outcome }[] {
    const decided: { job: Job<Answer>; outcome: Outcome }[] = [];
    const left: Job<Answer>[] = [];
    let full = false;
    const taken = this.#waiting.slice(0, this.desk.requests);
    for (const job of taken) {
      const onDurable = batch.isEmpty;
      const outcome: Outcome | 'full' | 'later' = full ? 'full' : batch.take(job.submission);
      full ||= outcome === 'full';
      if (typeof outcome === 'string') left.push(job);
      else if (onDurable && outcome.kind !== 'entry') this.#answer(job, outcome);
      else decided.push({ job, outcome });
    }
    this.#waiting = [...left, ...this.#waiting.slice(taken.length)];
    return decided;
  }

  #answer({ submission, resolve }: Job<Answer>, outcome: Outcome): void {
    resolve(this.desk.answer(outcome, submission));
  }

  /** Where others wrote first, all of it is decided again on what they wrote. Any other error is the answer. */
  async #again(jobs: readonly Job<Answer>[], error: unknown): Promise<void> {
    let cause = error;
    if (error instanceof RevisionConflict) {
      this.#conflicts += 1;
      try {
        if (this.#conflicts > this.desk.conflicts) throw overrun(this.#conflicts);
        await this.desk.catchUp(this.#conflicts);
        this.#waiting = [...jobs, ...this.#waiting];
        return;
      } catch (failed) {
        cause = failed;
      }
    }
    this.#conflicts = 0;
    for (const { reject } of jobs) reject(cause);
  }
}

function overrun(conflicts: number): DomainError {
  const detail = `others changed the organization ${conflicts} times while this was decided; try again`;
  return new DomainError('STORE_UNAVAILABLE', detail);
}
