import { DomainError } from '#model/errors.js';
import { RevisionConflict } from '#store/event-store.js';
import { setImmediate } from 'node:timers/promises';
import type { Batch, Outcome } from './batch.js';
import type { Submission } from './submission.js';

/** A request that waits for its answer. */
type Job<Answer> = {
  readonly submission: Submission;
  resolve(answer: Answer | Promise<Answer>): void;
  reject(error: unknown): void;
};

/** What the worker leaves to the ledger. */
export type Desk<Answer> = {
  open(): Batch;
  /** Writes what the batch holds; afterwards it is durable and folded in, or an error was thrown and all is as before. */
  commit(batch: Batch): Promise<void>;
  /** Folds in what others wrote. */
  catchUp(): Promise<void>;
  answer(outcome: Outcome, submission: Submission): Promise<Answer>;
  /** How often a batch is decided anew, and how long to wait before each time. */
  readonly tries: number;
  beforeTry(tries: number): Promise<void>;
};

/**
 * The one that decides for an organization: takes everything that waits, decides one request after another, writes what
 * comes of them as one, and only then answers. Whatever else touches the state runs between two such rounds.
 */
export class Worker<Answer> {
  #waiting: Job<Answer>[] = [];
  readonly #tasks: (() => Promise<void>)[] = [];
  #working = false;
  #tries = 0;

  constructor(private readonly desk: Desk<Answer>) {}

  get isIdle(): boolean {
    return !this.#working;
  }

  submit(submission: Submission): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ submission, resolve, reject });
      this.#start();
    });
  }

  /** Runs something that nothing may be decided during. */
  between<Result>(task: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#tasks.push(() => task().then(resolve, reject));
      this.#start();
    });
  }

  #start(): void {
    if (this.#working) return;
    this.#working = true;
    void this.#work();
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
      await this.#round();
    }
    this.#working = false;
  }

  async #round(): Promise<void> {
    const batch = this.desk.open();
    const jobs = this.#waiting;
    this.#waiting = [];
    const decided: { job: Job<Answer>; outcome: Outcome }[] = [];
    const left: Job<Answer>[] = [];
    let full = false;
    for (const job of jobs) {
      const outcome: ReturnType<Batch['take']> = full ? 'full' : batch.take(job.submission);
      full ||= outcome === 'full';
      if (typeof outcome === 'string') left.push(job);
      else decided.push({ job, outcome });
    }
    this.#waiting = [...left, ...this.#waiting];
    try {
      await this.desk.commit(batch);
    } catch (error) {
      await this.#again(
        decided.map(({ job }) => job),
        error,
      );
      return;
    }
    this.#tries = 0;
    for (const { job, outcome } of decided) job.resolve(this.desk.answer(outcome, job.submission));
  }

  /** Others wrote first: all of it is decided again, on what they wrote. Any other error is the answer. */
  async #again(jobs: readonly Job<Answer>[], error: unknown): Promise<void> {
    this.#tries += 1;
    let cause = error;
    if (error instanceof RevisionConflict) {
      if (this.#tries <= this.desk.tries) {
        try {
          await this.desk.catchUp();
          await this.desk.beforeTry(this.#tries);
          this.#waiting = [...jobs, ...this.#waiting];
          return;
        } catch (failed) {
          cause = failed;
        }
      } else {
        const detail = `others changed the organization ${this.#tries} times in a row; try again`;
        cause = new DomainError('STORE_UNAVAILABLE', detail);
      }
    }
    this.#tries = 0;
    for (const { reject } of jobs) reject(cause);
  }
}
