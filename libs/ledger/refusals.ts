import type { Command } from '#commands/schema.js';
import type { Code } from '#model/errors.js';
import type { Account } from './deciding.js';

/** A command that was refused and leaves a trace. */
export type Refusal = {
  readonly account: Account;
  readonly command: Command;
  /** Place of the command in its request. */
  readonly index: number;
  readonly code: Code;
  /** Revision of the ledger then. */
  readonly revision: number;
};
