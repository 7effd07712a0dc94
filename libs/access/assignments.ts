import type { AssignmentSource } from '#events/grant.js';
import { Chains, ENDED, NONE, STANDING, type ChainsDump, type List } from './chains.js';
import { IntColumn } from './columns.js';
import { Pairs, type PairsDump } from './pairs.js';
import { spanAt } from './timeline.js';
import type { Undo } from './undo.js';

/** UTC milliseconds: the fact counts at t if `from <= t < until`. */
export type Period = { readonly from?: number; readonly until?: number };

/** What was said when a role was given: since which revision it stands, and how it came about. */
export type Assignment = {
  readonly since: number;
  readonly source: AssignmentSource;
  readonly period: Period | undefined;
};

type Ended = Assignment & { readonly from: number; readonly to: number };

const sources: readonly AssignmentSource[] = [
  'person',
  'invitation',
  'criteria',
  'creator',
  'founder',
  'import',
];

/** Whether a fact with this period counts at the instant. */
export function counts(period: Period | undefined, instant: number): boolean {
  if (period === undefined) return true;
  return !(period.from !== undefined && instant < period.from) && !lapsed(period, instant);
}

export function lapsed(period: Period | undefined, instant: number): boolean {
  return period?.until !== undefined && instant >= period.until;
}

export type AssignmentsDump = {
  /** One cell per slot: person, pair, since, source. */
  readonly columns: readonly Int32Array[];
  readonly byPerson: ChainsDump;
  readonly byPair: ChainsDump;
  readonly pairs: PairsDump;
  readonly periods: ReadonlyMap<number, Period>;
  readonly started: ReadonlySet<number>;
  readonly past: ReadonlyMap<number, readonly Ended[]>;
};

/**
 * Who holds which role where. A *slot* stands for one (person, role, place) for all time, a *pair* for one (role,
 * place). Slots of a person and slots of a pair are chained, those that stand apart from those that ended, so a
 * question about the present never walks over the past, and nothing here grows with anything but assignments.
 */
export class Assignments {
  private readonly persons: IntColumn;
  private readonly pairOf: IntColumn;
  /** Revision since which the slot stands, NONE when it ended. */
  private readonly since: IntColumn;
  private readonly source: IntColumn;
  private readonly byPerson: Chains;
  private readonly byPair: Chains;
  private readonly pairs: Pairs;
  // By slot, for the few that need it.
  private readonly periods: Map<number, Period>;
  private readonly started: Set<number>;
  private readonly past: Map<number, Ended[]>;

  constructor(
    private readonly undo: Undo,
    dump?: AssignmentsDump,
  ) {
    const [persons, pairs, since, source] = dump?.columns ?? [];
    this.persons = new IntColumn(persons);
    this.pairOf = new IntColumn(pairs);
    this.since = new IntColumn(since);
    this.source = new IntColumn(source);
    this.byPerson = new Chains(dump?.byPerson);
    this.byPair = new Chains(dump?.byPair);
    this.pairs = new Pairs(undo, dump?.pairs);
    this.periods = new Map(dump?.periods);
    this.started = new Set(dump?.started);
    this.past = new Map([...(dump?.past ?? [])].map(([slot, spans]) => [slot, [...spans]]));
  }

  /** Begins the assignment; the slot must not stand already. */
  begin(person: number, role: number, place: number, assignment: Assignment): void {
    const known = this.find(person, role, place);
    if (known === undefined) return this.add(person, this.pairs.of(role, place), assignment);
    if (this.since.get(known) !== NONE) throw new RangeError('the role is already assigned there');
    const moveBack = this.move(known, ENDED, STANDING);
    const source = this.source.get(known);
    this.say(known, assignment);
    this.undo.step(() => {
      this.periods.delete(known);
      this.since.set(known, NONE);
      this.source.set(known, source);
      moveBack();
    });
  }

  /** Ends the assignment that stands; it keeps its place in the past. */
  end(person: number, role: number, place: number, revision: number): void {
    const slot = this.standing(person, role, place);
    const assignment = this.current(slot);
    const started = this.started.has(slot);
    const ended = { ...assignment, from: assignment.since, to: revision };
    const spans = this.past.get(slot);
    if (spans === undefined) this.past.set(slot, [ended]);
    else spans.push(ended);
    this.since.set(slot, NONE);
    this.periods.delete(slot);
    this.started.delete(slot);
    const moveBack = this.move(slot, STANDING, ENDED);
    this.undo.step(() => {
      moveBack();
      this.say(slot, assignment);
      if (started) this.started.add(slot);
      if (spans === undefined) this.past.delete(slot);
      else spans.pop();
    });
  }

  /** Notes that the beginning of the assignment was recorded. */
  markStarted(person: number, role: number, place: number): void {
    const slot = this.standing(person, role, place);
    if (this.started.has(slot)) return;
    this.started.add(slot);
    this.undo.step(() => this.started.delete(slot));
  }

  /** Slot of the three, whether it stands or ended; `undefined` if the person never held the role there. */
  find(person: number, role: number, place: number): number | undefined {
    const pair = this.pairs.find(role, place);
    if (pair === undefined) return undefined;
    for (let slot = this.first(person, true); slot !== NONE; slot = this.next(slot, true)) {
      if (this.pairOf.get(slot) === pair) return slot;
    }
    return undefined;
  }

  /** First slot of the person that can matter, NONE when there is none. With `past`, ended ones come too. */
  first(person: number, past: boolean): number {
    const slot = this.byPerson.first(person, STANDING);
    return slot === NONE && past ? this.byPerson.first(person, ENDED) : slot;
  }

  next(slot: number, past: boolean): number {
    const next = this.byPerson.next(slot);
    if (next !== NONE || !past || this.since.get(slot) === NONE) return next;
    return this.byPerson.first(this.persons.get(slot), ENDED);
  }

  firstHolder(pair: number, past: boolean): number {
    const slot = this.byPair.first(pair, STANDING);
    return slot === NONE && past ? this.byPair.first(pair, ENDED) : slot;
  }

  nextHolder(slot: number, past: boolean): number {
    const next = this.byPair.next(slot);
    if (next !== NONE || !past || this.since.get(slot) === NONE) return next;
    return this.byPair.first(this.pairOf.get(slot), ENDED);
  }

  /** Whether the slot stood at the revision and counted at the instant. */
  holds(slot: number, revision: number, instant: number): boolean {
    const since = this.since.get(slot);
    if (since !== NONE && since <= revision) {
      return this.periods.size === 0 || counts(this.periods.get(slot), instant);
    }
    const ended = this.ended(slot, revision);
    return ended !== undefined && counts(ended.period, instant);
  }

  /** What stood in the slot at the revision, whether it counted or not. */
  at(slot: number, revision: number): Assignment | undefined {
    const since = this.since.get(slot);
    return since !== NONE && since <= revision ? this.current(slot) : this.ended(slot, revision);
  }

  personOf(slot: number): number {
    return this.persons.get(slot);
  }

  roleOf(slot: number): number {
    return this.pairs.role(this.pairOf.get(slot));
  }

  placeOf(slot: number): number {
    return this.pairs.place(this.pairOf.get(slot));
  }

  /** Pairs that anybody ever held, by role or by place, or the one of both. */
  pairsWithRole(role: number): readonly number[] {
    return this.pairs.withRole(role);
  }

  pairsAt(place: number): readonly number[] {
    return this.pairs.at(place);
  }

  pair(role: number, place: number): number | undefined {
    return this.pairs.find(role, place);
  }

  roleOfPair(pair: number): number {
    return this.pairs.role(pair);
  }

  placeOfPair(pair: number): number {
    return this.pairs.place(pair);
  }

  /** How many hold the pair now, lapsed ones and people who are not active included. */
  holdersOf(pair: number): number {
    return this.pairs.holdersOf(pair);
  }

  /** Standing slots with a period, and whether their beginning was recorded: what a timer looks at. */
  *withPeriod(): Generator<{ slot: number; period: Period; started: boolean }> {
    for (const [slot, period] of this.periods) yield { slot, period, started: this.started.has(slot) };
  }

  /** The columns are copies, maps and sets are the living ones: serialise it before the next event. */
  dump(): AssignmentsDump {
    return {
      columns: [this.persons, this.pairOf, this.since, this.source].map((column) => column.dump()),
      byPerson: this.byPerson.dump(),
      byPair: this.byPair.dump(),
      pairs: this.pairs.dump(),
      periods: this.periods,
      started: this.started,
      past: this.past,
    };
  }

  private standing(person: number, role: number, place: number): number {
    const slot = this.find(person, role, place);
    if (slot === undefined || this.since.get(slot) === NONE) {
      throw new RangeError('the role is not assigned there');
    }
    return slot;
  }

  private current(slot: number): Assignment {
    return {
      since: this.since.get(slot),
      source: sources[this.source.get(slot)]!,
      period: this.periods.get(slot),
    };
  }

  private ended(slot: number, revision: number): Ended | undefined {
    const spans = this.past.get(slot);
    return spans === undefined ? undefined : spanAt(spans, revision);
  }

  private say(slot: number, { since, source, period }: Assignment): void {
    this.since.set(slot, since);
    this.source.set(slot, sources.indexOf(source));
    if (period !== undefined) this.periods.set(slot, period);
  }

  private add(person: number, pair: number, assignment: Assignment): void {
    const people = this.byPerson.owners;
    const pairs = this.byPair.owners;
    this.byPerson.resize(Math.max(people, person + 1));
    this.byPair.resize(Math.max(pairs, pair + 1));
    const slot = this.persons.length;
    this.persons.push(person);
    this.pairOf.push(pair);
    this.since.push(NONE);
    this.source.push(NONE);
    this.byPerson.push();
    this.byPair.push();
    this.byPerson.insert(slot, person, STANDING);
    this.byPair.insert(slot, pair, STANDING);
    this.pairs.addHolders(pair, 1);
    this.say(slot, assignment);
    this.undo.step(() => {
      this.pairs.addHolders(pair, -1);
      this.periods.delete(slot);
      this.byPerson.remove(slot, person, STANDING);
      this.byPair.remove(slot, pair, STANDING);
      this.byPerson.pop();
      this.byPair.pop();
      this.byPerson.resize(people);
      this.byPair.resize(pairs);
      for (const column of [this.persons, this.pairOf, this.since, this.source]) column.length--;
    });
  }

  /** Moves the slot to the other lists of its person and its pair; answers how to put it back where it was. */
  private move(slot: number, from: List, to: List): () => void {
    const person = this.persons.get(slot);
    const pair = this.pairOf.get(slot);
    const behindOfPerson = this.byPerson.remove(slot, person, from);
    const behindOfPair = this.byPair.remove(slot, pair, from);
    this.byPerson.insert(slot, person, to);
    this.byPair.insert(slot, pair, to);
    this.pairs.addHolders(pair, to === STANDING ? 1 : -1);
    return () => {
      this.pairs.addHolders(pair, to === STANDING ? -1 : 1);
      this.byPerson.remove(slot, person, to);
      this.byPair.remove(slot, pair, to);
      this.byPerson.insert(slot, person, from, behindOfPerson);
      this.byPair.insert(slot, pair, from, behindOfPair);
    };
  }
}
