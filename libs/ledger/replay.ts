import type { StoredEvent } from '#events/envelope.js';
import type { Fact } from '#events/event.js';
import { DomainError } from '#model/errors.js';
import { StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { unreadable } from './errors.js';
import { OrganizationKey } from './organization-key.js';
import { introduction, openIdentity } from './sealing.js';
import type { LedgerState } from './state.js';
import type { Surroundings } from './surroundings.js';

export function ledgerStream(organization: string): string {
  return `organization-${organization}`;
}

/** Folds events of one organization that are durable into its state. */
export class Replay {
  /** People whose key is gone although no event read so far erases them. */
  readonly #lost = new Set<number>();

  constructor(
    private readonly organization: string,
    private readonly state: LedgerState,
    private readonly surroundings: Pick<Surroundings, 'store' | 'vault'>,
    /** Told of everyone who is erased. */
    private readonly erased: (person: number) => void,
  ) {}

  /**
   * Reads on from where the state is to the end of the ledger.
   *
   * @throws DomainError READ_MODEL_STALE when an event cannot be applied, or keys are missing; the state is of no use then
   * @throws StoreUnavailable the state is as after some event, and one may read on later
   */
  async readOn(): Promise<void> {
    try {
      await this.#readOn();
      // The key may be gone because an event after the last page erases the person.
      if (this.#lost.size > 0) await this.#readOn();
      if (this.#lost.size > 0) {
        throw new StoreCorrupt(`the keys of ${this.#lost.size} people are missing, restore the key store`);
      }
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof DomainError) throw error;
      throw unreadable(this.organization, error);
    }
  }

  async #readOn(): Promise<void> {
    const { store } = this.surroundings;
    const from = this.state.access.revision + 1;
    for await (const page of store.read(ledgerStream(this.organization), { from })) {
      const keys = await this.#keysOf(page);
      for (const event of page) this.#fold(event, keys);
      this.state.settle(page.at(-1)!.id);
    }
  }

  #fold(event: StoredEvent, keys: ReadonlyMap<string, Uint8Array>): void {
    const { state } = this;
    if (event.metadata.schema !== '1') {
      throw new StoreCorrupt(`event ${event.revision} has an envelope of another version`);
    }
    const fact = factOf(event);
    state.evolve(fact);
    state.remembered.note(event.metadata, event.revision);
    if (fact.type === 'OrganizationCreated') {
      const id = fact.data.key;
      const key = keys.get(id);
      if (key === undefined)
        throw new StoreCorrupt('the key of the organization is missing, restore the key store');
      state.key = new OrganizationKey(this.organization, { id, key });
    } else if (fact.type === 'UserErased') {
      state.people.forget(fact.data.person);
      this.#lost.delete(fact.data.person);
      this.erased(fact.data.person);
    } else {
      this.#introduce(event, keys);
    }
  }

  #introduce({ data }: StoredEvent, keys: ReadonlyMap<string, Uint8Array>): void {
    const introduced = introduction(data);
    if (introduced === undefined) return;
    const { person, key: id, identity } = introduced;
    const key = keys.get(id);
    if (key === undefined) {
      this.state.people.useKey(person, id);
      this.#lost.add(person);
      return;
    }
    this.state.people.know(person, openIdentity(this.organization, person, key, String(identity)), id);
    this.#lost.delete(person);
  }

  async #keysOf(page: readonly StoredEvent[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const ids = page.flatMap(({ data }) => (typeof data['key'] === 'string' ? [data['key']] : []));
    return ids.length === 0 ? new Map() : this.surroundings.vault.fetch([...new Set(ids)]);
  }
}

function factOf({ type, data, revision, metadata }: StoredEvent): Fact {
  // The fold refuses types and data that it does not know.
  return { type, data, revision, time: Number(metadata.time), actor: metadata.actor } as Fact;
}
