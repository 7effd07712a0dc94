import { StoreUnavailable } from '#store/event-store.js';
import { access, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { backup } from 'node:sqlite';
import { failureOf } from './failure.js';
import type { SqliteFile } from './file.js';

/** Pages of 4 KiB copied at a time; a write waits for at most one such step. */
const pagesAStep = 256;
const triesMost = 5;

/**
 * Copies the file as it is, while it is written on, to `target`: all of one instant, or nothing. Writes that happen
 * meanwhile may be in the copy. The event loop goes on turning.
 *
 * @throws StoreUnavailable when `target` exists or cannot be written
 */
export async function backupFile(file: SqliteFile, target: string): Promise<void> {
  if (await exists(target)) throw new StoreUnavailable(`\`${target}\` exists; name a file that does not`);
  const partial = `${target}.partial`;
  try {
    await copyTo(partial, file);
    await rename(partial, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    const failure = failureOf(error, target);
    if (failure instanceof StoreUnavailable) throw failure;
    throw new StoreUnavailable(`\`${target}\` cannot be written; name a file in a folder that can`, {
      cause: error,
    });
  }
}

/** A copy that met a write may fail for no reason that SQLite can name: then it is begun again. */
async function copyTo(partial: string, file: SqliteFile): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await rm(partial, { force: true });
    await (await open(partial, 'wx', 0o600)).close();
    try {
      await backup(file.database, partial, { rate: pagesAStep });
      return;
    } catch (error) {
      const isNamed = !(error instanceof Error) || error.message !== 'not an error';
      if (isNamed || tries === triesMost) throw error;
    }
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
