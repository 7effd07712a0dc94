import { samples } from '#store/event-samples.suite.js';
import { StoreUnavailable } from '#store/event-store.js';
import { sampleKey } from '#store/key-store.suite.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkHome } from './check.js';
import { newFolder, removeFolder } from './data-folder.suite.js';
import { openHome, type SqliteHome } from './home.js';

describe('the full check', () => {
  let folder: string;
  let home: SqliteHome;
  beforeEach(async () => {
    folder = newFolder();
    home = openHome(folder);
    await home.events.append('organization-a', samples(0, 1_499), 'none');
    await home.events.append('organization-b', samples(2_000, 2_009), 'none');
    await home.events.append('organization-a', samples(3_000, 3_002), 1_499);
    await home.keys.put([sampleKey(0), sampleKey(1), sampleKey(2)]);
    await home.keys.destroy([sampleKey(1).id]);
  });
  afterEach(async () => {
    await home.close();
    removeFolder(folder);
  });

  async function faults(): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const fault of checkHome(folder)) found.push(fault);
    return found;
  }

  function change(name: string, sql: string): void {
    const database = new DatabaseSync(join(folder, name), { enableForeignKeyConstraints: false });
    database.exec(sql);
    database.close();
  }

  it('finds nothing in a sound home, beside the service and alone', async () => {
    expect(await faults()).toEqual([]);
    await home.close();
    expect(await faults()).toEqual([]);
  });

  it.each([
    [
      'an event that is missing',
      'grantline.db',
      'DELETE FROM events WHERE position = 700',
      ['event at position 701 has revision 700 in its stream, expected 699'],
    ],
    [
      'events in another order than their revisions',
      'grantline.db',
      `UPDATE events SET revision = -1 WHERE position = 1505;
       UPDATE events SET revision = 4 WHERE position = 1506;
       UPDATE events SET revision = 5 WHERE position = 1505`,
      [
        'event at position 1505 has revision 5 in its stream, expected 4',
        'event at position 1506 has revision 4 in its stream, expected 6',
        'event at position 1507 has revision 6 in its stream, expected 5',
      ],
    ],
    [
      'data that was edited by hand',
      'grantline.db',
      `UPDATE events SET data = '{"role": "owner", "person": 1}' WHERE position = 9`,
      ['data of the event at position 9 is not canonical JSON'],
    ],
    [
      'metadata that is no JSON',
      'grantline.db',
      `UPDATE events SET metadata = 'x' WHERE position = 1510`,
      ['metadata of the event at position 1510 is not canonical JSON'],
    ],
    [
      'a stream without events',
      'grantline.db',
      `INSERT INTO streams (name) VALUES ('organization-c')`,
      ['stream `organization-c` has no events'],
    ],
    [
      'an event without a stream',
      'grantline.db',
      `INSERT INTO events VALUES (9999, 77, 0, 'id', 'type', '{}', '{}')`,
      ['events 9999 streams 0'],
    ],
    [
      'a key that is neither whole nor destroyed',
      'keys.db',
      'UPDATE keys SET destroyed = 0 WHERE destroyed',
      [`key \`${sampleKey(1).id}\` has changed its size, or is neither whole nor destroyed`],
    ],
    [
      'a key of another size',
      'keys.db',
      `UPDATE keys SET wrapped = wrapped || 'x' WHERE number = 3`,
      [`key \`${sampleKey(2).id}\` has changed its size, or is neither whole nor destroyed`],
    ],
  ])('finds %s', async (_, name, sql, expected) => {
    await home.close();
    change(name, sql);
    expect(await faults()).toEqual(expected.map((fault) => `${name}: ${fault}`));
  });

  it('finds pages that were overwritten, and goes on with the other file', async () => {
    await home.close();
    const path = join(folder, 'grantline.db');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, 40 * 4_096, 42 * 4_096));
    change('keys.db', 'UPDATE keys SET destroyed = 0 WHERE destroyed');
    const found = await faults();
    expect(found.length).toBeGreaterThan(1);
    expect(found.at(-1)).toMatch(/^keys.db: key/);
  });

  it('finds a file that is no database', async () => {
    await home.close();
    writeFileSync(join(folder, 'keys.db'), 'x'.repeat(5_000));
    expect(await faults()).toEqual([expect.stringMatching(/keys.db` is not a database/)]);
  });

  it('is refused where there is no home', async () => {
    const missing = checkHome(join(folder, 'missing')).next();
    await expect(missing).rejects.toBeInstanceOf(StoreUnavailable);
  });
});
