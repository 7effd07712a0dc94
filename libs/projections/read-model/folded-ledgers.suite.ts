import { Access } from '#access/access.js';
import type { Fact } from '#events/event.js';
import type { NewEvent } from '#events/envelope.js';
import { sample } from '#store/event-samples.suite.js';
import { type EventReader, type EventStore, type PlacedEvent, StoreCorrupt } from '#store/event-store.js';
import { v5 } from 'uuid';
import { ledgerPrefix } from '../ledger-stream.js';
import { subjectOf } from './read-model.suite.js';
import type { Source, Sources } from './source.js';

/** Ledgers folded from a store, of people without names. */
export class FoldedLedgers implements Sources {
  /** Organizations whose events cannot be folded. */
  readonly poisoned = new Set<string>();
  readonly #folds = new Map<string, Fold>();

  constructor(private readonly store: Pick<EventReader, 'read'>) {}

  async open(organization: string): Promise<Fold> {
    if (this.poisoned.has(organization)) throw new StoreCorrupt('nobody knows the event');
    const fold = this.#folds.get(organization) ?? new Fold(this.store, organization);
    this.#folds.set(organization, fold);
    await fold.readOn();
    return fold;
  }
}

/** By which a person is asked for. */
export function userOf(person: number): string {
  return `person-${person}`;
}

class Fold implements Source {
  readonly access = new Access();
  readonly key = 'key-1';
  #last = '';

  constructor(
    private readonly store: Pick<EventReader, 'read'>,
    private readonly organization: string,
  ) {}

  subject(person: number): string | undefined {
    const status = this.access.people.status(person, this.access.revision);
    return status === 'erased' ? undefined : subjectOf(userOf(person));
  }

  async at({ atLeast }: { readonly atLeast: number }): Promise<void> {
    await this.readOn();
    if (this.access.revision < atLeast) throw new RangeError(`revision ${atLeast} is not written`);
  }

  async settled<Result>(read: (last: string) => Result): Promise<Result> {
    return read(this.#last);
  }

  async readOn(): Promise<void> {
    const from = this.access.revision + 1;
    for await (const page of this.store.read(ledgerPrefix + this.organization, { from })) {
      for (const { id, type, data, revision, metadata } of page) {
        this.#last = id;
        this.access.evolve({
          type,
          data,
          revision,
          time: Number(metadata.time),
          actor: metadata.actor,
        } as Fact);
      }
    }
  }
}

/** Writes facts as the next events of a ledger. */
export async function write(store: EventStore, organization: string, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  const { revision: first } = facts[0]!;
  const stream = ledgerPrefix + organization;
  await store.append(
    stream,
    facts.map((fact) => eventOf(organization, fact)),
    first === 0 ? 'none' : first - 1,
  );
}

function eventOf(organization: string, { type, data, revision, time, actor }: Fact): NewEvent {
  const { metadata } = sample(revision);
  const id = v5(`${organization} ${revision}`, v5.URL);
  return { id, type, data, metadata: { ...metadata, time: String(time), actor } };
}

/** The facts as a subscription brings them. */
export function placedFacts(organization: string, facts: readonly Fact[]): PlacedEvent[] {
  return facts.map((fact) => ({
    ...eventOf(organization, fact),
    stream: ledgerPrefix + organization,
    revision: fact.revision,
    position: String(fact.revision),
  }));
}
