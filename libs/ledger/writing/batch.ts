import { impactOf } from '#access/differences/impact.js';
import type { Caller, Warning } from '#commands/context.js';
import { lapses } from '#commands/lapses.js';
import { leavesTrace } from '#commands/refusals.js';
import type { LedgerEvent } from '#events/event.js';
import { DomainError } from '#model/errors.js';
import { type PresentedImpact, presentImpact } from '../present-impact.js';
import type { Names } from '../present.js';
import { byNumber } from '../refusals/people-by-number.js';
import type { LedgerState, Mark } from '../state.js';
import type { Submission } from '../submission.js';
import type { Surroundings } from '../surroundings.js';
import { type Account, actorOf, callerOf, service } from './account.js';
import { CommandRefused, decideCommands } from './deciding.js';
import { Drafting } from './drafting.js';
import { canonical, type Entry, presentEntry } from './entry.js';
import { FreshKeys } from './fresh-keys.js';
import { commandId } from './idempotency.js';
import type { Outcome } from './outcome.js';
import { tooEarly } from './preconditions.js';

/** Entries that are decided one after another on the evolving state and will be written as one. */
export class Batch {
  /** In order; lapsed facts stand before the request that came upon them. */
  readonly entries: Entry[] = [];
  /** Keys drawn by requests of this batch. */
  readonly fresh: FreshKeys;
  readonly #commands = new Set<string>();
  readonly #start: Mark;
  readonly #clock: number;
  /** What all its events count from. */
  readonly #time: number;
  /** Facts that lapsed and are not recorded yet. */
  #due: readonly LedgerEvent[];
  #bytes = 0;

  constructor(
    private readonly organization: string,
    private readonly state: LedgerState,
    private readonly surroundings: Surroundings,
  ) {
    this.fresh = new FreshKeys(() => surroundings.vault.make(surroundings.newId()));
    this.#clock = surroundings.clock();
    this.#time = Math.max(this.#clock, state.time);
    this.#due = state.lapseIsDue(this.#time) ? lapses(state.access, this.#time) : [];
    this.#start = state.mark();
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** Whether more facts lapsed than one request may have to record. */
  get hasBacklog(): boolean {
    return this.#due.length > this.surroundings.limits.lapses;
  }

  /** Takes back all of it. */
  rollback(): void {
    this.state.rollback(this.#start);
  }

  /**
   * Decides a request. `full`: it belongs into the next batch. `later`: the same request is in this one, so the answer
   * depends on what comes of that.
   */
  take(submission: Submission): Outcome | 'full' | 'later' {
    const before = this.state.mark();
    try {
      const outcome = this.#decide(submission);
      if (outcome === 'full' || outcome === 'later' || outcome.kind !== 'entry') this.state.rollback(before);
      return outcome;
    } catch (error) {
      this.state.rollback(before);
      return error instanceof CommandRefused ? this.#refused(submission, error) : { kind: 'refused', error };
    }
  }

  /** Records what `from`, `until` and `expires` did already, as much as goes into one batch. */
  takeLapses(): void {
    this.#keepLapsed(this.#lapsed());
  }

  #decide(submission: Submission): Outcome | 'full' | 'later' {
    const { state, surroundings, organization, fresh } = this;
    const { principal, request, idempotencyKey: key } = submission;
    const caller = callerOf(principal, state);
    const actor = actorOf(caller);
    const command =
      key === undefined ? surroundings.newId() : commandId(organization, principal.credential, actor, key);
    if (this.#commands.has(command)) return 'later';
    const repeat = key === undefined ? undefined : this.#repeat(command, submission);
    if (repeat !== undefined) return repeat;
    const { revision } = state.access;
    const account = this.#account({
      actor,
      via: principal.via,
      command,
      correlation: submission.correlation,
    });
    const fault = tooEarly(request, account, state, surroundings.limits);
    if (fault !== undefined) {
      this.#refuseStrangers(submission, caller, account);
      throw fault;
    }
    const lapsed = this.#lapsed();
    const drafting = this.#drafting(account);
    const warnings: Warning[] = [];
    const warn = (warning: Warning): number => warnings.push(warning);
    decideCommands(state, request.commands, { organization, caller, drafting, fresh, warn }, surroundings);
    if (drafting.isEmpty) return { kind: 'unchanged', revision, warnings };
    const { reason } = request;
    const entry = drafting.entry({
      warnings,
      body: this.#bodyHash(submission),
      ...(reason !== undefined && { reason }),
    });
    const bytes = this.#bytesOf(entry, lapsed);
    if (request.dryRun === true) {
      const names: Names = (person) => state.pending.name(person);
      const impact = this.#impact(revision, names);
      return { kind: 'dry', revision, events: presentEntry(entry, names), warnings, impact };
    }
    if (!this.isEmpty && this.#bytes + bytes > surroundings.limits.batchBytes) return 'full';
    this.#keepLapsed(lapsed);
    this.#keep(entry);
    this.#commands.add(command);
    return { kind: 'entry', entry };
  }

  /** The first answer again, if this request was answered before. */
  #repeat(command: string, submission: Submission): Outcome | undefined {
    const remembered = this.state.remembered.find(command);
    if (remembered === undefined) return undefined;
    if (remembered.body === this.#bodyHash(submission)) return { kind: 'repeat', remembered };
    const detail = 'this `Idempotency-Key` came with another body before, take a new one for another request';
    throw new DomainError('IDEMPOTENCY_KEY_REUSED', detail);
  }

  /** Those who may not see the organization learn nothing of it, not even where its ledger is. */
  #refuseStrangers({ request }: Submission, caller: Caller, account: Account): void {
    const { organization, fresh, state, surroundings } = this;
    const drafting = this.#drafting(account);
    const hearing = { organization, caller, drafting, fresh, warn: () => {} };
    try {
      decideCommands(state, request.commands.slice(0, 1), hearing, surroundings);
    } catch (error) {
      if (error instanceof CommandRefused && error.error.code === 'UNKNOWN_ORGANIZATION') throw error;
    }
  }

  #lapsed(): Entry | undefined {
    if (this.#due.length === 0) return undefined;
    const drafting = this.#drafting(this.#account({ ...service, command: this.surroundings.newId() }));
    for (const event of this.#due.slice(0, this.surroundings.limits.lapses)) drafting.add(event);
    return drafting.entry({ warnings: [] });
  }

  #keepLapsed(entry: Entry | undefined): void {
    if (entry === undefined) return;
    this.#keep(entry);
    this.#due = this.#due.slice(entry.drafts.length);
  }

  #refused(
    { principal, request, correlation }: Submission,
    { error, index, command }: CommandRefused,
  ): Outcome {
    const { code } = error;
    const refused = { kind: 'refused', error: located(error, index, request.commands.length) } as const;
    // A ledger that did not begin has no stream of refusals either.
    const begun = this.state.key !== undefined;
    if (request.dryRun === true || !begun || !leavesTrace(command.type, code)) return refused;
    const actor = actorOf(callerOf(principal, this.state));
    const account = this.#account({
      actor,
      via: principal.via,
      command: this.surroundings.newId(),
      correlation,
    });
    const { revision } = this.state.access;
    const data = byNumber(command.data, (user) => this.state.pending.find(user));
    return { ...refused, refusal: { account, command: command.type, data, index, code, revision } };
  }

  #drafting(account: Account): Drafting {
    const { organization, fresh, surroundings } = this;
    return new Drafting(this.state, account, { organization, fresh, newId: surroundings.newId });
  }

  #account(on: Pick<Account, 'actor' | 'via' | 'command'> & { correlation?: string }): Account {
    return { correlation: on.command, ...on, clock: this.#clock, time: this.#time };
  }

  #bytesOf(entry: Entry, lapsed: Entry | undefined): number {
    const { bytes } = entry;
    const most = this.surroundings.limits.requestBytes;
    if (bytes > most) {
      const detail = `the events of this request take ${bytes} bytes, and one may take ${most}; send it in parts`;
      throw new DomainError('BATCH_TOO_LARGE', detail);
    }
    return bytes + (lapsed?.bytes ?? 0);
  }

  #keep(entry: Entry): void {
    this.#bytes += entry.bytes;
    this.entries.push(entry);
  }

  /** What everything folded in since the revision does, at one instant. */
  #impact(since: number, names: Names): PresentedImpact {
    const { access } = this.state;
    const before = since < 0 ? undefined : access.view(since, this.#time);
    return presentImpact(impactOf(before, access.view(access.revision, this.#time)), access, names);
  }

  #bodyHash({ body }: Submission): string {
    try {
      // Whoever has events to write, or wrote some before, has a ledger with a key.
      return this.state.key!.bodyHash(canonical(body));
    } catch {
      throw new DomainError('MALFORMED', 'the request holds what is not well-formed unicode, mend its texts');
    }
  }
}

/** The same refusal, saying which command of the request it is about; paths into its data become paths into the request. */
function located({ code, detail, faults }: DomainError, index: number, commands: number): DomainError {
  const path = `/commands/${index}`;
  const within = faults.map((fault) => ({ ...fault, path: `${path}/data${fault.path}` }));
  if (within.length === 0 && commands > 1) within.push({ path, code, detail });
  return new DomainError(code, detail, within);
}
