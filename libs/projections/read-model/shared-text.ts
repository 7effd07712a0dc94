import { isShared, type SharedDump, SharedFacts } from '#access/shared.js';
import type { StoredEvent } from '#events/envelope.js';
import type { Fact, LedgerEvent } from '#events/event.js';
import { createHash, timingSafeEqual } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { ReadModelDamaged } from './read-model.js';

const hashBytes = 32;

/** A dump in bytes, behind a hash of them: what is not whole is never taken apart. */
export function writeShared(dump: SharedDump): Uint8Array {
  const bytes = serialize(dump);
  return Buffer.concat([hash(bytes), bytes]);
}

/** @throws ReadModelDamaged when it is not what `writeShared` wrote */
export function readShared(stored: Uint8Array): SharedFacts {
  const [expected, bytes] = [stored.subarray(0, hashBytes), stored.subarray(hashBytes)];
  if (expected.length < hashBytes || !timingSafeEqual(expected, hash(bytes))) {
    throw new ReadModelDamaged('the shared part is not what was written');
  }
  return new SharedFacts(deserialize(bytes) as SharedDump);
}

/** The shared facts among events, as text. */
export function writeFacts(events: readonly StoredEvent[]): string[] {
  return events
    .filter((event) => isShared(event as LedgerEvent & StoredEvent))
    .map(({ type, data, revision }) => JSON.stringify({ type, data, revision }));
}

/** Folds in what `writeFacts` wrote. @throws ReadModelDamaged when it is something else */
export function addFacts(shared: SharedFacts, texts: readonly string[]): void {
  for (const text of texts) {
    try {
      // Time and author are of no use to the fold.
      shared.evolve(JSON.parse(text) as Fact);
    } catch (cause) {
      throw new ReadModelDamaged('a shared fact is not what was written', { cause });
    }
  }
}

function hash(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
