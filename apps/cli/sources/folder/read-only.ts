import type { ReadOnlyHome } from '#adapters/sqlite/read-only.js';
import { Ledgers } from '#ledger/ledgers.js';
import { Models } from '#platform/models.js';
import { type EventStore, StoreUnavailable } from '#store/event-store.js';
import type { KeyStore } from '#store/key-store.js';
import type { SnapshotStore } from '#store/snapshot-store.js';
import { amount, percent, type Progress } from '../../terminal/progress.js';

/** Ledgers that are read from their first event on and never written: no snapshot is trusted, nothing lapsed recorded. */
export async function readOnlyLedgers(
  home: ReadOnlyHome,
  masterKey: Uint8Array,
  progress: Progress,
): Promise<Ledgers> {
  const store = readOnlyStore(home.events, progress);
  const models = new Models(store, Date.now);
  await models.load();
  const ledgers = new Ledgers({
    store,
    keys: keysOf(home),
    snapshots: noSnapshots,
    masterKey,
    clock: Date.now,
    models: (name, version) => models.reference(name, version),
    limits: {
      snapshotEvery: Number.POSITIVE_INFINITY,
      snapshotTail: Number.POSITIVE_INFINITY,
      lapses: Number.POSITIVE_INFINITY,
      loaded: 1,
    },
    outside: { alarm: () => () => {} },
  });
  await ledgers.start();
  return ledgers;
}

function refuse(): Promise<never> {
  return Promise.reject(
    new StoreUnavailable('a data folder is only read here, ask the service to change it'),
  );
}

/** A store that refuses to be written, and tells how far a ledger is read. */
export function readOnlyStore(reader: ReadOnlyHome['events'], progress: Progress): EventStore {
  return {
    head: (stream) => reader.head(stream),
    subscribe: (options) => reader.subscribe(options),
    async *read(stream, options) {
      const head = (await reader.head(stream)) ?? 0;
      for await (const page of reader.read(stream, options)) {
        progress.at(() => {
          const read = page.at(-1)!.revision;
          return `reading the ledger: ${percent(read, head)} of ${amount(head + 1, 'event')}`;
        });
        yield page;
      }
      progress.end();
    },
    append: refuse,
    close: async () => {},
  };
}

/** A key store that refuses to be written. */
export function readOnlyKeys(keys: NonNullable<ReadOnlyHome['keys']>): KeyStore {
  return {
    get: (ids) => keys.get(ids),
    all: () => keys.all(),
    put: refuse,
    destroy: refuse,
    rewrap: refuse,
    close: async () => {},
  };
}

function keysOf({ keys }: ReadOnlyHome): KeyStore {
  if (keys !== undefined) return readOnlyKeys(keys);
  throw new StoreUnavailable('there is no `keys.db` in the data folder, and without it nobody has a name');
}

const noSnapshots: SnapshotStore = {
  save: async () => {},
  load: async () => undefined,
  drop: async () => {},
};
