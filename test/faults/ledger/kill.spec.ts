import { FolderSnapshotStore } from '#adapters/folder/snapshot-store.js';
import { MemorySnapshotStore } from '#adapters/memory/snapshot-store.js';
import { openHome, type SqliteHome } from '#adapters/sqlite/home.js';
import type { StoredEvent } from '#events/envelope.js';
import { World } from '#ledger/world.suite.js';
import type { Ledgers } from '#ledger/ledgers.js';
import { readAll } from '#store/event-samples.suite.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from '../sqlite/child.js';
import type { Acknowledgement } from './acknowledgement.js';

const kills = 15;

describe('a service that is killed while it writes', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grantline-ledger-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it(`loses nothing it answered, and goes on, ${kills} times over`, async () => {
    for (let round = 0; round < kills; round += 1) {
      const acknowledged = await lifeOfAClerk(folder, `clerk-${round}`);
      const home = openHome(folder);
      const world = new World();
      const snapshots = await FolderSnapshotStore.open(join(folder, 'snapshots'));
      const options = { store: home.events, keys: home.keys, clock: Date.now };
      const ledgers = world.start({
        ...options,
        snapshots,
      });
      const events = await readAll(home.events, 'organization-acme');

      for (const { revision, ids } of acknowledged) {
        expect(events.slice(revision - ids.length + 1, revision + 1).map(({ id }) => id)).toEqual(ids);
      }
      expect(halves(events)).toEqual([]);
      for (const { type, data, key, revision } of acknowledged) {
        const again = await world.send(type, data, { key, at: ledgers });
        expect(again).toMatchObject({ repeated: true, revision });
      }
      const bare = world.start({ ...options, snapshots: new MemorySnapshotStore() });
      expect(await known(ledgers)).toEqual(await known(bare));

      await ledgers.close();
      await bare.close();
      expect(await keysOfTheErased(home, events)).toEqual([]);
      await home.close();
    }
  }, 120_000);
});

async function lifeOfAClerk(folder: string, word: string): Promise<readonly Acknowledgement[]> {
  const clerk = new Child('../ledger/clerk.ts', [folder, word]);
  const lines: string[] = [];
  for (let left = randomInt(1, 150); left > 0; left -= 1) lines.push((await clerk.line())!);
  // Between two answers the clerk may be anywhere: let it go on for a random while.
  for (let turns = randomInt(0, 2_000); turns > 0; turns -= 1) await new Promise(setImmediate);
  lines.push(...(await clerk.kill()));
  return lines.map((line) => JSON.parse(line) as Acknowledgement); // as the clerk printed it
}

async function known(ledgers: Ledgers): Promise<unknown> {
  const { access, directory, durable } = await ledgers.open('acme');
  return { access: access.dump(), directory: directory.dump(), durable };
}

/** Keys that are still there of people who are erased; the ledger was read since, so there should be none. */
async function keysOfTheErased(
  home: SqliteHome,
  events: readonly StoredEvent[],
): Promise<readonly unknown[]> {
  const erased = new Set(
    events.filter(({ type }) => type === 'UserErased').map(({ data }) => data['person']),
  );
  const ids = events.flatMap(({ data }) =>
    erased.has(data['person']) && typeof data['key'] === 'string' ? [data['key']] : [],
  );
  return home.keys.get(ids);
}

/** The requests of which not all events are there. */
function halves(events: readonly StoredEvent[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { metadata } of events) counts.set(metadata.command, (counts.get(metadata.command) ?? 0) + 1);
  return events.flatMap(({ metadata }) =>
    counts.get(metadata.command) === Number(metadata.count) ? [] : [metadata.command],
  );
}
