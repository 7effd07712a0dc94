import { readAll, sample, samples, Subscriber } from '#store/event-samples.suite.js';
import { StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { newFolder, removeFolder } from './data-folder.suite.js';
import { SqliteEventStore } from './event-store.js';
import type { SqliteFile } from './file.js';
import { openFile, pragma } from './open-file.js';
import { eventsFormat } from './schema.js';

const stream = 'organization-acme';
const mebibyte = 1024 * 1024;

describe('event store in SQLite, in trouble', () => {
  let folder: string;
  let file: SqliteFile;
  let store: SqliteEventStore;
  beforeEach(() => {
    folder = newFolder();
    file = openFile(folder, eventsFormat);
    store = new SqliteEventStore(file);
  });
  afterEach(async () => {
    await store.close();
    removeFolder(folder);
  });

  it('with a full disk writes nothing of a list, says what to do, and goes on when there is space', async () => {
    await store.append(stream, samples(0, 2), 'none');
    pragma(file.database, `max_page_count = ${Number(pragma(file.database, 'page_count')) + 3}`);
    const many = Array.from({ length: 50 }, (_, n) => sample(n + 3, { text: 'x'.repeat(1_000) }));

    const refused = store.append(stream, many, 2);
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(refused).rejects.toThrow(/no space left .* free some and try again/);
    await expect(store.append('organization-new', many, 'none')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.head(stream)).toBe(2);
    expect(await store.head('organization-new')).toBeUndefined();
    expect(await readAll(store, stream)).toHaveLength(3);
    expect(await store.append(stream, [sample(900)], 2)).toBe(3);

    pragma(file.database, 'max_page_count = 1000000');
    expect(await store.append(stream, many, 3)).toBe(53);
    expect(pragma(file.database, 'integrity_check')).toBe('ok');
  });

  it('refuses to write while another program does, and goes on after it', async () => {
    await store.append(stream, samples(0, 2), 'none');
    const other = new DatabaseSync(file.path);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.append(stream, [sample(3)], 2)).rejects.toThrow(/another program is writing/);
    expect(await readAll(store, stream)).toHaveLength(3);
    other.exec('ROLLBACK');
    other.close();
    expect(await store.append(stream, [sample(3)], 2)).toBe(3);
  });

  it.each(['metadata', 'data'])('refuses to hand out an event whose %s is no JSON', async (column) => {
    await store.append(stream, samples(0, 2), 'none');
    file.database.exec(`UPDATE events SET ${column} = '{"person":' WHERE revision = 1`);
    await expect(readAll(store, stream)).rejects.toBeInstanceOf(StoreCorrupt);
    await expect(readAll(store, stream)).rejects.toThrow(/event at position 2 is no JSON/);
    await expect(new Subscriber(store).take(3)).rejects.toBeInstanceOf(StoreCorrupt);
  });

  it('holds one page for a subscriber that stands still, however much is written', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void; // what the flag exposes
    const used = (): number => {
      collect();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    await store.append(stream, [sample(0)], 'none');
    const subscriber = new Subscriber(store);
    await subscriber.next();
    const before = used();
    for (let revision = 0; revision < 64; revision += 1) {
      await store.append(stream, [sample(revision + 1, { text: 'x'.repeat(mebibyte / 2) })], revision);
    }
    expect(used() - before).toBeLessThan(4 * mebibyte);
    await subscriber.next();
    expect(used() - before).toBeLessThan(16 * mebibyte);
    expect(await subscriber.take(63)).toHaveLength(63);
  });
});
