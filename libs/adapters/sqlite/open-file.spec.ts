import { StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { newFolder, removeFolder } from './data-folder.suite.js';
import { openFile, openFileReadOnly, pragma } from './open-file.js';
import { eventsFormat, keysFormat } from './schema.js';

describe('a file', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = newFolder();
    path = join(folder, eventsFormat.name);
  });
  afterEach(() => removeFolder(folder));

  /** A file of ours with some pages in it. */
  function sound(): void {
    const file = openFile(folder, eventsFormat);
    for (let n = 0; n < 500; n += 1) {
      file.database.prepare('INSERT INTO positions VALUES (?, ?)').run(`consumer ${n}`, 'x'.repeat(200));
    }
    file.close();
  }

  function change(sql: string): void {
    const database = new DatabaseSync(path);
    database.exec(sql);
    database.close();
  }

  it('is made with the settings that the promises rest on', () => {
    const { database } = openFile(folder, eventsFormat);
    const settings = {
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      secure_delete: 1,
      trusted_schema: 0,
      application_id: eventsFormat.applicationId,
      user_version: 1,
    };
    for (const [name, value] of Object.entries(settings))
      expect([name, pragma(database, name)]).toEqual([name, value]);
    database.close();
  });

  it('can be read and written by this user alone, its journals too', () => {
    const file = openFile(folder, eventsFormat);
    file.database.exec(`INSERT INTO positions VALUES ('publisher', '1')`);
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(path + suffix).mode & 0o777).toBe(0o600);
    file.close();
  });

  it('is taken as new when making it was cut short', () => {
    writeFileSync(path, '');
    openFile(folder, eventsFormat).close();
    const other = newFolder();
    new DatabaseSync(join(other, eventsFormat.name)).exec('PRAGMA journal_mode = WAL');
    const file = openFile(other, eventsFormat);
    expect(pragma(file.database, 'user_version')).toBe(1);
    file.close();
    removeFolder(other);
  });

  const refused: readonly [string, () => void, typeof StoreCorrupt | typeof StoreUnavailable, RegExp][] = [
    [
      'of a newer version',
      () => change('PRAGMA user_version = 99'),
      StoreCorrupt,
      /newer version .* run that version$/,
    ],
    [
      'of another application',
      () => change('PRAGMA application_id = 7'),
      StoreCorrupt,
      /file of something else; put/,
    ],
    [
      'that is no database',
      () => writeFileSync(path, 'x'.repeat(5_000)),
      StoreCorrupt,
      /not a database; put/,
    ],
    [
      'that is no database and small',
      () => writeFileSync(path, 'hello'),
      StoreCorrupt,
      /not a database; put/,
    ],
    ['that was cut off', () => truncateSync(path, 40_000), StoreCorrupt, /damaged .* put its backup/],
    [
      'whose pages were overwritten',
      () => writeFileSync(path, overwritten(path)),
      StoreCorrupt,
      /damaged .* put its backup/,
    ],
    [
      'that is read-only',
      () => chmodSync(path, 0o444),
      StoreUnavailable,
      /read-only; give this user permission/,
    ],
  ];

  it.each(refused)('%s is refused with what to do, and stays as it is', (_, spoil, error, sentence) => {
    sound();
    spoil();
    const before = readFileSync(path);
    const refusal = thrownBy(() => openFile(folder, eventsFormat));
    expect(refusal).toBeInstanceOf(error);
    expect(String(refusal)).toMatch(sentence);
    expect(String(refusal)).toContain(`\`${path}\``);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('of someone else, who gives it no mark, is refused', () => {
    change('CREATE TABLE theirs (a)');
    expect(() => openFile(folder, eventsFormat)).toThrow(StoreCorrupt);
  });

  it('is refused in the place of the other one', () => {
    sound();
    writeFileSync(join(folder, keysFormat.name), readFileSync(path));
    expect(() => openFile(folder, keysFormat)).toThrow(/file of something else/);
  });

  it('is refused where there is no folder', () => {
    expect(() => openFile(join(folder, 'missing'), eventsFormat)).toThrow(StoreUnavailable);
  });

  describe('opened for reading only', () => {
    it('can be read and not written', () => {
      sound();
      const { database } = openFileReadOnly(folder, eventsFormat);
      expect(database.prepare('SELECT count(*) AS rows FROM positions').get()).toEqual({ rows: 500 });
      expect(() => database.exec('DELETE FROM positions')).toThrow(/readonly/);
      database.close();
    });

    it.each([
      ['missing', () => {}, StoreUnavailable],
      ['empty', () => writeFileSync(path, ''), StoreUnavailable],
      ['no database', () => writeFileSync(path, 'x'.repeat(5_000)), StoreCorrupt],
    ])('is refused when it is %s, and not made', (_, spoil, error) => {
      spoil();
      const before = statSync(path, { throwIfNoEntry: false })?.size;
      expect(thrownBy(() => openFileReadOnly(folder, eventsFormat))).toBeInstanceOf(error);
      expect(statSync(path, { throwIfNoEntry: false })?.size).toBe(before);
    });
  });
});

function overwritten(path: string): Buffer {
  const bytes = readFileSync(path);
  return bytes.fill(0xa5, 5 * 4_096, bytes.length);
}

function thrownBy(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
