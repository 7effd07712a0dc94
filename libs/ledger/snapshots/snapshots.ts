import { StoreUnavailable } from '#store/event-store.js';
import type { Snapshot } from '#store/snapshot-store.js';
import { v5 as uuidV5 } from 'uuid';
import { OrganizationKey } from '../organization-key.js';
import { LedgerState, type StateDump } from '../state.js';
import type { Surroundings } from '../surroundings.js';
import type { DataKey } from '../vault.js';
import { freeze, labelOf, snapshotStamp, thaw } from './snapshot-format.js';

/** Namespace of the ids of snapshot keys. */
const namespace = 'c2b1d6f4-7a0e-4d55-8f0b-6e1c3b9a5d27';

/** After this share of the ledger the next snapshot is due. */
const share = 1 / 20;

/**
 * Snapshots of one ledger. Each is sealed under a key that stands for the number of people erased so far: erasing
 * somebody destroys the keys of all snapshots that knew them, wherever copies of those may lie and whichever process
 * may be saving one just now.
 */
export class Snapshots {
  /** Revision of the newest snapshot, -1 when there is none. */
  #saved: number;
  /** Revision that a snapshot was taken at last, saved or not. */
  #taken = -1;
  /** Snapshots from so many erasures on may have keys. */
  #oldest: number;
  #storing: Promise<void> | undefined;

  constructor(
    private readonly organization: string,
    private readonly state: LedgerState,
    private readonly surroundings: Surroundings,
    saved: { revision: number; erased: number } = { revision: -1, erased: 0 },
  ) {
    this.#saved = saved.revision;
    this.#oldest = saved.erased;
  }

  /** How many events are not in a snapshot. */
  get tail(): number {
    return this.state.durable - this.#saved;
  }

  get isDue(): boolean {
    const { durable } = this.state;
    const since = durable - Math.max(this.#saved, this.#taken);
    return since >= Math.max(this.surroundings.limits.snapshotEvery, durable * share);
  }

  /** Takes the state as it is; nothing may be decided meanwhile. `undefined` when the snapshot could not be sealed. */
  async take(): Promise<Snapshot | undefined> {
    const { organization, state, surroundings } = this;
    const erased = state.people.erased.size;
    const key = await snapshotKey(keyId(organization, erased), surroundings);
    if (key === undefined) return undefined;
    const revision = state.durable;
    this.#taken = revision;
    const seal = { key: key.key, place: placeOf(organization, revision) };
    return { stamp: snapshotStamp, revision, chunks: await freeze(state.dump(), key.id, seal) };
  }

  async store(snapshot: Snapshot): Promise<void> {
    const { snapshots, hooks } = this.surroundings;
    this.#storing = snapshots.save(this.organization, snapshot);
    await this.#storing;
    this.#saved = snapshot.revision;
    const bytes = snapshot.chunks.reduce((sum, { length }) => sum + length, 0);
    hooks.snapshotSaved?.(this.organization, snapshot.revision, bytes);
  }

  /** Ids of the keys of snapshots that knew somebody who is erased now. */
  get outdatedKeys(): readonly string[] {
    const ids: string[] = [];
    for (let erased = this.#oldest; erased < this.state.people.erased.size; erased++) {
      ids.push(keyId(this.organization, erased));
    }
    return ids;
  }

  /** Resolves when no snapshot is left. */
  async drop(): Promise<void> {
    const erased = this.state.people.erased.size;
    await this.#storing?.catch(() => {});
    await this.surroundings.snapshots.drop(this.organization);
    this.#saved = -1;
    this.#oldest = erased;
  }
}

/** The state of the newest snapshot; `undefined` when there is none that can be used. */
export async function loadSnapshot(
  organization: string,
  { snapshots, vault }: Surroundings,
): Promise<LedgerState | undefined> {
  const snapshot = await snapshots.load(organization, snapshotStamp);
  if (snapshot === undefined) return undefined;
  const id = labelOf(snapshot.chunks);
  const key = (await vault.fetch([id])).get(id);
  if (key === undefined) return undefined;
  const seal = { key, place: placeOf(organization, snapshot.revision) };
  // Only `take` has the key that this opened with.
  const dump = (await thaw(snapshot.chunks, seal)) as StateDump;
  const keys = await vault.fetch([dump.key]);
  return new LedgerState(dump, new OrganizationKey(organization, { id: dump.key, key: keys.get(dump.key)! }));
}

async function snapshotKey(id: string, { vault }: Surroundings): Promise<DataKey | undefined> {
  const known = (await vault.fetch([id])).get(id);
  if (known !== undefined) return { id, key: known };
  const made = vault.make(id);
  try {
    await vault.keep([made]);
    return made;
  } catch (error) {
    // Another process has made it, or has erased somebody and destroyed it.
    if (!(error instanceof StoreUnavailable)) throw error;
    const theirs = (await vault.fetch([id])).get(id);
    return theirs && { id, key: theirs };
  }
}

function keyId(organization: string, erased: number): string {
  return uuidV5(`${organization} ${erased}`, namespace);
}

function placeOf(organization: string, revision: number): string {
  return `snapshot ${snapshotStamp} ${organization} ${revision}`;
}
