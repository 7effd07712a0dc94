import type { Readable } from 'node:stream';
import { type ExitCode, exitCodes } from './exit-codes.js';
import type { Output } from './terminal/output.js';

/** One run of the program: where it writes, who may end it early, and what it will end with. */
export class Session {
  exitCode: ExitCode = exitCodes.ok;

  constructor(
    readonly output: Output,
    readonly input: Readable & { readonly isTTY?: boolean },
    readonly environment: Readonly<Record<string, string | undefined>>,
    /** Aborted when the person at the keyboard has had enough. */
    readonly signal: AbortSignal,
  ) {}
}
