import { StoreUnavailable } from '#store/event-store.js';
import type { KeyStore, WrappedKey } from '#store/key-store.js';
import { setTimeout } from 'node:timers/promises';
import type { SqliteFile } from './file.js';
import { SqliteKeyReader } from './key-reader.js';

/** Every wrapped key is stored padded to this length: see the invariant of `keysFormat`. */
const slot = 128;

const millisecondsBetweenTries = 25;

/** Wrapped keys in a file of their own, out of which a destroyed key is gone to the last byte. */
export class SqliteKeyStore implements KeyStore {
  readonly #file: SqliteFile;
  readonly #patience: number;
  readonly #reader: SqliteKeyReader;
  readonly #insert;
  readonly #find;
  readonly #overwrite;
  readonly #destroy;
  readonly #emptyJournal;

  /** `patience`: how often to try anew while other processes read. */
  constructor(file: SqliteFile, { patience = 200 } = {}) {
    this.#file = file;
    this.#patience = patience;
    this.#reader = new SqliteKeyReader(file);
    this.#insert = file.prepare(`INSERT INTO keys (id, destroyed, wrapped) VALUES (?, 0, ?)
      ON CONFLICT (id) DO NOTHING`);
    this.#find = file.prepare('SELECT destroyed, wrapped FROM keys WHERE id = ?');
    this.#overwrite = file.prepare('UPDATE keys SET wrapped = ? WHERE id = ? AND NOT destroyed');
    this.#destroy = file.prepare('UPDATE keys SET wrapped = ?, destroyed = 1 WHERE id = ?');
    this.#emptyJournal = file.prepare('PRAGMA wal_checkpoint(TRUNCATE)');
    // To wait for other processes inside SQLite would stop the event loop.
    file.database.exec('PRAGMA busy_timeout = 0');
    // A process that was killed may have left keys in it that it was about to destroy.
    file.read(() => this.#emptyJournal.get());
  }

  async put(keys: readonly WrappedKey[]): Promise<void> {
    this.#file.write(() => {
      for (const { id, wrapped } of keys) {
        const padded = pad(id, wrapped);
        if (this.#insert.run(id, padded).changes === 1) continue;
        const [destroyed, present] = Object.values(this.#find.get(id) ?? {});
        if (destroyed === 1) throw new StoreUnavailable(`key \`${id}\` was destroyed; draw a new id`);
        if (present !== padded) throw new StoreUnavailable(`key id \`${id}\` is taken; draw a new id`);
      }
    });
  }

  get(ids: readonly string[]): Promise<readonly WrappedKey[]> {
    return this.#reader.get(ids);
  }

  all(): AsyncIterable<readonly WrappedKey[]> {
    return this.#reader.all();
  }

  async rewrap(keys: readonly WrappedKey[]): Promise<void> {
    this.#file.write(() => {
      for (const { id, wrapped } of keys) this.#overwrite.run(pad(id, wrapped), id);
    });
  }

  async destroy(ids: readonly string[]): Promise<void> {
    this.#file.write(() => {
      for (const id of ids) this.#destroy.run('-'.repeat(slot), id);
    });
    await this.#untilJournalIsEmpty();
  }

  /** The journal still holds the page as it was. It can be emptied only between the reads of other processes. */
  async #untilJournalIsEmpty(): Promise<void> {
    for (let tries = 0; tries <= this.#patience; tries += 1) {
      const [busy] = this.#file.read(() => Object.values(this.#emptyJournal.get() ?? {}));
      if (busy === 0) return;
      await setTimeout(millisecondsBetweenTries);
    }
    throw new StoreUnavailable(
      `another program keeps reading \`${this.#file.path}\`, so destroyed keys are still in its journal; close it and try again`,
    );
  }

  async close(): Promise<void> {
    this.#file.close();
  }
}

function pad(id: string, wrapped: string): string {
  if (!/^[\x21-\x7e]+$/.test(wrapped) || wrapped.length > slot) {
    throw new TypeError(`wrapped key \`${id}\` is not 1 to ${slot} printable ASCII characters`);
  }
  return wrapped.padEnd(slot);
}
