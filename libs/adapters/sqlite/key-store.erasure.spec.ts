import { StoreUnavailable } from '#store/event-store.js';
import type { WrappedKey } from '#store/key-store.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, removeFolder } from './data-folder.suite.js';
import { SqliteKeyStore } from './key-store.js';
import { openFile, openFileReadOnly, pragma } from './open-file.js';
import { keysFormat } from './schema.js';

/** Key number `n`: its id has no order in common with `n`, its bytes are a mark that is found in any fragment of them. */
function key(n: number, wrapping = 0): WrappedKey {
  const id = createHash('sha256').update(String(n)).digest('base64url');
  return { id, wrapped: mark(n, wrapping).repeat(8) };
}

const mark = (n: number, wrapping: number): string => `K${String(n).padStart(6, '0')}w${wrapping}K`;

const keys = (from: number, to: number, wrapping?: number): readonly WrappedKey[] =>
  Array.from({ length: to - from + 1 }, (_, index) => key(from + index, wrapping));

const ids = (keys: readonly WrappedKey[]): readonly string[] => keys.map(({ id }) => id);

describe('a destroyed key', () => {
  let folder: string;
  let store: SqliteKeyStore;
  beforeEach(() => {
    folder = newFolder();
    store = new SqliteKeyStore(openFile(folder, keysFormat), { patience: 2 });
  });
  afterEach(async () => {
    await store.close();
    removeFolder(folder);
  });

  /** Which of `searched` have so much as a fragment in any file of the folder. */
  function found(searched: readonly WrappedKey[]): readonly WrappedKey[] {
    const marks = new Set(
      readdirSync(folder).flatMap(
        (name) => readFileSync(join(folder, name), 'latin1').match(/K\d{6}w\dK/g) ?? [],
      ),
    );
    return searched.filter(({ wrapped }) => marks.has(wrapped.slice(0, mark(0, 0).length)));
  }

  it('is in no file, while its neighbours are', async () => {
    await store.put(keys(0, 9));
    expect(found(keys(0, 9))).toHaveLength(10);
    await store.destroy(ids(keys(3, 5)));
    expect(found(keys(3, 5))).toEqual([]);
    expect(found(keys(0, 2))).toHaveLength(3);
  });

  it('is in no file after nearly all around it were destroyed, others put and all wrapped anew', async () => {
    await store.put(keys(0, 3_999));
    const kept = keys(0, 3_999).filter((_, n) => n % 20 === 0);
    const gone = keys(0, 3_999).filter((_, n) => n % 20 !== 0);
    for (let start = 0; start < gone.length; start += 100) {
      await store.destroy(ids(gone.slice(start, start + 100)));
      expect(found(gone.slice(0, start + 100))).toEqual([]);
    }
    await store.put(keys(4_000, 5_999));
    await store.rewrap(keys(0, 5_999, 1));
    await store.destroy(ids(kept));
    expect(found(keys(0, 5_999))).toEqual([]);
    expect(found(keys(0, 5_999, 1))).toEqual(keys(4_000, 5_999, 1));
  });

  it('is waited for while another process reads, and is gone when that has ended', async () => {
    await store.put(keys(0, 1));
    const { database } = openFileReadOnly(folder, keysFormat);
    database.exec('BEGIN; SELECT * FROM keys');
    database.prepare('SELECT count(*) FROM keys').get();

    await expect(store.destroy(ids([key(0)]))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.get(ids([key(0)]))).toEqual([]);
    expect(found([key(0)])).toEqual([key(0)]);

    const repeated = store.destroy(ids([key(0)]));
    database.exec('COMMIT');
    await repeated;
    expect(found([key(0), key(1)])).toEqual([key(1)]);
    database.close();
  });

  it('is gone when the file is opened again after a process was killed at it', async () => {
    await store.put(keys(0, 1));
    await store.close();
    // As if killed between the commit and the emptying of the journal: the journal is there, and its owner is not.
    const { database } = openFile(folder, keysFormat);
    pragma(database, 'wal_checkpoint(TRUNCATE)');
    const reader = openFileReadOnly(folder, keysFormat);
    database.exec(`UPDATE keys SET wrapped = '${'-'.repeat(128)}', destroyed = 1 WHERE id = '${key(0).id}'`);
    expect(found([key(0)])).toEqual([key(0)]);
    store = new SqliteKeyStore(openFile(folder, keysFormat));
    expect(found([key(0), key(1)])).toEqual([key(1)]);
    database.close();
    reader.close();
  });

  it.each(['', 'x'.repeat(129), 'with space', 'é'])(
    'would not fit as `%s`, which is refused',
    async (wrapped) => {
      await expect(store.put([key(0), { id: 'b', wrapped }])).rejects.toBeInstanceOf(TypeError);
      await store.put([key(1)]);
      await expect(store.rewrap([{ ...key(1), wrapped }])).rejects.toBeInstanceOf(TypeError);
      expect(await store.get(ids(keys(0, 1)))).toEqual([key(1)]);
    },
  );
});
