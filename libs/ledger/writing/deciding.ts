import type { Caller, Context, Warning } from '#commands/context.js';
import { decide } from '#commands/decide.js';
import type { Command } from '#commands/schema.js';
import { DomainError } from '#model/errors.js';
import { hashToken } from '../organization-key.js';
import type { LedgerState } from '../state.js';
import type { Surroundings } from '../surroundings.js';
import type { Drafting } from './drafting.js';
import type { FreshKeys } from './fresh-keys.js';

/** A command of a request was refused: which one, by its place. */
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

/** What the deciders of one request share. */
export type Hearing = {
  readonly organization: string;
  readonly caller: Caller;
  readonly drafting: Drafting;
  readonly fresh: FreshKeys;
  readonly warn: (warning: Warning) => void;
};

/**
 * Decides commands one after another, each on what the ones before it changed, and drafts what comes of them. When
 * this throws, the caller takes back what was drafted.
 *
 * @throws CommandRefused
 */
export function decideCommands(
  state: LedgerState,
  commands: readonly Command[],
  { organization, caller, drafting, fresh, warn }: Hearing,
  { models }: Surroundings,
): void {
  const context: Context = {
    organization,
    caller,
    now: drafting.account.time,
    directory: state.pending,
    newKey: () => fresh.make(),
    // A ledger has its key before anybody can be invited to it.
    invitationTokenHash: (person, expires) => hashToken(state.key!.invitationToken(person, expires)),
    hashToken,
    model: models,
    warn,
  };
  commands.forEach((command, index) => {
    try {
      for (const event of decide(state.access, command, context)) drafting.add(event);
    } catch (error) {
      if (error instanceof DomainError) throw new CommandRefused(error, index, command);
      throw error;
    }
  });
}
