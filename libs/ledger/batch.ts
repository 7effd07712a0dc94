import type { Caller, Warning } from '#commands/context.js';
import { lapses } from '#commands/lapses.js';
import { leavesTrace } from '#commands/refusals.js';
import { DomainError } from '#model/errors.js';
import { type Account, CommandRefused, Drafting, decideCommands } from './deciding.js';
import { canonical, type Enveloped } from './envelope.js';
import { FreshKeys } from './fresh-keys.js';
import { commandId, type Remembered } from './idempotency.js';
import { present, type PresentedEvent } from './present.js';
import type { Refusal } from './refusals.js';
import { type Draft, plainIdentity } from './sealing.js';
import type { LedgerState, Mark } from './state.js';
import type { Principal, Submission } from './submission.js';
import type { Surroundings } from './surroundings.js';

/** What a request came to, on the state it was decided on. */
export type Outcome =
  | { readonly kind: 'events'; readonly first: number; readonly request: Enveloped }
  | { readonly kind: 'unchanged'; readonly revision: number; readonly warnings: readonly Warning[] }
  | {
      readonly kind: 'dry';
      readonly revision: number;
      readonly events: readonly PresentedEvent[];
      readonly warnings: readonly Warning[];
    }
  | { readonly kind: 'repeat'; readonly remembered: Remembered }
  | { readonly kind: 'refused'; readonly error: unknown; readonly refusal?: Refusal };

/** Rough bytes of an envelope without what the caller puts into it. */
const envelopeBytes = 700;

/** Sealed bytes are written in base64url. */
const sealedGrowth = 4 / 3;

/** Requests that are decided one after another on the evolving state and will be written as one. */
export class Batch {
  /** What is to be written, in order; recorded lapses stand before the request that touched them. */
  readonly enveloped: Enveloped[] = [];
  readonly fresh: FreshKeys;
  /** The state before all of it. */
  readonly mark: Mark;
  readonly #commands = new Set<string>();
  #bytes = 0;

  constructor(
    private readonly state: LedgerState,
    private readonly organization: string,
    private readonly surroundings: Surroundings,
  ) {
    this.fresh = new FreshKeys(() => surroundings.vault.make(surroundings.newId()));
    this.mark = state.mark();
  }

  get isEmpty(): boolean {
    return this.enveloped.length === 0;
  }

  /**
   * Decides a request. `full`: it belongs into the next batch. `later`: the same request is in this one, so the answer
   * depends on how that comes out.
   */
  take(submission: Submission): Outcome | 'full' | 'later' {
    const before = this.state.mark();
    try {
      return this.#decide(submission, before);
    } catch (error) {
      this.state.rollback(before);
      if (!(error instanceof CommandRefused)) return { kind: 'refused', error };
      return this.#refused(submission, error);
    }
  }

  /** Drafts what `from`, `until` and `expires` did already. */
  takeLapses(): void {
    this.#keep(this.#lapses(this.#accountOf('service:grantline', 'system', this.surroundings.newId())));
  }

  #decide(submission: Submission, before: Mark): Outcome | 'full' | 'later' {
    const { state, surroundings } = this;
    const { principal, request, idempotencyKey: key, organization } = submission;
    const caller = callerOf(principal, state);
    const actor = actorOf(caller);
    const command =
      key === undefined ? surroundings.newId() : commandId(organization, principal.credential, actor, key);
    if (key !== undefined) {
      if (this.#commands.has(command)) return 'later';
      const repeat = this.#repeat(command, submission);
      if (repeat !== undefined) return repeat;
    }
    const account = this.#accountOf(actor, principal.via, command, submission.correlation);
    this.#refuseBeforehand(submission, caller, account);
    const revision = state.access.revision;
    const lapsed = this.#lapses(this.#accountOf('service:grantline', 'system', surroundings.newId()));
    const drafting = new Drafting(state, organization, account, this.fresh, surroundings.newId);
    const warnings: Warning[] = [];
    const fresh = this.fresh;
    decideCommands(state, submission, { caller, drafting, now: account.time, fresh, warnings }, surroundings);
    if (request.dryRun) {
      const events = this.#presented(drafting, account, request.reason);
      state.rollback(before);
      return { kind: 'dry', revision, events, warnings };
    }
    if (drafting.drafts.length === 0) {
      state.rollback(before);
      return { kind: 'unchanged', revision, warnings };
    }
    const enveloped = this.#envelope(drafting, account, { warnings, submission });
    const bytes = weight(enveloped) + (lapsed === undefined ? 0 : weight(lapsed));
    if (bytes > surroundings.limits.requestBytes) {
      const detail = `the events of this request take ${bytes} bytes, at most ${surroundings.limits.requestBytes} go into one; send it in parts`;
      throw new DomainError('BATCH_TOO_LARGE', detail);
    }
    if (!this.isEmpty && this.#bytes + bytes > surroundings.limits.batchBytes) {
      state.rollback(before);
      return 'full';
    }
    this.#keep(lapsed);
    this.#keep(enveloped);
    if (key !== undefined) this.#commands.add(command);
    return { kind: 'events', first: drafting.first, request: enveloped };
  }

  #keep(enveloped: Enveloped | undefined): void {
    if (enveloped === undefined || enveloped.drafts.length === 0) return;
    this.#bytes += weight(enveloped);
    this.enveloped.push(enveloped);
  }

  /** The first answer again, if this request was answered before. */
  #repeat(command: string, submission: Submission): Outcome | undefined {
    const remembered = this.state.remembered.find(command);
    if (remembered === undefined) return undefined;
    if (remembered.body !== this.#bodyHash(submission)) {
      const detail = 'this `Idempotency-Key` was used with another body; take a new key for another request';
      return { kind: 'refused', error: new DomainError('IDEMPOTENCY_KEY_REUSED', detail) };
    }
    return { kind: 'repeat', remembered };
  }

  /** What is wrong whatever the commands are. Those who may not see the organization learn nothing of it. */
  #refuseBeforehand(submission: Submission, caller: Caller, account: Account): void {
    const { state } = this;
    const { expectedRevision } = submission.request;
    const ahead = state.time - account.clock;
    const fault =
      ahead > this.surroundings.limits.clockAhead
        ? new DomainError(
            'CLOCK_BEHIND',
            `the last event is ${ahead} ms ahead of this server's clock; set the clock`,
          )
        : expectedRevision !== undefined && expectedRevision !== state.access.revision
          ? conflict(expectedRevision, state.access.revision)
          : undefined;
    if (fault === undefined) return;
    this.#refuseStrangers(submission, caller, account);
    throw fault;
  }

  #refuseStrangers(submission: Submission, caller: Caller, account: Account): void {
    const { state, surroundings, organization, fresh } = this;
    const mark = state.mark();
    const drafting = new Drafting(state, organization, account, fresh, surroundings.newId);
    const asked = { caller, drafting, now: account.time, fresh, warnings: [] };
    const commands = submission.request.commands.slice(0, 1);
    const first = { ...submission, request: { ...submission.request, commands } };
    try {
      decideCommands(state, first, asked, surroundings);
    } catch (error) {
      if (error instanceof CommandRefused && error.error.code === 'UNKNOWN_ORGANIZATION') throw error;
    } finally {
      state.rollback(mark);
    }
  }

  #lapses(account: Account): Enveloped | undefined {
    const { state, surroundings } = this;
    if (!state.lapseIsDue(account.time)) return undefined;
    const events = lapses(state.access, account.time);
    const drafting = new Drafting(state, this.organization, account, this.fresh, surroundings.newId);
    for (const event of events) drafting.add(event);
    return this.#envelope(drafting, account, { warnings: [] });
  }

  #envelope(
    { drafts, first }: Drafting,
    account: Account,
    { warnings, submission }: { warnings: readonly Warning[]; submission?: Submission },
  ): Enveloped {
    const models = drafts.map((_, index) => {
      const { name, version } = this.state.access.modelReference(first + index);
      return `${name}@${version}`;
    });
    const reason = submission?.request.reason;
    return {
      account,
      drafts,
      models,
      warnings,
      ...(submission !== undefined && { body: this.#bodyHash(submission) }),
      ...(reason !== undefined && { reason }),
    };
  }

  #presented({ drafts, first }: Drafting, account: Account, reason: string | undefined): PresentedEvent[] {
    const names = (person: number) => this.state.pending.identity(person)?.user ?? `erased-${person}`;
    return presentDrafts(drafts, { first, account, reason }, names);
  }

  #refused(submission: Submission, { error, index, command }: CommandRefused): Outcome {
    const { principal, request, correlation } = submission;
    const several = request.commands.length > 1 && error.faults.length === 0;
    const { code, detail } = error;
    const located = several
      ? new DomainError(code, detail, [{ path: `/commands/${index}`, code, detail }])
      : error;
    const traced =
      request.dryRun !== true && code !== 'UNKNOWN_ORGANIZATION' && leavesTrace(command.type, code);
    if (!traced) return { kind: 'refused', error: located };
    const actor = actorOf(callerOf(principal, this.state));
    const account = this.#accountOf(actor, principal.via, this.surroundings.newId(), correlation);
    const revision = this.state.access.revision;
    return { kind: 'refused', error: located, refusal: { account, command, index, code, revision } };
  }

  #bodyHash({ body }: Submission): string {
    // Whoever has events to write, or has written some, has a ledger with a key.
    return this.state.key!.bodyHash(canonical(body));
  }

  #accountOf(actor: string, via: string, command: string, correlation = command): Account {
    const clock = this.surroundings.clock();
    return { actor, via, command, correlation, clock, time: Math.max(clock, this.state.time) };
  }
}

/** Drafts as the world will see them. */
export function presentDrafts(
  drafts: readonly Draft[],
  { first, account, reason }: { first: number; account: Account; reason: string | undefined },
  names: (person: number) => string,
): PresentedEvent[] {
  const { time, actor, via } = account;
  return drafts.map(({ id, event }, index) =>
    present(
      {
        id,
        type: event.type,
        revision: first + index,
        time,
        actor,
        via,
        data: event.data,
        identity: plainIdentity(event),
        text: event.type === 'NotificationRequested' ? event.data.text : undefined,
        reason,
      },
      names,
    ),
  );
}

function callerOf({ acting }: Principal, state: LedgerState): Caller {
  if (acting.kind === 'exempt') return acting;
  return { kind: 'person', user: acting.user, person: state.pending.find(acting.user) };
}

/** Strangers have no number; nothing they ask for comes to an event. */
function actorOf(caller: Caller): string {
  if (caller.kind === 'exempt') return caller.actor;
  return caller.person === undefined ? 'stranger' : `person:${caller.person}`;
}

function conflict(expected: number, actual: number): DomainError {
  const where = actual < 0 ? 'has not begun' : `is at revision ${actual}`;
  const detail = `the ledger ${where}, not at revision ${expected}; read it and send the request again`;
  return new DomainError('REVISION_CONFLICT', detail);
}

/** An upper estimate of the bytes that will be stored. */
function weight({ drafts, warnings, reason = '' }: Enveloped): number {
  const each = envelopeBytes + sealedGrowth * Buffer.byteLength(reason) + jsonBytes(warnings);
  return Math.ceil(drafts.reduce((sum, { event }) => sum + each + sealedGrowth * jsonBytes(event.data), 0));
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
