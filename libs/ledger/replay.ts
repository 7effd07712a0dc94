import type { StoredEvent } from '#events/envelope.js';
import type { Fact } from '#events/event.js';
import { DomainError } from '#model/errors.js';
import { StoreCorrupt, StoreUnavailable, type EventReader } from '#store/event-store.js';
import { unreadable } from './errors.js';
import { OrganizationKey } from './organization-key.js';
import { introduction, openIdentity } from './sealing.js';
import type { LedgerState } from './state.js';
import type { Vault } from './vault.js';

export function ledgerStream(organization: string): string {
  return `organization-${organization}`;
}

/** What one event changes about who people are. */
type Change =
  | { readonly person: number; readonly key: string; readonly ciphertext: string }
  | { readonly person: number; readonly key: undefined };

/**
 * Folds in the durable events that a state does not hold yet.
 *
 * @throws DomainError READ_MODEL_STALE when an event cannot be applied, or keys are missing; the state is then of no use
 * @throws StoreUnavailable
 */
export async function replayTail(
  organization: string,
  state: LedgerState,
  { store, vault }: { store: EventReader; vault: Vault },
): Promise<void> {
  const lost = new Map<number, string>();
  try {
    await readOn(organization, state, { store, vault, lost });
    // A key may be gone because the person was erased after the last page was read.
    if (lost.size > 0) await readOn(organization, state, { store, vault, lost });
  } catch (error) {
    if (error instanceof StoreUnavailable || error instanceof DomainError) throw error;
    throw unreadable(organization, error);
  }
  if (lost.size === 0) return;
  const missing = `the keys of ${lost.size} people are missing, restore the key store`;
  throw unreadable(organization, new StoreCorrupt(missing));
}

async function readOn(
  organization: string,
  state: LedgerState,
  { store, vault, lost }: { store: EventReader; vault: Vault; lost: Map<number, string> },
): Promise<void> {
  const from = state.access.revision + 1;
  for await (const page of store.read(ledgerStream(organization), { from })) {
    const changes: Change[] = [];
    for (const event of page) {
      if (event.metadata.schema !== '1')
        throw new StoreCorrupt(`event ${event.revision} has an unknown envelope`);
      const fact = factOf(event);
      state.access.evolve(fact);
      state.remembered.note(event.metadata, event.revision);
      const introduced = introduction(event.data);
      if (introduced !== undefined) {
        const { person, key, identity } = introduced;
        changes.push({ person, key, ciphertext: String(identity) });
      }
      if (fact.type === 'UserErased') changes.push({ person: fact.data.person, key: undefined });
    }
    const created = page.find(({ type }) => type === 'OrganizationCreated');
    if (created !== undefined)
      state.key = await organizationKey(organization, String(created.data['key']), vault);
    await introduce(organization, state, changes, { vault, lost });
    state.settle();
  }
}

async function introduce(
  organization: string,
  state: LedgerState,
  changes: readonly Change[],
  { vault, lost }: { vault: Vault; lost: Map<number, string> },
): Promise<void> {
  if (changes.length === 0) return;
  const keys = await vault.fetch([...new Set(changes.flatMap(({ key }) => key ?? []))]);
  for (const change of changes) {
    const { person } = change;
    if (change.key === undefined) {
      state.people.forget(person);
      lost.delete(person);
      continue;
    }
    const key = keys.get(change.key);
    if (key === undefined) {
      state.people.useKey(person, change.key);
      lost.set(person, change.key);
      continue;
    }
    state.people.know(person, openIdentity(organization, person, key, change.ciphertext), change.key);
    lost.delete(person);
  }
}

export async function organizationKey(
  organization: string,
  id: string,
  vault: Vault,
): Promise<OrganizationKey> {
  const key = (await vault.fetch([id])).get(id);
  if (key === undefined) {
    throw unreadable(
      organization,
      new StoreCorrupt('the key of the organization is missing, restore the key store'),
    );
  }
  return new OrganizationKey(organization, key);
}

function factOf({ type, data, revision, metadata }: StoredEvent): Fact {
  // The fold refuses types and data that it does not know.
  return { type, data, revision, time: Number(metadata.time), actor: metadata.actor } as Fact;
}
