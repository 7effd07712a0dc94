import { StoreCorrupt, StoreUnavailable } from '#store/event-store.js';

const busy = 5;
const locked = 6;
const readOnly = 8;
const inputOutput = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const constraint = 19;
const notADatabase = 26;

/** Primary result code of SQLite, `undefined` when the error is none of SQLite's. */
function resultCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  if (typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff; // the upper bits tell which file operation it was
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === busy;
}

export function isTaken(error: unknown): boolean {
  return resultCode(error) === constraint;
}

export function isFull(error: unknown): boolean {
  return resultCode(error) === full;
}

/** The error of the port that says what happened to `path` and what to do about it; any other error as it is. */
export function failureOf(error: unknown, path: string): unknown {
  const options = { cause: error };
  switch (resultCode(error)) {
    case busy:
    case locked:
      return new StoreUnavailable(
        `another program is writing to \`${path}\`; close it and try again`,
        options,
      );
    case readOnly:
      return new StoreUnavailable(readOnlySentence(path), options);
    case full:
      return new StoreUnavailable(
        `there is no space left to write \`${path}\`; free some and try again`,
        options,
      );
    case inputOutput:
      return new StoreUnavailable(`the disk failed to read or write \`${path}\`; check the disk`, options);
    case cannotOpen:
      return new StoreUnavailable(
        `\`${path}\` cannot be opened; give this user permission to read and write it and its folder`,
        options,
      );
    case corrupt:
      return new StoreCorrupt(damagedSentence(path, 'malformed'), options);
    case notADatabase:
      return new StoreCorrupt(
        `\`${path}\` is not a database; put the right file or its backup in its place`,
        options,
      );
    default:
      return error;
  }
}

export function readOnlySentence(path: string): string {
  return `\`${path}\` is read-only; give this user permission to write it and its folder`;
}

export function damagedSentence(path: string, finding: string): string {
  return `\`${path}\` is damaged (${oneLine(finding)}); put its backup in its place`;
}

/** SQLite spreads what it found over lines below a heading. */
export function oneLine(finding: string): string {
  return finding.replace(/^\*\*\*.*\*\*\*\n/, '').replaceAll('\n', ', ');
}
