import { FolderSnapshotStore } from '#adapters/folder/snapshot-store.js';
import { MemoryEventStore } from '#adapters/memory/event-store.js';
import { MemoryKeyStore } from '#adapters/memory/key-store.js';
import { MemorySnapshotStore } from '#adapters/memory/snapshot-store.js';
import { openHome } from '#adapters/sqlite/home.js';
import type { EventStore } from '#store/event-store.js';
import type { KeyStore } from '#store/key-store.js';
import type { SnapshotStore } from '#store/snapshot-store.js';
import { join } from 'node:path';
import type { Config } from './config.js';

/** Where the service keeps what it must not lose. */
export type Homes = {
  readonly events: EventStore;
  readonly keys: KeyStore;
  readonly snapshots: SnapshotStore;
  close(): Promise<void>;
};

/** The homes that the configuration names. */
export async function openHomes({ store, data }: Config): Promise<Homes> {
  switch (store) {
    case 'memory': {
      const events = new MemoryEventStore();
      const keys = new MemoryKeyStore();
      const close = async () => {
        await events.close();
        await keys.close();
      };
      return { events, keys, snapshots: new MemorySnapshotStore(), close };
    }
    case 'sqlite': {
      const { events, keys, close } = openHome(data);
      try {
        return { events, keys, snapshots: await FolderSnapshotStore.open(join(data, 'snapshots')), close };
      } catch (error) {
        await close();
        throw error;
      }
    }
    default:
      return store satisfies never;
  }
}
