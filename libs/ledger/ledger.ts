import type { Access } from '#access/access.js';
import type { View } from '#access/view.js';
import type { Warning } from '#commands/context.js';
import type { NewEvent } from '#events/envelope.js';
import { nextLapse } from '#commands/lapses.js';
import { DomainError } from '#model/errors.js';
import { OutcomeUnknown } from '#store/event-store.js';
import { appendSurely } from './append.js';
import { Batch, type Outcome, presentDrafts } from './batch.js';
import type { PeopleDirectory } from './directory.js';
import { inEnvelopes } from './envelope.js';
import { unavailable, unreadable } from './errors.js';
import { openEvents } from './opening.js';
import { present, type PresentedEvent } from './present.js';
import { ledgerStream, replayTail } from './replay.js';
import { introduction } from './sealing.js';
import type { LedgerState } from './state.js';
import type { Receipt, Submission } from './submission.js';
import type { Surroundings } from './surroundings.js';
import { Worker } from './worker.js';

/** The instant or revision that a question is about; a time is UTC milliseconds. */
export type AsOf = number | { readonly time: number };

const conflictPause = 5;

/** One organization's ledger in memory: takes requests, and answers as of every revision that is durable. */
export class Ledger {
  readonly #worker: Worker<Receipt>;
  readonly #readers = new Set<{ revision: number; resolve: () => void }>();
  #failure: DomainError | undefined;

  constructor(
    readonly organization: string,
    private readonly state: LedgerState,
    private readonly surroundings: Surroundings,
  ) {
    this.#worker = new Worker<Receipt>({
      open: () => new Batch(state, organization, surroundings),
      commit: (batch) => this.#commit(batch),
      catchUp: () => this.#catchUp(),
      answer: (outcome, submission) => this.#answer(outcome, submission),
      tries: surroundings.limits.conflicts,
      beforeTry: (tries) =>
        surroundings.pause(conflictPause * 2 ** Math.min(tries, 8) * surroundings.chance()),
    });
  }

  get access(): Access {
    return this.state.access;
  }

  get directory(): PeopleDirectory {
    return this.state.people;
  }

  /** Revision of the last durable event, -1 before the first. */
  get durable(): number {
    return this.state.durable;
  }

  /** Whether nothing waits to be decided or written. */
  get isIdle(): boolean {
    return this.#worker.isIdle;
  }

  submit(submission: Submission): Promise<Receipt> {
    return this.#worker.submit(submission);
  }

  /** The state at the last durable revision, decided now. */
  live(): View {
    this.#refuseFailed();
    return this.state.access.view(this.durable, this.#now());
  }

  /**
   * The state as of a revision, at the instant of its event, or as of a time; live without `asOf`. Waits a bounded
   * time for the revision `atLeast`.
   *
   * @throws DomainError REVISION_NOT_YET_AVAILABLE for what lies ahead, MALFORMED for what lies before the first event
   */
  async at({ asOf, atLeast }: { asOf?: AsOf; atLeast?: number } = {}): Promise<View> {
    this.#refuseFailed();
    if (atLeast !== undefined && atLeast > this.durable) await this.#reach(atLeast);
    if (asOf === undefined) return this.live();
    if (typeof asOf === 'number') {
      if (asOf < 0) throw beforeTheFirst();
      if (asOf > this.durable) throw notYet(`revision ${asOf}`, this.durable);
      return this.access.view(asOf, this.access.history.time(asOf));
    }
    if (asOf.time > this.#now()) throw notYet('that time', this.durable);
    const revision = Math.min(this.access.history.revisionAt(asOf.time), this.durable);
    if (revision < 0) throw beforeTheFirst();
    return this.access.view(revision, asOf.time);
  }

  /** Folds in what other processes wrote. */
  catchUp(): Promise<void> {
    return this.#worker.between(() => this.#catchUp());
  }

  async #reach(revision: number): Promise<void> {
    await this.catchUp();
    if (this.durable >= revision) return;
    const reached = new Promise<void>((resolve) => this.#readers.add({ revision, resolve }));
    await Promise.race([reached, this.surroundings.pause(this.surroundings.limits.readerWait)]);
    if (this.durable < revision) throw notYet(`revision ${revision}`, this.durable);
  }

  #settled(): void {
    const { state } = this;
    if (state.lapseIsDue(this.#now())) state.expectLapse(nextLapse(this.access));
    for (const reader of this.#readers) {
      if (reader.revision > this.durable) continue;
      this.#readers.delete(reader);
      reader.resolve();
    }
  }

  #now(): number {
    return Math.max(this.surroundings.clock(), this.access.history.time(this.durable));
  }

  async #commit(batch: Batch): Promise<void> {
    if (batch.isEmpty) {
      this.state.rollback(batch.mark);
      return;
    }
    try {
      const events = await this.#seal(batch);
      await this.#append(events);
    } catch (error) {
      this.state.rollback(batch.mark);
      if (error instanceof OutcomeUnknown) this.#fail(error);
      throw unavailable(error);
    }
    this.state.settle();
    this.#settled();
  }

  async #seal(batch: Batch): Promise<readonly NewEvent[]> {
    const used = new Set<string>();
    for (const { drafts } of batch.enveloped) {
      for (const { event } of drafts) {
        const key =
          introduction(event.data)?.key ??
          (event.type === 'OrganizationCreated' ? event.data.key : undefined);
        if (key !== undefined) used.add(key);
      }
    }
    const fresh = [...used].filter((id) => batch.fresh.has(id));
    await this.surroundings.vault.keep(fresh.map((id) => ({ id, key: batch.fresh.key(id) })));
    const known = await this.surroundings.vault.fetch([...used].filter((id) => !batch.fresh.has(id)));
    const keyOf = (id: string) => known.get(id) ?? batch.fresh.key(id);
    return batch.enveloped.flatMap((enveloped) =>
      inEnvelopes(this.organization, enveloped, keyOf, this.state.key!),
    );
  }

  async #append(events: readonly NewEvent[]): Promise<void> {
    const { store, limits, pause, hooks } = this.surroundings;
    const expected = this.durable < 0 ? 'none' : this.durable;
    const stream = ledgerStream(this.organization);
    await appendSurely(
      store,
      { stream, events, expected },
      {
        patience: limits.unknownOutcome,
        pause,
        unknown: (error) => hooks.outcomeUnknown?.(this.organization, error),
      },
    );
    events.forEach(({ metadata }, index) => this.state.remembered.note(metadata, this.durable + 1 + index));
  }

  async #catchUp(): Promise<void> {
    try {
      await replayTail(this.organization, this.state, this.surroundings);
    } catch (error) {
      this.#fail(error);
      throw unavailable(error);
    }
  }

  #fail(error: unknown): void {
    this.#failure = error instanceof DomainError ? error : unreadable(this.organization, error);
    this.surroundings.hooks.failed?.(this.organization, error);
  }

  #refuseFailed(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #answer(outcome: Outcome, { organization, request }: Submission): Promise<Receipt> {
    const dryRun = request.dryRun ?? false;
    const receipt = { organization, repeated: false, dryRun, events: [] };
    switch (outcome.kind) {
      case 'refused':
        throw outcome.error;
      case 'unchanged':
        return { ...receipt, revision: outcome.revision, warnings: outcome.warnings };
      case 'dry':
        return { ...receipt, revision: outcome.revision, warnings: outcome.warnings, events: outcome.events };
      case 'events': {
        const { first, request } = outcome;
        const { account, drafts, warnings, reason } = request;
        const events = presentDrafts(drafts, { first, account, reason }, this.#names);
        return { ...receipt, revision: first + drafts.length - 1, warnings, events };
      }
      case 'repeat': {
        const { first, last, warnings } = outcome.remembered;
        // Written by `inEnvelopes` as canonical JSON of warnings.
        const said = warnings === undefined ? [] : (JSON.parse(warnings) as Warning[]);
        return {
          ...receipt,
          repeated: true,
          revision: last,
          warnings: said,
          events: await this.#read(first, last),
        };
      }
    }
  }

  readonly #names = (person: number): string => this.state.people.name(person);

  async #read(first: number, last: number): Promise<PresentedEvent[]> {
    const { store, vault } = this.surroundings;
    const { organization } = this;
    const events: PresentedEvent[] = [];
    for await (const page of store.read(ledgerStream(organization), { from: first, to: last })) {
      const opened = await openEvents(page, { organization, vault, key: this.state.key! });
      events.push(...opened.map((event) => present(event, this.#names)));
    }
    return events;
  }
}

function beforeTheFirst(): DomainError {
  return new DomainError('MALFORMED', 'this lies before the first event of the organization');
}

function notYet(what: string, durable: number): DomainError {
  const detail = `${what} is not there yet, the organization is at revision ${durable}; ask again later`;
  return new DomainError('REVISION_NOT_YET_AVAILABLE', detail);
}
