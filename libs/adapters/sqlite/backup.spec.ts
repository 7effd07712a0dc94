import { readAll, sample, samples, stored } from '#store/event-samples.suite.js';
import { StoreUnavailable } from '#store/event-store.js';
import { sampleKey } from '#store/key-store.suite.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { checkHome } from './check.js';
import { newFolder, removeFolder } from './data-folder.suite.js';
import { openHome, type SqliteHome } from './home.js';

const stream = 'organization-acme';

describe('a backup', () => {
  let folder: string;
  let copies: string;
  let home: SqliteHome;
  beforeEach(() => {
    folder = newFolder();
    copies = join(folder, 'copies');
    mkdirSync(copies);
    home = openHome(join(folder, 'data'));
  });
  afterEach(async () => {
    await home.close();
    removeFolder(folder);
  });

  const copy = (name: string): string => join(copies, name);

  it('of both files is a home again, with everything acknowledged before', async () => {
    await home.events.append(stream, samples(0, 4), 'none');
    await home.positions.save('publisher', '3');
    await home.keys.put([sampleKey(0), sampleKey(1)]);
    await home.keys.destroy([sampleKey(0).id]);
    await home.backupEvents(copy('grantline.db'));
    await home.backupKeys(copy('keys.db'));
    await home.events.append(stream, samples(5, 6), 4);

    expect(readdirSync(copies).toSorted()).toEqual(['grantline.db', 'keys.db']);
    expect(statSync(copy('keys.db')).mode & 0o777).toBe(0o600);
    for await (const fault of checkHome(copies)) expect(fault).toBeUndefined();
    const restored = openHome(copies);
    expect(await readAll(restored.events, stream)).toEqual(stored(stream, samples(0, 4)));
    expect(await restored.positions.load('publisher')).toBe('3');
    expect(await restored.keys.get([sampleKey(0).id, sampleKey(1).id])).toEqual([sampleKey(1)]);
    await expect(restored.keys.put([sampleKey(0)])).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await restored.events.append(stream, [sample(7)], 4)).toBe(5);
    await restored.close();
  });

  it('lets writes and the event loop go on, and is of one instant', async () => {
    const large = Array.from({ length: 800 }, (_, n) => sample(n, { text: 'x'.repeat(10_000) }));
    await home.events.append(stream, large, 'none');
    const running = new Set(['backup']);
    const backup = home.backupEvents(copy('grantline.db')).finally(() => running.clear());
    let head = large.length - 1;
    while (running.size > 0) {
      head = await home.events.append(stream, samples(head + 1, head + 3), head);
      await setImmediate();
    }
    await backup;

    expect(head).toBeGreaterThan(large.length + 3);
    expect(await home.events.head(stream)).toBe(head);
    await home.backupKeys(copy('keys.db'));
    for await (const fault of checkHome(copies)) expect(fault).toBeUndefined();
    const restored = openHome(copies);
    const copied = await readAll(restored.events, stream);
    expect(copied.slice(0, large.length)).toEqual(stored(stream, large));
    expect((copied.length - large.length) % 3).toBe(0);
    await restored.close();
  });

  it('never takes the place of a file that exists', async () => {
    writeFileSync(copy('grantline.db'), 'precious');
    const refused = home.backupEvents(copy('grantline.db'));
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(refused).rejects.toThrow(/exists; name a file that does not/);
    expect(statSync(copy('grantline.db')).size).toBe('precious'.length);
  });

  it('takes the place of one that was cut short', async () => {
    writeFileSync(copy('grantline.db.partial'), 'half');
    await home.backupEvents(copy('grantline.db'));
    expect(readdirSync(copies)).toEqual(['grantline.db']);
  });

  it('into a folder that is not there leaves nothing', async () => {
    const refused = home.backupEvents(join(folder, 'missing', 'grantline.db'));
    await expect(refused).rejects.toThrow(/cannot be written; name a file in a folder that can/);
    expect(existsSync(join(folder, 'missing'))).toBe(false);
  });

  it('is refused once the home is closed', async () => {
    await home.close();
    await expect(home.backupEvents(copy('grantline.db'))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(readdirSync(copies)).toEqual([]);
  });
});
