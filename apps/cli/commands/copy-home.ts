import { openEventStoreDbHome } from '#adapters/eventstoredb/home.js';
import { openHome } from '#adapters/sqlite/home.js';
import { type CopyOptions, copyStore, type Counted, type Kept } from '#store/copy.js';
import type { EventStore } from '#store/event-store.js';
import { existsSync } from 'node:fs';
import { UsageError } from '../usage-error.js';

/** A home that this process alone writes to, where the home can see to that. */
type Home = Kept<EventStore> & { close(): Promise<void> };

/**
 * Copies one home to another, each a data folder or the connection string of EventStoreDB.
 *
 * @throws UsageError when there is no such folder, or both are the same
 * @throws StoreUnavailable, StoreCorrupt
 */
export async function copyHome(from: string, to: string, options: CopyOptions): Promise<Counted> {
  if (from === to) throw new UsageError('both homes are the same, name another one to copy to');
  if (!isUrl(from) && !existsSync(from)) throw new UsageError(`there is no data folder \`${from}\``);
  const source = open(from);
  try {
    const target = open(to);
    try {
      return await copyStore(source, target, options);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function open(home: string): Home {
  return isUrl(home) ? openEventStoreDbHome(home) : openHome(home);
}

function isUrl(home: string): boolean {
  return /^(esdb|kurrentdb)(\+discover)?:\/\//.test(home);
}
