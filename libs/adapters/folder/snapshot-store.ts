import { StoreUnavailable } from '#store/event-store.js';
import type { Snapshot, SnapshotStore } from '#store/snapshot-store.js';
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeSnapshot, encodeSnapshot } from './snapshot-file.js';

/** Snapshots as files of a folder, one for each organization, outside of every database and its backups. */
export class FolderSnapshotStore implements SnapshotStore {
  readonly #folder: string;
  readonly #turns = new Map<string, Promise<void>>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Makes the folder if it is missing, and clears away what a killed process left half-written in it.
   *
   * @throws StoreUnavailable when it cannot be written
   */
  static async open(folder: string): Promise<FolderSnapshotStore> {
    await writing(folder, async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const name of await readdir(folder)) {
        if (name.endsWith('.partial')) await rm(join(folder, name));
      }
    });
    return new FolderSnapshotStore(folder);
  }

  async save(organization: string, snapshot: Snapshot): Promise<void> {
    const path = this.#path(organization);
    const partial = `${path}.partial`;
    const encoding = encodeSnapshot(organization, snapshot);
    await this.#inTurn(organization, async () => {
      try {
        await writeDurably(partial, await encoding);
        await rename(partial, path);
      } finally {
        await rm(partial, { force: true });
      }
    });
  }

  async load(organization: string, stamp: string): Promise<Snapshot | undefined> {
    const snapshot = await readSnapshot(this.#path(organization));
    if (snapshot?.organization !== organization || snapshot.stamp !== stamp) return undefined;
    return { stamp, revision: snapshot.revision, chunks: snapshot.chunks };
  }

  async drop(organization: string): Promise<void> {
    await this.#inTurn(organization, () => rm(this.#path(organization), { force: true }));
  }

  /** Reads every file and yields the names of those that are damaged. They are ignored and may be deleted. */
  damaged(): AsyncGenerator<string, void, undefined> {
    return damagedSnapshots(this.#folder);
  }

  /** One change after another to each file, so that a drop takes with it what was still being saved before. */
  async #inTurn(organization: string, change: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(organization) ?? Promise.resolve())
      .catch(() => {})
      .then(() =>
        writing(this.#path(organization), async () => {
          await change();
          await syncFolder(this.#folder);
        }),
      );
    this.#turns.set(organization, turn);
    try {
      await turn;
    } finally {
      if (this.#turns.get(organization) === turn) this.#turns.delete(organization);
    }
  }

  /** Ids of organizations may hold what a file system forbids or takes for the same. */
  #path(organization: string): string {
    const name = createHash('sha256').update(organization).digest('hex');
    return join(this.#folder, `${name}.snapshot`);
  }
}

/** The same for somebody who only reads, beside a process that writes there or alone. */
export async function* damagedSnapshots(folder: string): AsyncGenerator<string, void, undefined> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.snapshot')) continue;
    if ((await readSnapshot(join(folder, name))) === undefined) yield name;
  }
}

/** A snapshot that cannot be read is as good as none. */
async function readSnapshot(path: string): Promise<Awaited<ReturnType<typeof decodeSnapshot>>> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes && decodeSnapshot(bytes);
}

async function writeDurably(path: string, bytes: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (const chunk of bytes) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writing(path: string, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnavailable(
      `\`${path}\` cannot be written (${reason}); free space, or give this user permission`,
      {
        cause: error,
      },
    );
  }
}
