import type { EventStore } from '#store/event-store.js';
import type { KeyStore } from '#store/key-store.js';
import type { PositionStore } from '#store/position-store.js';
import type { SnapshotStore } from '#store/snapshot-store.js';
import { Connection, type ConnectionOptions } from './connection.js';
import { EventStoreDbEventStore } from './event-store.js';
import { EventStoreDbKeyStore } from './key-store.js';
import { EventStoreDbPositionStore } from './position-store.js';
import { EventStoreDbSnapshotStore } from './snapshot-store.js';

/** Everything that must be kept, in one EventStoreDB or KurrentDB. Other processes may use it at the same time. */
export type EventStoreDbHome = {
  readonly events: EventStore;
  readonly keys: KeyStore;
  readonly snapshots: SnapshotStore;
  readonly positions: PositionStore;
  close(): Promise<void>;
};

/**
 * Opens a home over a connection string, `esdb://user:password@host:2113`. Nothing is asked of the server yet.
 *
 * @throws StoreUnavailable when the connection string is none
 */
export function openEventStoreDbHome(url: string, options?: ConnectionOptions): EventStoreDbHome {
  const connection = new Connection(url, options);
  return {
    events: new EventStoreDbEventStore(connection),
    keys: new EventStoreDbKeyStore(connection),
    snapshots: new EventStoreDbSnapshotStore(connection),
    positions: new EventStoreDbPositionStore(connection),
    close: () => connection.close(),
  };
}
