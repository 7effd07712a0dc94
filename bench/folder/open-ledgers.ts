import { MemorySnapshotStore } from '#adapters/memory/snapshot-store.js';
import { openHome } from '#adapters/sqlite/home.js';
import type { StoredEvent } from '#events/envelope.js';
import { Ledgers } from '#ledger/ledgers.js';
import { ledgerStream } from '#ledger/replay.js';
import { masterKey, organization } from './write-ledger.js';

type Home = ReturnType<typeof openHome>;

/** The ledgers of a data folder in this process, without snapshots. */
export function openLedgers({ events: store, keys }: Pick<Home, 'events' | 'keys'>): Ledgers {
  const snapshots = new MemorySnapshotStore();
  return new Ledgers({ store, keys, snapshots, masterKey, clock: Date.now, models: () => undefined });
}

/** So many events at the end of the ledger. */
export async function newestEvents(
  { events }: Pick<Home, 'events'>,
  count: number,
): Promise<readonly StoredEvent[]> {
  const stream = ledgerStream(organization);
  const head = (await events.head(stream))!;
  const found: StoredEvent[] = [];
  for await (const page of events.read(stream, { from: head - count + 1 })) found.push(...page);
  return found;
}
