import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Session } from './session.js';
import { UsageError } from './usage-error.js';

/** What stands for standard input where a file is asked for. */
export const standardInput = '-';

/** @throws UsageError for a file that cannot be read */
export async function readInput({ input }: Session, path: string): Promise<Uint8Array> {
  if (path === standardInput) return buffer(input);
  try {
    return await readFile(path);
  } catch (cause) {
    throw unusable(path, 'read', cause);
  }
}

/** A sentence for a file that cannot be used, whatever the reason. */
export function unusable(path: string, verb: 'read' | 'written', cause: unknown): UsageError {
  return new UsageError(`\`${path}\` cannot be ${verb}${reasonOf(cause)}`, { cause });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: ', there is no such file or folder',
  EISDIR: ', it is a folder',
  ENOTDIR: ', a part of the path is no folder',
  EACCES: ', this user may not',
  EEXIST: ', it exists',
  ENOSPC: ', the disk is full',
};

function reasonOf(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return reasons[code] ?? (code === '' ? '' : ` (${code})`);
}
