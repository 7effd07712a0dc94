import { readAll, samples } from '#store/event-samples.suite.js';
import { StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, removeFolder } from './data-folder.suite.js';
import { openHome } from './home.js';

describe('a home', () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => removeFolder(folder));

  const within = (name: string): string => join(folder, name);

  async function filled(): Promise<void> {
    const home = openHome(folder);
    await home.events.append('organization-a', samples(0, 2), 'none');
    await home.close();
  }

  it('is one file of events and one of keys in a folder of this user', async () => {
    const home = openHome(within('data/of/acme'));
    await home.close();
    expect(readdirSync(within('data/of/acme')).toSorted()).toEqual([
      'grantline.db',
      'grantline.lock',
      'keys.db',
    ]);
    expect(statSync(within('data/of/acme')).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(within('data/of/acme'))) {
      expect(statSync(within(`data/of/acme/${name}`)).mode & 0o777).toBe(0o600);
    }
  });

  it('has one writer at a time', async () => {
    const home = openHome(folder);
    expect(() => openHome(folder)).toThrow(StoreUnavailable);
    expect(() => openHome(folder)).toThrow(/another process writes to .* stop it/);
    await home.events.append('organization-a', samples(0, 2), 'none');
    await home.close();
    await openHome(folder).close();
  });

  it('gives its lock back when it cannot be opened', async () => {
    writeFileSync(within('keys.db'), 'x'.repeat(5_000));
    expect(() => openHome(folder)).toThrow(StoreCorrupt);
    rmSync(within('keys.db'));
    writeFileSync(within('keys.db'), '');
    await openHome(folder).close();
  });

  it.each([
    ['keys.db', 'grantline.db'],
    ['grantline.db', 'keys.db'],
  ])('is refused without `%s` beside a filled `%s`, until an empty one is put there', async (lost) => {
    await filled();
    rmSync(within(lost));
    expect(() => openHome(folder)).toThrow(StoreCorrupt);
    expect(() => openHome(folder)).toThrow(/is missing beside .* put its backup there/);
    expect(existsSync(within(lost))).toBe(false);
    writeFileSync(within(lost), '');
    const home = openHome(folder);
    expect(await readAll(home.events, 'organization-a')).toHaveLength(lost === 'keys.db' ? 3 : 0);
    await home.close();
  });

  it('is refused where a file has the name of the folder', () => {
    writeFileSync(within('file'), '');
    expect(() => openHome(within('file'))).toThrow(/cannot be made; name another/);
  });

  it('may be closed twice', async () => {
    const home = openHome(folder);
    await home.close();
    await home.close();
    await expect(home.positions.load('publisher')).rejects.toBeInstanceOf(StoreUnavailable);
  });
});
