import type { EventReader } from '#store/event-store.js';
import type { KeyStore } from '#store/key-store.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { SqliteEventReader } from './event-reader.js';
import type { SqliteFile } from './file.js';
import { SqliteKeyReader } from './key-reader.js';
import { openFileReadOnly, pragma } from './open-file.js';
import { eventsFormat, keysFormat } from './schema.js';

const millisecondsBetweenLooks = 100;

/** What another process may read of a data folder, whether or not a service writes to it. */
export type ReadOnlyHome = {
  readonly events: EventReader;
  /** Absent where there is no `keys.db`: the ledgers can be read without it, the names in them cannot. */
  readonly keys?: Pick<KeyStore, 'get' | 'all'>;
  close(): void;
};

/**
 * Opens a data folder for reading. SQLite needs to write into the folder even then: the memory that readers share.
 *
 * @throws StoreUnavailable when there is none, or this user may not
 * @throws StoreCorrupt when a file is damaged, of a newer version or not ours
 */
export function openReadOnly(folder: string): ReadOnlyHome {
  const events = openFileReadOnly(folder, eventsFormat);
  const keys = existsSync(join(folder, keysFormat.name)) ? openFileReadOnly(folder, keysFormat) : undefined;
  const reader = new SqliteEventReader(events, new Looks(events));
  return {
    events: reader,
    ...(keys && { keys: new SqliteKeyReader(keys) }),
    close: () => {
      reader.close();
      events.close();
      keys?.close();
    },
  };
}

/** Notices what another process wrote by looking again and again. */
class Looks {
  readonly #file: SqliteFile;

  constructor(file: SqliteFile) {
    this.#file = file;
  }

  get count(): number {
    return this.#file.read(() => Number(pragma(this.#file.database, 'data_version')));
  }

  async after(count: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.count === count) {
      await setTimeout(millisecondsBetweenLooks, undefined, { signal }).catch(() => {});
    }
  }
}
