import { openHome } from '#adapters/sqlite/home.js';
import type { NewEvent } from '#events/envelope.js';
import type { Fact, LedgerEvent } from '#events/event.js';
import { OrganizationKey } from '#ledger/organization-key.js';
import { ledgerStream } from '#ledger/replay.js';
import { type DataKey, Vault } from '#ledger/vault.js';
import { stored } from '#ledger/writing/entry.js';
import type { EventStore } from '#store/event-store.js';
import { randomUUID } from 'node:crypto';
import { user } from '../organization.js';

/** Id of the organization whose ledger is written. */
export const organization = 'acme';

/** The master key of the folders that are written here. */
export const masterKey = new Uint8Array(32).fill(7);

const page = 1_000;

/** Writes a ledger into a data folder as the service would, every fact as a request of its own, with keys and sealed. */
export async function writeLedger(folder: string, facts: Iterable<Fact>): Promise<void> {
  const home = openHome(folder);
  try {
    const vault = new Vault(home.keys, masterKey);
    await vault.verify();
    const writer = new Writer(home.events, vault);
    for (const fact of facts) if (writer.add(fact) === page) await writer.flush();
    await writer.flush();
  } finally {
    await home.close();
  }
}

class Writer {
  readonly #drawn = new Map<string, DataKey>();
  #events: NewEvent[] = [];
  #key: OrganizationKey | undefined;
  #written = 0;

  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  /** How many facts wait to be written. */
  add({ revision, time, actor, ...bare }: Fact): number {
    const event = this.#introduced(bare);
    const account = {
      actor,
      via: actor.startsWith('person:') ? 'service:console' : actor,
      command: randomUUID(),
      correlation: randomUUID(),
      time,
      clock: time,
    };
    const entry = {
      account,
      first: revision,
      drafts: [{ id: randomUUID(), event }],
      models: ['ocp@1'],
      body: this.#key!.bodyHash(String(revision)),
      warnings: [],
      bytes: 0,
    };
    this.#events.push(...stored(organization, entry, (id) => this.#drawn.get(id)!.key, this.#key!));
    return this.#events.length;
  }

  async flush(): Promise<void> {
    if (this.#events.length === 0) return;
    await this.vault.keep([...this.#drawn.values()]);
    const expected = this.#written === 0 ? 'none' : this.#written - 1;
    await this.store.append(ledgerStream(organization), this.#events, expected);
    this.#written += this.#events.length;
    this.#drawn.clear();
    this.#events = [];
  }

  /** The event with keys that are there, and with somebody in place of a sign that somebody belongs there. */
  #introduced(event: LedgerEvent): LedgerEvent {
    if (event.type === 'OrganizationCreated') {
      const key = this.#draw();
      this.#key = new OrganizationKey(organization, key);
      return { ...event, data: { ...event.data, key: key.id } };
    }
    if (event.type === 'UserActivated') {
      const { person } = event.data;
      const identity = { user: user(person), email: `${user(person)}@acme.example` };
      return { ...event, data: { person, key: this.#draw().id, identity } };
    }
    return event;
  }

  #draw(): DataKey {
    const key = this.vault.make();
    this.#drawn.set(key.id, key);
    return key;
  }
}
