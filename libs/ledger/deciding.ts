import type { Caller, Context, Warning } from '#commands/context.js';
import { decide } from '#commands/decide.js';
import type { Command } from '#commands/schema.js';
import type { Fact, LedgerEvent } from '#events/event.js';
import { DomainError } from '#model/errors.js';
import type { FreshKeys } from './fresh-keys.js';
import { hashToken, OrganizationKey } from './organization-key.js';
import { type Draft, plainIdentity } from './sealing.js';
import type { LedgerState } from './state.js';
import type { Submission } from './submission.js';
import type { Surroundings } from './surroundings.js';

/** Who does it, on the events that come of it. */
export type Account = {
  readonly actor: string;
  readonly via: string;
  /** Id of the request. */
  readonly command: string;
  readonly correlation: string;
  /** UTC milliseconds that the events count from, and on the clock of this process. */
  readonly time: number;
  readonly clock: number;
};

/** Events that are folded in and not written yet, all of one request. */
export type Drafts = {
  readonly account: Account;
  /** Revision of the first one. */
  readonly first: number;
  readonly drafts: readonly Draft[];
};

/** A command was refused: which one of the request, by its place. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
  constructor(
    readonly error: DomainError,
    readonly index: number,
    readonly command: Command,
  ) {
    super(error.message, { cause: error });
  }
}

/** Makes draft events of one account and folds each into the state as it is made. */
export class Drafting {
  readonly drafts: Draft[] = [];
  readonly first: number;

  constructor(
    private readonly state: LedgerState,
    private readonly organization: string,
    private readonly account: Account,
    private readonly fresh: FreshKeys,
    private readonly newId: () => string,
  ) {
    this.first = state.access.revision + 1;
  }

  add(event: LedgerEvent): void {
    const { state } = this;
    const { time, actor } = this.account;
    const fact: Fact = { ...event, revision: state.access.revision + 1, time, actor };
    this.drafts.push({ id: this.newId(), event });
    if (event.type === 'OrganizationCreated') {
      state.key = new OrganizationKey(this.organization, this.fresh.key(event.data.key));
    }
    state.fold(fact, plainIdentity(event));
  }
}

/**
 * Decides the commands of a request one after another, each on what the ones before it changed. Folds in what comes of
 * them; the caller takes it back when this throws.
 *
 * @throws CommandRefused
 */
export function decideCommands(
  state: LedgerState,
  { organization, request }: Submission,
  {
    caller,
    drafting,
    now,
    fresh,
    warnings,
  }: {
    caller: Caller;
    drafting: Drafting;
    now: number;
    fresh: FreshKeys;
    warnings: Warning[];
  },
  { models }: Surroundings,
): void {
  const context: Context = {
    organization,
    caller,
    now,
    directory: state.pending,
    newKey: () => fresh.make(),
    // A ledger has its key before anybody can be invited to it.
    invitationTokenHash: (person, expires) => hashToken(state.key!.invitationToken(person, expires)),
    hashToken,
    model: models,
    warn: (warning) => warnings.push(warning),
  };
  request.commands.forEach((command, index) => {
    try {
      for (const event of decide(state.access, command, context)) drafting.add(event);
    } catch (error) {
      if (error instanceof DomainError) throw new CommandRefused(error, index, command);
      throw error;
    }
  });
}
