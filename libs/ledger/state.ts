import { Access, type AccessDump } from '#access/access.js';
import type { Fact } from '#events/event.js';
import type { Identity } from '#events/person.js';
import { PeopleDirectory, type DirectoryDump } from './directory.js';
import type { OrganizationKey } from './organization-key.js';
import { PendingPeople } from './pending-people.js';
import { Idempotency, type IdempotencyDump } from './writing/idempotency.js';

export type StateDump = {
  readonly access: AccessDump;
  readonly directory: DirectoryDump;
  readonly remembered: IdempotencyDump;
  /** Id of the organization's key. */
  readonly key: string;
  /** Id of the last event. */
  readonly last: string;
};

export type Mark = { readonly steps: number; readonly changes: number };

/** A ledger folded: what is durable, and over it what was decided and is not written yet. */
export class LedgerState {
  readonly access: Access;
  readonly people: PeopleDirectory;
  /** The directory that decisions read. */
  readonly pending: PendingPeople;
  readonly remembered: Idempotency;
  /** Revision of the last durable event, -1 before the first. */
  durable: number;
  /** `undefined` until the ledger has begun. */
  key: OrganizationKey | undefined;
  /** Id of the last durable event. */
  last: string | undefined;
  /** Before this instant no fact lapses that is not recorded. */
  #nextLapse = Number.NEGATIVE_INFINITY;

  constructor(dump?: StateDump, key?: OrganizationKey) {
    this.access = new Access(dump?.access);
    this.people = new PeopleDirectory(dump?.directory);
    this.pending = new PendingPeople(this.people);
    this.remembered = new Idempotency(dump?.remembered);
    this.durable = this.access.revision;
    this.key = key;
    this.last = dump?.last;
  }

  /** Time of the last event, written or not; 0 before the first. */
  get time(): number {
    return this.access.revision < 0 ? 0 : this.access.history.time(this.access.revision);
  }

  /** UTC milliseconds, possibly too early; `undefined` when nothing will lapse. */
  get nextLapse(): number | undefined {
    return Number.isFinite(this.#nextLapse) ? this.#nextLapse : undefined;
  }

  lapseIsDue(now: number): boolean {
    return now >= this.#nextLapse;
  }

  /** Notes when the next fact lapses, as the fold says now. */
  expectLapse(at: number | undefined): void {
    this.#nextLapse = at ?? Number.POSITIVE_INFINITY;
  }

  mark(): Mark {
    return { steps: this.access.undo.mark(), changes: this.pending.mark() };
  }

  /** Folds in an event, but for who people are. */
  evolve(fact: Fact): void {
    this.access.evolve(fact);
    this.#nextLapse = Math.min(this.#nextLapse, boundary(fact));
  }

  /** Folds in an event that is not written yet. */
  fold(fact: Fact, identity: Identity | undefined): void {
    this.evolve(fact);
    if (identity !== undefined && 'key' in fact.data && 'person' in fact.data) {
      this.pending.know(fact.data.person, identity, fact.data.key!);
    }
    if (fact.type === 'UserErased') this.pending.forget(fact.data.person);
  }

  rollback({ steps, changes }: Mark): void {
    this.access.undo.rollback(steps);
    this.pending.rollback(changes);
    if (this.access.revision < 0) this.key = undefined;
  }

  /** What was folded in is durable; `last` is the id of the last event. */
  settle(last: string): void {
    this.last = last;
    this.access.undo.settle();
    this.pending.settle();
    this.durable = this.access.revision;
    this.remembered.prune((revision) => this.access.history.time(revision), this.time);
  }

  /** The durable state; it holds parts of this one, which nothing may change while it is used. */
  dump(): StateDump {
    const { key, last } = this;
    if (key === undefined || last === undefined || this.access.revision !== this.durable) {
      throw new RangeError('the state has something in it that is not durable');
    }
    return {
      access: this.access.dump(),
      directory: this.people.dump(),
      remembered: this.remembered.dump(),
      key: key.id,
      last,
    };
  }
}

/** The earliest instant at which what the event says begins or ends to count. */
function boundary({ data }: Fact): number {
  const { from, until, expires } = data as { from?: unknown; until?: unknown; expires?: unknown };
  const instants = [from, until, expires].flatMap((at) => (typeof at === 'string' ? Date.parse(at) : []));
  return Math.min(...instants);
}
