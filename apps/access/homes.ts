import { FolderSnapshotStore } from '#adapters/folder/snapshot-store.js';
import { MemoryEventStore } from '#adapters/memory/event-store.js';
import { MemoryKeyStore } from '#adapters/memory/key-store.js';
import { MemoryPositionStore } from '#adapters/memory/position-store.js';
import { MemorySnapshotStore } from '#adapters/memory/snapshot-store.js';
import { openHome } from '#adapters/sqlite/home.js';
import type { EventStore } from '#store/event-store.js';
import type { KeyStore } from '#store/key-store.js';
import type { PositionStore } from '#store/position-store.js';
import type { SnapshotStore } from '#store/snapshot-store.js';
import { join } from 'node:path';
import type { Config } from './config.js';

/** Where the service keeps what it must not lose. */
export type Homes = {
  readonly events: EventStore;
  readonly keys: KeyStore;
  readonly snapshots: SnapshotStore;
  readonly positions: PositionStore;
  /** Whether other processes may write there at the same time. */
  readonly shared: boolean;
  close(): Promise<void>;
};

/** The homes that the configuration names. */
export async function openHomes({ store, data, eventStoreUrl }: Config): Promise<Homes> {
  switch (store) {
    case 'memory': {
      const events = new MemoryEventStore();
      const keys = new MemoryKeyStore();
      const close = async () => {
        await events.close();
        await keys.close();
      };
      const snapshots = new MemorySnapshotStore();
      return { events, keys, snapshots, positions: new MemoryPositionStore(), shared: false, close };
    }
    case 'sqlite': {
      const { events, keys, positions, close } = openHome(data);
      try {
        const snapshots = await FolderSnapshotStore.open(join(data, 'snapshots'));
        return { events, keys, snapshots, positions, shared: false, close };
      } catch (error) {
        await close();
        throw error;
      }
    }
    case 'eventstoredb': {
      // Loaded only where it is used: the client takes a while, and memory.
      const { openEventStoreDbHome } = await import('#adapters/eventstoredb/home.js');
      // The configuration says that there is one.
      return { ...openEventStoreDbHome(eventStoreUrl!), shared: true };
    }
    default:
      return store satisfies never;
  }
}
