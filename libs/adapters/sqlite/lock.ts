import { StoreUnavailable } from '#store/event-store.js';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { failureOf, isBusy } from './failure.js';
import { SqliteFile } from './file.js';
import { ensureFile } from './open-file.js';

/**
 * The right to write to a data folder, held by one process until it closes the lock or ends, however it ends: the
 * operating system takes the lock of a killed process away. Readers do not ask for it.
 *
 * @throws StoreUnavailable when another process holds it
 */
export function lockFolder(folder: string): Pick<SqliteFile, 'close'> {
  const path = join(folder, 'grantline.lock');
  ensureFile(path);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    return new SqliteFile(path, database);
  } catch (error) {
    database?.close();
    if (!isBusy(error)) throw failureOf(error, path);
    throw new StoreUnavailable(
      `another process writes to \`${folder}\`; stop it, or give this one a folder of its own`,
      { cause: error },
    );
  }
}
