import { StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { accessSync, closeSync, constants, existsSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { damagedSentence, failureOf, readOnlySentence } from './failure.js';
import { SqliteFile } from './file.js';
import type { Format } from './schema.js';

/** How long a statement waits, blocking, for another program that writes to the file. */
const busyMilliseconds = 250;

const settings = `
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA checkpoint_fullfsync = ON;
  PRAGMA secure_delete = ON;
  PRAGMA cell_size_check = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA temp_store = MEMORY;
  PRAGMA mmap_size = 0;
  PRAGMA cache_size = -32768;
  PRAGMA journal_size_limit = 67108864;
`;

/** Makes the file, empty and for this user alone, unless it is there. SQLite gives journals the mode of their file. */
export function ensureFile(path: string): void {
  if (existsSync(path)) return;
  try {
    closeSync(openSync(path, 'wx', 0o600));
    const folder = openSync(dirname(path), 'r');
    fsyncSync(folder);
    closeSync(folder);
  } catch (error) {
    throw new StoreUnavailable(readOnlySentence(path), { cause: error });
  }
}

/**
 * Opens a file of `folder` for reading and writing; a missing or empty one is made. The caller holds the folder's lock.
 *
 * @throws StoreCorrupt when it is damaged, of a newer version or not ours
 * @throws StoreUnavailable when it cannot be written
 */
export function openFile(folder: string, format: Format): SqliteFile {
  const path = join(folder, format.name);
  ensureFile(path);
  refuseReadOnly(path);
  const database = open(path, { readOnly: false });
  try {
    const version = versionOf(database, path, format);
    refuseDamaged(database, path);
    if (pragma(database, 'journal_mode = WAL') !== 'wal') {
      throw new StoreUnavailable(
        `\`${path}\` lies where SQLite cannot share memory; move it to a local disk`,
      );
    }
    database.exec(settings);
    upgrade(database, version, format);
    return new SqliteFile(path, database);
  } catch (error) {
    database.close();
    throw failureOf(error, path);
  }
}

/** Opens a file for reading only, beside a process that writes it or alone. */
export function openFileReadOnly(folder: string, format: Format): SqliteFile {
  const path = join(folder, format.name);
  if (!existsSync(path)) throw new StoreUnavailable(`there is no \`${path}\`; name the right data folder`);
  const database = open(path, { readOnly: true });
  try {
    if (versionOf(database, path, format) < format.steps.length) {
      throw new StoreUnavailable(`\`${path}\` is of an older version; start the service on it once`);
    }
    return new SqliteFile(path, database);
  } catch (error) {
    database.close();
    throw failureOf(error, path);
  }
}

function open(path: string, { readOnly }: { readOnly: boolean }): DatabaseSync {
  try {
    return new DatabaseSync(path, {
      readOnly,
      timeout: busyMilliseconds,
      enableForeignKeyConstraints: true,
      enableDoubleQuotedStringLiterals: false,
      allowExtension: false,
      defensive: true,
    });
  } catch (error) {
    throw failureOf(error, path);
  }
}

function refuseReadOnly(path: string): void {
  const writable = constants.R_OK | constants.W_OK;
  try {
    accessSync(path, writable);
    accessSync(dirname(path), writable);
  } catch (error) {
    throw new StoreUnavailable(readOnlySentence(path), { cause: error });
  }
  // The superuser may write everything; a file without any write bit is meant to stay as it is all the same.
  if ((statSync(path).mode & 0o222) === 0) throw new StoreUnavailable(readOnlySentence(path));
}

function versionOf(database: DatabaseSync, path: string, format: Format): number {
  const applicationId = pragma(database, 'application_id');
  const version = Number(pragma(database, 'user_version'));
  const isNew =
    applicationId === 0 &&
    version === 0 &&
    database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
  if (isNew) return 0;
  if (applicationId !== format.applicationId) {
    throw new StoreCorrupt(
      `\`${path}\` is a file of something else; put the right file or its backup in its place`,
    );
  }
  if (version > format.steps.length) {
    throw new StoreCorrupt(
      `\`${path}\` was written by a newer version of Grantline (format ${version}, this one knows ${format.steps.length}); run that version`,
    );
  }
  return version;
}

function refuseDamaged(database: DatabaseSync, path: string): void {
  const finding = pragma(database, 'quick_check(1)');
  if (finding !== 'ok') throw new StoreCorrupt(damagedSentence(path, String(finding)));
}

function upgrade(database: DatabaseSync, version: number, format: Format): void {
  if (version === format.steps.length) return;
  database.exec(`
    BEGIN IMMEDIATE;
    ${format.steps.slice(version).join('\n')}
    PRAGMA application_id = ${format.applicationId};
    PRAGMA user_version = ${format.steps.length};
    COMMIT;
  `);
}

/** The one value that a pragma answers with. */
export function pragma(database: DatabaseSync, text: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${text}`).get() ?? {})[0];
}
