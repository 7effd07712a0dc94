import { describe, expect, it } from '@jest/globals';
import { freshHome, type MakeHome } from './home.suite.js';
import type { Snapshot, SnapshotStore } from './snapshot-store.js';

/** A snapshot of `chunks` chunks whose bytes depend on `seed`. */
export function sampleSnapshot(
  revision: number,
  { stamp = 'fold-1', chunks = 3, size = 1_000, seed = revision } = {},
): Snapshot {
  return {
    stamp,
    revision,
    chunks: Array.from({ length: chunks }, (_, chunk) =>
      Uint8Array.from({ length: size }, (_, index) => (index * 31 + chunk * 7 + seed) % 256),
    ),
  };
}

/**
 * The promises of a home of snapshots. `durable`: what was saved is there when the home is opened again.
 * Damage is what an adapter's own spec does to its files.
 */
export function snapshotStoreSuite(make: MakeHome<SnapshotStore>, { durable }: { durable: boolean }): void {
  const { store, reopen } = freshHome(make);

  const load = async (organization: string, stamp = 'fold-1'): Promise<unknown> => {
    const snapshot = await store().load(organization, stamp);
    // Whether a chunk is a Buffer or a plain array of bytes is no promise.
    return snapshot && { ...snapshot, chunks: snapshot.chunks.map((chunk) => Uint8Array.from(chunk)) };
  };

  it('has none before one is saved', async () => {
    await store().save('acme', sampleSnapshot(5));
    expect(await load('other')).toBeUndefined();
  });

  it('gives back stamp, revision and chunks in order', async () => {
    const snapshot: Snapshot = {
      stamp: 'fold-1',
      revision: 7,
      chunks: [Uint8Array.of(1, 2, 3), Uint8Array.of(), Uint8Array.of(0, 255, 10, 13)],
    };
    await store().save('acme', snapshot);
    expect(await load('acme')).toEqual(snapshot);
  });

  it('takes a snapshot without chunks, and chunks of 1 MiB', async () => {
    await store().save('empty', sampleSnapshot(0, { chunks: 0 }));
    await store().save('large', sampleSnapshot(1, { chunks: 5, size: 1024 * 1024 }));
    expect(await load('empty')).toEqual(sampleSnapshot(0, { chunks: 0 }));
    const large = await store().load('large', 'fold-1');
    const expected = sampleSnapshot(1, { chunks: 5, size: 1024 * 1024 });
    expect(large?.chunks.length).toBe(5);
    expect(expected.chunks.every((chunk, index) => Buffer.compare(chunk, large!.chunks[index]!) === 0)).toBe(
      true,
    );
  });

  it('puts a snapshot in the place of the earlier one, larger or smaller, whatever its stamp', async () => {
    await store().save('acme', sampleSnapshot(5, { chunks: 3 }));
    await store().save('acme', sampleSnapshot(9, { chunks: 5 }));
    expect(await load('acme')).toEqual(sampleSnapshot(9, { chunks: 5 }));
    await store().save('acme', sampleSnapshot(11, { chunks: 1, stamp: 'fold-2' }));
    expect(await load('acme')).toBeUndefined();
    expect(await load('acme', 'fold-2')).toEqual(sampleSnapshot(11, { chunks: 1, stamp: 'fold-2' }));
  });

  it('ignores a snapshot with another stamp and keeps it', async () => {
    await store().save('acme', sampleSnapshot(5, { stamp: 'fold-1' }));
    expect(await load('acme', 'fold-2')).toBeUndefined();
    expect(await load('acme', 'fold-1')).toEqual(sampleSnapshot(5));
  });

  it('tells organizations apart whose ids look alike', async () => {
    const organizations = [
      'acme',
      'Acme',
      'acme.',
      '../acme',
      'ac/me',
      'acmé',
      'acme\u0301',
      'a'.repeat(300),
    ];
    for (const [index, organization] of organizations.entries()) {
      await store().save(organization, sampleSnapshot(index));
    }
    for (const [index, organization] of organizations.entries()) {
      expect(await load(organization)).toEqual(sampleSnapshot(index));
    }
  });

  it('takes its copy of what it was given', async () => {
    const snapshot = sampleSnapshot(5);
    await store().save('acme', snapshot);
    snapshot.chunks[0]?.fill(0);
    expect(await load('acme')).toEqual(sampleSnapshot(5));
  });

  it('ends with one of them whole when two are saved at once', async () => {
    await Promise.all([5, 6, 7, 8].map((revision) => store().save('acme', sampleSnapshot(revision))));
    const found = await store().load('acme', 'fold-1');
    expect(await load('acme')).toEqual(sampleSnapshot(found!.revision));
  });

  describe('drop', () => {
    it('takes the snapshot away and leaves the others', async () => {
      await store().save('acme', sampleSnapshot(5));
      await store().save('other', sampleSnapshot(6));
      await store().drop('acme');
      expect(await load('acme')).toBeUndefined();
      expect(await load('other')).toEqual(sampleSnapshot(6));
    });

    it('takes with it what was still being saved before', async () => {
      const saving = store().save('acme', sampleSnapshot(5));
      await store().drop('acme');
      await saving;
      expect(await load('acme')).toBeUndefined();
    });

    it('ignores what is not there', async () => {
      await store().drop('acme');
      await store().save('acme', sampleSnapshot(5));
      await store().drop('acme');
      await store().drop('acme');
      expect(await load('acme')).toBeUndefined();
    });
  });

  if (durable) {
    it('outlives the store', async () => {
      await store().save('acme', sampleSnapshot(5));
      await reopen();
      expect(await load('acme')).toEqual(sampleSnapshot(5));
    });
  }
}
