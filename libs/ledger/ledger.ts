import type { Access } from '#access/access.js';
import { type AsOf, notYet, viewAsOf } from '#access/as-of.js';
import type { View } from '#access/view.js';
import type { StoredEvent } from '#events/envelope.js';
import type { PeopleDirectory } from './directory.js';
import { Housekeeping } from './housekeeping.js';
import type { Loaded } from './load.js';
import type { PresentedEvent } from './present.js';
import { Refusals } from './refusals/refusals.js';
import type { Receipt, Submission } from './submission.js';
import type { Surroundings } from './surroundings.js';
import type { TrailQuery } from './trail/trail-query.js';
import { Trail, type TrailPage } from './trail/trail.js';
import { WaitingReaders } from './waiting-readers.js';
import { receiptOf } from './writing/answer.js';
import type { Outcome } from './writing/outcome.js';
import { Worker } from './writing/worker.js';
import { Writer } from './writing/writer.js';

/** The ledger of one organization in memory: takes requests, and answers as of every revision that is durable. */
export class Ledger {
  readonly #worker: Worker<Receipt>;
  readonly #writer: Writer;
  readonly #refusals: Refusals;
  readonly #trail: Trail;
  readonly #readers = new WaitingReaders();
  readonly #housekeeping: Housekeeping;
  /** The next time that this reads on, if it has not begun. */
  #readingOn: Promise<void> | undefined;
  #failure: unknown;

  constructor(
    readonly organization: string,
    private readonly loaded: Loaded,
    private readonly surroundings: Surroundings,
    /** Called once when this can answer nothing any more and must be loaded anew. */
    private readonly onFailure: () => void,
  ) {
    this.#writer = new Writer(organization, loaded, surroundings, {
      settled: () => {
        this.#readers.reached(this.durable);
        this.#housekeeping.settled();
      },
      failed: (error) => this.#fail(error),
    });
    this.#worker = new Worker<Receipt>({
      open: () => this.#housekeeping.open(),
      commit: (batch) => this.#writer.commit(batch),
      catchUp: (tries) => this.#writer.catchUpAfterConflict(tries),
      answer: (outcome, submission) => this.#answer(outcome, submission),
      conflicts: surroundings.limits.conflicts,
      requests: surroundings.limits.batchRequests,
    });
    this.#refusals = new Refusals(organization, surroundings);
    this.#trail = new Trail(organization, loaded.state, surroundings);
    this.#housekeeping = new Housekeeping(organization, loaded, surroundings, this.#worker, this.#writer);
    if (this.durable >= 0) this.#housekeeping.settled();
  }

  get access(): Access {
    return this.loaded.state.access;
  }

  /** Who is who, as far as durable events say. */
  get directory(): PeopleDirectory {
    return this.loaded.state.people;
  }

  /** Id of the organization's key. */
  get key(): string {
    // Whatever is in the ledger is sealed under it.
    return this.loaded.state.key!.id;
  }

  /** What stands for a person in a read model; `undefined` for somebody who cannot be found. */
  subject(person: number): string | undefined {
    const identity = this.directory.identity(person);
    return identity && this.loaded.state.key!.subject(identity.user);
  }

  /** Reads the state with nothing in it that is not durable; `last` is the id of its last event. */
  settled<Result>(read: (last: string) => Result): Promise<Result> {
    return this.#worker.between(async () => read(this.loaded.state.last!));
  }

  /** Revision of the last durable event, -1 before the first. */
  get durable(): number {
    return this.loaded.state.durable;
  }

  /** Whether nothing waits to be decided, written or read. */
  get isIdle(): boolean {
    return this.#worker.isIdle && this.#refusals.isIdle && this.#readers.isEmpty;
  }

  /** @throws DomainError what the request is refused with, or STORE_UNAVAILABLE */
  submit(submission: Submission): Promise<Receipt> {
    return this.#worker.submit(submission);
  }

  /** The state at the last durable revision, decided now. */
  live(): View {
    if (this.#failure !== undefined) throw this.#failure;
    return this.access.view(this.durable, this.#now());
  }

  /**
   * The state as of a revision, at the instant of its event, or as of a time; live without `asOf`. Waits a bounded time
   * until `atLeast` is durable.
   *
   * @throws DomainError REVISION_NOT_YET_AVAILABLE for what lies ahead, MALFORMED for what lies before the first event
   */
  async at({
    asOf,
    atLeast = 0,
  }: { asOf?: AsOf | undefined; atLeast?: number | undefined } = {}): Promise<View> {
    if (atLeast > this.durable) await this.#reach(atLeast);
    const live = this.live();
    return asOf === undefined ? live : viewAsOf(asOf, live);
  }

  /** Folds in what other processes wrote until now, at least. */
  catchUp(): Promise<void> {
    if (this.#readingOn !== undefined) return this.#readingOn;
    let begun = false;
    const reading = this.#worker.between(() => {
      begun = true;
      this.#readingOn = undefined;
      return this.#writer.catchUp();
    });
    // Who asks later is not served by what was read before, only by what is yet to be read.
    if (!begun) this.#readingOn = reading;
    return reading;
  }

  /** Events of this ledger as the world sees them. */
  present(events: readonly StoredEvent[]): Promise<readonly PresentedEvent[]> {
    return this.#trail.present(events);
  }

  /** A page of the trail: events of this ledger, or attempts that were refused. */
  async trail(query: TrailQuery): Promise<TrailPage> {
    this.live();
    return query.refused === true ? this.#trail.refusals(query) : this.#trail.events(query);
  }

  /** Records what `from`, `until` and `expires` did already; the answer to a check never depends on it. */
  recordLapses(): Promise<void> {
    return this.#housekeeping.recordLapses();
  }

  /** The single-use token of an invitation, for whoever mails it. */
  invitationToken(person: number, expires: string): string {
    // Only somebody in the ledger can be invited, so it has a key.
    return this.loaded.state.key!.invitationToken(person, expires);
  }

  /** Resolves when everything that was accepted is done, with a snapshot saved where that is worth it. */
  async close(): Promise<void> {
    await this.#worker.idle();
    await this.#refusals.flush();
    await this.#housekeeping.close();
  }

  async #answer(outcome: Outcome, submission: Submission): Promise<Receipt> {
    // Only a ledger with a key has members to refuse.
    if (outcome.kind === 'refused' && outcome.refusal !== undefined) {
      await this.#refusals.record(outcome.refusal, this.loaded.state.key!);
    }
    const receipt = await receiptOf(outcome, submission, {
      names: (person) => this.directory.name(person),
      eventsBetween: (first, last) => this.#trail.between(first, last),
    });
    if (receipt.events.some(({ type }) => type === 'UserErased')) await this.loaded.erasures.finish();
    return receipt;
  }

  async #reach(revision: number): Promise<void> {
    const patience = this.surroundings.pause(this.surroundings.limits.readerWait);
    await Promise.race([this.catchUp(), patience]);
    if (this.durable >= revision) return;
    await this.#readers.for(revision, patience);
    if (this.durable < revision) throw notYet(`revision ${revision}`, this.durable);
  }

  #fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    this.#worker.stop(error);
    this.#housekeeping.stop();
    this.surroundings.hooks.failed?.(this.organization, error);
    this.onFailure();
  }

  #now(): number {
    return Math.max(this.surroundings.clock(), this.access.history.time(this.durable));
  }
}
