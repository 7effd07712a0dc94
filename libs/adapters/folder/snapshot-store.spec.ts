import { StoreUnavailable } from '#store/event-store.js';
import { sampleSnapshot, snapshotStoreSuite } from '#store/snapshot-store.suite.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderSnapshotStore } from './snapshot-store.js';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'grantline-snapshots-'));

describe('snapshot store in a folder', () => {
  snapshotStoreSuite(
    async () => {
      const folder = newFolder();
      return {
        store: await FolderSnapshotStore.open(folder),
        reopen: () => FolderSnapshotStore.open(folder),
        remove: async () => rmSync(folder, { recursive: true }),
      };
    },
    { durable: true },
  );
});

describe('a folder of snapshots', () => {
  let folder: string;
  let store: FolderSnapshotStore;
  beforeEach(async () => {
    folder = join(newFolder(), 'snapshots');
    store = await FolderSnapshotStore.open(folder);
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  const onlyFile = (): string => join(folder, readdirSync(folder)[0]!);

  async function damaged(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const name of store.damaged()) names.push(name);
    return names;
  }

  it('belongs to this user alone', async () => {
    await store.save('acme', sampleSnapshot(5));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
  });

  it('ignores a snapshot of which any one byte was changed, cut off or added', async () => {
    await store.save('acme', sampleSnapshot(5, { chunks: 2, size: 40 }));
    const whole = readFileSync(onlyFile());
    expect(await damaged()).toEqual([]);
    const variants = [
      ...Array.from(whole, (_, index) => whole.map((byte, at) => (at === index ? byte ^ 1 : byte))),
      ...Array.from(whole, (_, length) => whole.subarray(0, length)),
      Buffer.concat([whole, Buffer.of(0)]),
    ];
    for (const variant of variants) {
      writeFileSync(onlyFile(), variant);
      expect(await store.load('acme', 'fold-1')).toBeUndefined();
    }
    expect(await damaged()).toHaveLength(1);
    await store.save('acme', sampleSnapshot(6));
    expect(await store.load('acme', 'fold-1')).toMatchObject({ revision: 6 });
  });

  it('ignores the file of another organization that was put in its place', async () => {
    await store.save('acme', sampleSnapshot(5));
    const acme = onlyFile();
    const bytes = readFileSync(acme);
    await store.drop('acme');
    await store.save('other', sampleSnapshot(6));
    writeFileSync(onlyFile(), bytes);
    expect(await store.load('other', 'fold-1')).toBeUndefined();
  });

  it('holds no byte of a snapshot that was dropped or replaced', async () => {
    await store.save('acme', sampleSnapshot(5));
    await store.save('acme', sampleSnapshot(6));
    expect(readdirSync(folder)).toHaveLength(1);
    await store.drop('acme');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('clears away what was left half-written', async () => {
    await store.save('acme', sampleSnapshot(5));
    writeFileSync(`${onlyFile()}.partial`, 'half');
    store = await FolderSnapshotStore.open(folder);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(await store.load('acme', 'fold-1')).toMatchObject({ revision: 5 });
  });

  it('says so when it cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    const refused = FolderSnapshotStore.open(join(folder, 'file'));
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailable);
    rmSync(folder, { recursive: true });
    await expect(store.save('acme', sampleSnapshot(5))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.load('acme', 'fold-1')).toBeUndefined();
  });
});
