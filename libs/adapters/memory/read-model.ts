import type { AsOf } from '#access/as-of.js';
import {
  type Beginning,
  type CopyToRead,
  type Found,
  type Head,
  type ReadModel,
  ReadModelDamaged,
  type SharedPart,
  type Step,
  type StoredRow,
  type Wanted,
} from '#projections/read-model/read-model.js';
import { randomUUID } from 'node:crypto';

type Copy = {
  head: Head;
  readonly times: number[];
  readonly rows: Map<number, StoredRow>;
  readonly numbers: Map<string, number>;
  base: { readonly shared: Uint8Array; readonly stamp: number };
  facts: string[];
};

/** Read models in the memory of this process. */
export class MemoryReadModel implements ReadModel {
  readonly #served = new Map<string, Copy>();
  readonly #made = new Map<string, Copy>();
  readonly #wanted = new Map<string, Wanted>();

  async head(organization: string): Promise<Head | undefined> {
    return this.#served.get(organization)?.head;
  }

  async apply(organization: string, { from, times, last, shared, people }: Step): Promise<Head | undefined> {
    const copy = this.#copy(organization, from);
    if (copy === undefined) return undefined;
    const { head } = copy;
    if (head.revision !== from.revision) return head;
    copy.times.push(...times);
    copy.facts.push(...shared);
    addRows(copy, people);
    copy.head = {
      ...head,
      ...{ revision: head.revision + times.length, last, stamp: head.stamp + shared.length },
    };
    return copy.head;
  }

  async begin(_organization: string, { shared, times, ...at }: Beginning): Promise<Head> {
    const head = { ...at, copy: randomUUID(), served: false };
    const base = { shared: shared.slice(), stamp: at.stamp };
    const copy = { head, times: [...times], rows: new Map(), numbers: new Map(), base, facts: [] };
    this.#made.set(head.copy, copy);
    return head;
  }

  async fill(_organization: string, { copy }: Head, rows: readonly StoredRow[]): Promise<void> {
    addRows(this.#begun(copy), rows);
  }

  async serve(organization: string, { copy }: Head): Promise<Head> {
    const made = this.#begun(copy);
    this.#made.delete(copy);
    made.head = { ...made.head, served: true };
    this.#served.set(organization, made);
    return made.head;
  }

  async discard(_organization: string, { copy }: Head): Promise<void> {
    this.#made.delete(copy);
  }

  async compact(organization: string, head: Head, shared: Uint8Array): Promise<void> {
    const copy = this.#copy(organization, head);
    if (copy?.head.stamp !== head.stamp) return;
    copy.base = { shared: shared.slice(), stamp: head.stamp };
    copy.facts = [];
  }

  async takeWanted(most: number): Promise<readonly Wanted[]> {
    const taken = [...this.#wanted].slice(0, most);
    for (const [key] of taken) this.#wanted.delete(key);
    return taken.map(([, wanted]) => wanted);
  }

  async want(wanted: Wanted): Promise<void> {
    this.#wanted.set(JSON.stringify(wanted), wanted);
  }

  async find(
    organization: string,
    {
      subjects,
      asOf,
      ...read
    }: CopyToRead & { readonly subjects: readonly string[]; readonly asOf?: AsOf | undefined },
  ): Promise<Found | 'moved' | undefined> {
    const copy = this.#copy(organization, read);
    if (copy === undefined) return this.#served.has(organization) ? 'moved' : undefined;
    const { head, times, rows, numbers } = copy;
    const { revision, stamp } = head;
    return {
      ...{ copy: head.copy, revision, stamp, time: times[revision] ?? 0 },
      asOf: momentOf(copy, asOf ?? revision),
      rows: subjects.map((subject) => {
        const person = numbers.get(subject);
        if (person === undefined) return undefined;
        const { live, past } = rows.get(person)!;
        return { person, live, past: asOf === undefined ? '' : past };
      }),
    };
  }

  async shared(
    organization: string,
    known?: CopyToRead & { readonly stamp: number },
  ): Promise<SharedPart | undefined> {
    const copy = known?.served === false ? this.#made.get(known.copy) : this.#served.get(organization);
    if (copy === undefined) return undefined;
    const { head, base, facts } = copy;
    const stamp = known?.copy === head.copy ? known.stamp : -1;
    if (stamp < base.stamp) return { copy: head.copy, key: head.key, base, facts: [...facts] };
    return { copy: head.copy, key: head.key, base: undefined, facts: facts.slice(stamp - base.stamp) };
  }

  async close(): Promise<void> {}

  #copy(organization: string, { copy, served }: CopyToRead): Copy | undefined {
    const found = served === false ? this.#made.get(copy) : this.#served.get(organization);
    return found?.head.copy === copy ? found : undefined;
  }

  #begun(copy: string): Copy {
    const made = this.#made.get(copy);
    if (made === undefined) throw new ReadModelDamaged('the copy is not there any more');
    return made;
  }
}

function addRows({ rows, numbers }: Copy, people: readonly StoredRow[]): void {
  for (const row of people) {
    const { person, subject } = row;
    const before = rows.get(person)?.subject;
    if (before !== undefined && before !== subject && numbers.get(before) === person) numbers.delete(before);
    rows.set(person, row);
    if (subject !== undefined) numbers.set(subject, person);
  }
}

function momentOf({ times }: Copy, asOf: AsOf): Found['asOf'] {
  const revision = typeof asOf === 'number' ? asOf : times.filter((time) => time <= asOf.time).length - 1;
  const time = times[revision];
  return time === undefined ? undefined : { revision, time };
}
