import { DomainError } from '#model/errors.js';
import { Erasures } from './erasures.js';
import { ledgerStream, Replay } from './replay.js';
import { loadSnapshot, Snapshots } from './snapshots/snapshots.js';
import { LedgerState } from './state.js';
import type { Surroundings } from './surroundings.js';

/** A ledger as it was read, with what goes on from there. */
export type Loaded = {
  readonly state: LedgerState;
  readonly replay: Replay;
  readonly snapshots: Snapshots;
  readonly erasures: Erasures;
};

/**
 * Reads the ledger of an organization: the newest snapshot and the events after it, or else all events. One that does
 * not exist is empty.
 *
 * @throws DomainError READ_MODEL_STALE when it cannot be read
 * @throws StoreUnavailable
 */
export async function load(organization: string, surroundings: Surroundings): Promise<Loaded> {
  const { hooks } = surroundings;
  const state = await usableSnapshot(organization, surroundings);
  if (state !== undefined) {
    const { durable } = state;
    try {
      const loaded = await readOn(organization, state, surroundings);
      hooks.loaded?.(organization, loaded.state.durable, durable);
      return loaded;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      hooks.trouble?.(organization, 'reading on from the snapshot', error);
    }
  }
  const loaded = await readOn(organization, new LedgerState(), surroundings);
  hooks.loaded?.(organization, loaded.state.durable, undefined);
  return loaded;
}

/** The state of the newest snapshot if it is a state of this very ledger. */
async function usableSnapshot(
  organization: string,
  surroundings: Surroundings,
): Promise<LedgerState | undefined> {
  try {
    const state = await loadSnapshot(organization, surroundings);
    if (state === undefined) return undefined;
    const at = { from: state.durable, limit: 1 };
    for await (const [event] of surroundings.store.read(ledgerStream(organization), at)) {
      if (event?.id === state.last) return state;
    }
    return undefined;
  } catch (error) {
    surroundings.hooks.trouble?.(organization, 'reading the snapshot', error);
    return undefined;
  }
}

async function readOn(organization: string, state: LedgerState, surroundings: Surroundings): Promise<Loaded> {
  const saved = { revision: state.durable, erased: state.people.erased.size };
  const snapshots = new Snapshots(organization, state, surroundings, saved);
  const erasures = new Erasures(state.people, snapshots, surroundings);
  const replay = new Replay(organization, state, surroundings, (person) => erasures.add(person));
  await replay.readOn();
  return { state, replay, snapshots, erasures };
}
