import { Access } from '#access/access.js';
import type { ReadOnlyHome } from '#adapters/sqlite/read-only.js';
import type { Fact } from '#events/event.js';
import { Credentials } from '#platform/credentials.js';
import { Models } from '#platform/models.js';
import { ledgerPrefix, organizationOf } from '#projections/ledger-stream.js';
import type { EventStore } from '#store/event-store.js';
import { readOnlyLedgers, readOnlyStore } from '../../sources/folder/read-only.js';
import type { Progress } from '../../terminal/progress.js';

/** Folds one stream anew, and resolves with what stands in the way of that. */
export type Replay = (stream: string) => Promise<string | undefined>;

/**
 * How streams are folded: with the master key as the service does it, names opened; without it, who may do what can
 * still be folded, and names are left closed.
 */
export async function replays(
  home: ReadOnlyHome,
  masterKey: Uint8Array | undefined,
  progress: Progress,
): Promise<{ readonly replay: Replay; close(): Promise<void> }> {
  const store = readOnlyStore(home.events, progress);
  const ledgers = masterKey && (await readOnlyLedgers(home, masterKey, progress));
  const fold = async (stream: string): Promise<void> => {
    if (stream === 'models') return new Models(store, Date.now).load();
    if (stream === 'credentials') return new Credentials(store, Date.now).load();
    if (!stream.startsWith(ledgerPrefix)) return;
    if (ledgers === undefined) await foldBare(store, stream);
    else await ledgers.open(organizationOf({ stream }));
  };
  return {
    replay: (stream) =>
      fold(stream).then(
        () => undefined,
        (error: unknown) => `it cannot be replayed: ${messageOf(error)}`,
      ),
    close: async () => ledgers?.close(),
  };
}

async function foldBare(store: EventStore, stream: string): Promise<void> {
  const access = new Access();
  for await (const page of store.read(stream)) {
    for (const { type, data, revision, metadata } of page) {
      // The fold refuses types and data that it does not know.
      access.evolve({ type, data, revision, time: Number(metadata.time), actor: metadata.actor } as Fact);
    }
    access.undo.settle();
  }
}

function messageOf(error: unknown): string {
  const { cause, message } = error instanceof Error ? error : new Error(String(error));
  // What could not be applied says why in its cause.
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}
