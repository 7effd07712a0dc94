import { GrantlineError } from '#client/error.js';
import { codes, DomainError } from '#model/errors.js';
import { ReadModelUnavailable } from '#projections/read-model/read-model.js';
import { StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { CommanderError } from 'commander';
import { type ExitCode, exitCodes } from './exit-codes.js';
import { UsageError } from './usage-error.js';

/** What to say about an error, and what to end with. `lines` is empty where it was said already. */
export type Failure = { readonly exitCode: ExitCode; readonly lines: readonly string[] };

type Fault = { readonly path: string; readonly code: string; readonly detail: string };

export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) {
    // Help and version are asked for in the same way as mistakes are told.
    return { exitCode: error.exitCode === 0 ? exitCodes.ok : exitCodes.usage, lines: [] };
  }
  if (error instanceof UsageError) return { exitCode: exitCodes.usage, lines: [error.message] };
  if (error instanceof GrantlineError) return ofService(error);
  if (error instanceof DomainError) {
    const exitCode = codes[error.code] >= 500 ? exitCodes.unavailable : exitCodes.refused;
    return { exitCode, lines: [...told(error.code, error.detail, error.faults), ...causesOf(error)] };
  }
  // Its sentence says all that the person at the keyboard can do about it.
  if (error instanceof StoreUnavailable || error instanceof ReadModelUnavailable) {
    return { exitCode: exitCodes.unavailable, lines: [error.message] };
  }
  if (error instanceof StoreCorrupt) {
    return { exitCode: exitCodes.unavailable, lines: [error.message, ...causesOf(error)] };
  }
  const { stack, message } = error instanceof Error ? error : new Error(String(error));
  return { exitCode: exitCodes.internal, lines: ['this is a fault of grantline itself:', stack ?? message] };
}

/** What an error was caused by, and that in turn, where they say more than the sentences before them. */
function causesOf({ message, cause }: Error): string[] {
  if (!(cause instanceof Error)) return [];
  const causes = causesOf(cause);
  return message.includes(cause.message) ? causes : [`  because: ${cause.message}`, ...causes];
}

function ofService(error: GrantlineError): Failure {
  if (error.code === 'ABORTED') return { exitCode: exitCodes.interrupted, lines: [] };
  const lines = told(error.code, error.detail, error.faults);
  if (!error.unavailable) return { exitCode: exitCodes.refused, lines };
  const wait = error.retryAfter === undefined ? [] : [`try again in ${Math.ceil(error.retryAfter)} seconds`];
  const request =
    error.requestId === undefined ? [] : [`the log of the service has it as ${error.requestId}`];
  return {
    exitCode: exitCodes.unavailable,
    lines: [...lines, ...wait, ...(error.code === 'INTERNAL' ? request : [])],
  };
}

/** The first fault of an input is what the error itself says. */
function told(code: string, detail: string, faults: readonly Fault[]): string[] {
  const others = faults.length === 1 && faults[0]!.detail === detail ? [] : faults;
  const at = others.length === 0 && faults[0]?.path ? ` at ${faults[0].path}` : '';
  return [
    `${code}${at}: ${detail}`,
    ...others.map(({ path, code, detail }) => `  ${path || '/'} ${code}: ${detail}`),
  ];
}
