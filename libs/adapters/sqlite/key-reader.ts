import type { KeyStore, WrappedKey } from '#store/key-store.js';
import { setImmediate } from 'node:timers/promises';
import type { SqliteFile } from './file.js';

const keysOnAPage = 1_000;

type Row = [number: number, id: string, wrapped: string];

/** Reads keys out of the file, beside whoever writes it. */
export class SqliteKeyReader implements Pick<KeyStore, 'get' | 'all'> {
  readonly #file: SqliteFile;
  readonly #get;
  readonly #page;

  constructor(file: SqliteFile) {
    this.#file = file;
    // One statement for all of them costs a quarter of one each.
    this.#get = file.prepare(`SELECT number, keys.id, rtrim(wrapped)
      FROM json_each(?) AS wanted CROSS JOIN keys ON keys.id = wanted.value WHERE NOT destroyed`);
    this.#page = file.prepare(`SELECT number, id, rtrim(wrapped) FROM keys
      WHERE number > ? AND NOT destroyed ORDER BY number LIMIT ${keysOnAPage}`);
  }

  async get(ids: readonly string[]): Promise<readonly WrappedKey[]> {
    const found: unknown[] = this.#file.read(() => this.#get.all(JSON.stringify([...new Set(ids)])));
    return (found as Row[]).map(wrappedKey); // the statement asks for these columns
  }

  async *all(): AsyncGenerator<readonly WrappedKey[], void, undefined> {
    let last = 0;
    while (true) {
      const found: unknown[] = this.#file.read(() => this.#page.all(last));
      const rows = found as Row[]; // the statement asks for these columns
      const [number] = rows.at(-1) ?? [];
      if (number === undefined) return;
      yield rows.map(wrappedKey);
      last = number;
      await setImmediate();
    }
  }
}

function wrappedKey([, id, wrapped]: Row): WrappedKey {
  return { id, wrapped };
}
