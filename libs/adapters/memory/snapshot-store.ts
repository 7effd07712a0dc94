import type { Snapshot, SnapshotStore } from '#store/snapshot-store.js';

/** Snapshot store in process memory, for tests and trials. */
export class MemorySnapshotStore implements SnapshotStore {
  readonly #snapshots = new Map<string, Snapshot>();

  async save(organization: string, { stamp, revision, chunks }: Snapshot): Promise<void> {
    this.#snapshots.set(organization, {
      stamp,
      revision,
      chunks: chunks.map((chunk) => new Uint8Array(chunk)),
    });
  }

  async load(organization: string, stamp: string): Promise<Snapshot | undefined> {
    const snapshot = this.#snapshots.get(organization);
    if (snapshot?.stamp !== stamp) return undefined;
    return { ...snapshot, chunks: snapshot.chunks.map((chunk) => new Uint8Array(chunk)) };
  }

  async drop(organization: string): Promise<void> {
    this.#snapshots.delete(organization);
  }
}
