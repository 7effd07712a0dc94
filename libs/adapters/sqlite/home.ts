import { type EventStore, StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import type { KeyStore } from '#store/key-store.js';
import type { PositionStore } from '#store/position-store.js';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { backupFile } from './backup.js';
import { SqliteEventStore } from './event-store.js';
import type { SqliteFile } from './file.js';
import { SqliteKeyStore } from './key-store.js';
import { lockFolder } from './lock.js';
import { ensureFile, openFile } from './open-file.js';
import { SqlitePositionStore } from './position-store.js';
import { eventsFormat, type Format, keysFormat } from './schema.js';

/** Everything that must be kept, in two files of one folder: `grantline.db` and `keys.db`. */
export type SqliteHome = {
  readonly events: EventStore;
  readonly positions: PositionStore;
  readonly keys: KeyStore;
  /** Copies `grantline.db` to a file that does not exist yet, while the service runs. */
  backupEvents(target: string): Promise<void>;
  /** Copies `keys.db`. Keep these copies apart and for a stated time: an erasure is complete when the last one is gone. */
  backupKeys(target: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the files of `folder` for this process alone to write; what is missing is made.
 *
 * @throws StoreUnavailable when another process writes there, or this one may not
 * @throws StoreCorrupt when a file is damaged, of a newer version, not ours, or missing beside the other
 */
export function openHome(folder: string): SqliteHome {
  makeFolder(folder);
  const lock = lockFolder(folder);
  const files: SqliteFile[] = [];
  const openOne = (format: Format): SqliteFile => {
    const file = openFile(folder, format);
    files.push(file);
    return file;
  };
  const closeAll = (): void => {
    for (const file of files) file.close();
    lock.close();
  };
  try {
    ensureBoth(folder);
    const events = openOne(eventsFormat);
    const keys = openOne(keysFormat);
    const store = new SqliteEventStore(events);
    return {
      events: store,
      positions: new SqlitePositionStore(events),
      keys: new SqliteKeyStore(keys),
      backupEvents: (target) => backupFile(events, target),
      backupKeys: (target) => backupFile(keys, target),
      close: async () => {
        await store.close();
        closeAll();
      },
    };
  } catch (error) {
    closeAll();
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StoreUnavailable(`the data folder \`${folder}\` cannot be made; name another, or make it`, {
      cause: error,
    });
  }
}

/** Both files are made before either is filled: then one that is missing beside a filled one was lost. */
function ensureBoth(folder: string): void {
  const events = join(folder, eventsFormat.name);
  const keys = join(folder, keysFormat.name);
  refuseLost(keys, events);
  refuseLost(events, keys);
  ensureFile(events);
  ensureFile(keys);
}

function refuseLost(path: string, beside: string): void {
  const size = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.size;
  if (size(path) === undefined && (size(beside) ?? 0) > 0) {
    throw new StoreCorrupt(
      `\`${path}\` is missing beside \`${beside}\`; put its backup there, or an empty file of that name to go on without it`,
    );
  }
}
