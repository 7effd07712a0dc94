import type { AssignmentSource } from '#events/grant.js';
import { Chains, ENDED, NONE, STANDING, type List } from './chains.js';
import { IntRows } from './columns.js';
import { Pairs, type PairsDump } from './pairs.js';
import { lastAtOrBefore } from './search.js';
import { SlotLists, type SlotListsDump } from './slot-lists.js';
import type { Undo } from './undo.js';

/** UTC milliseconds: the fact counts at t if `from <= t < until`. */
export type Period = { readonly from?: number; readonly until?: number };

/** What was said when a role was given: since which revision it stands, and how it came about. */
export type Assignment = {
  readonly since: number;
  readonly source: AssignmentSource;
  readonly period: Period | undefined;
};

/** It stood at revision n if `since <= n < to`. */
type Ended = Assignment & { readonly to: number };

/** The lives of a slot that ended, and the revisions they began at. */
type Past = { readonly since: number[]; readonly ended: Ended[] };

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
  readonly slots: Int32Array;
  readonly ofPerson: SlotListsDump;
  readonly ofPair: Int32Array;
  readonly pairs: PairsDump;
  readonly periods: ReadonlyMap<number, Period>;
  readonly started: ReadonlySet<number>;
  readonly past: ReadonlyMap<number, { readonly since: readonly number[]; readonly ended: readonly Ended[] }>;
};

// Cells of a slot.
const PERSON = 0;
const PAIR = 1;
/** Revision since which the slot stands; of one that ended, the complement (~) of the revision that ended it. */
const SINCE = 2;
const SOURCE = 3;
const INDEX_OF_PERSON = 4;
const NEXT_OF_PAIR = 5;
const PREVIOUS_OF_PAIR = 6;
const CELLS = 7;

/**
 * Who holds which role where. A *slot* stands for one (person, role, place) for all time, a *pair* for one (role,
 * place). Slots of a person are listed and slots of a pair are chained, those that stand apart from those that ended, so
 * a question about the present never walks over the past, and nothing here grows with anything but assignments.
 */
export class Assignments {
  private readonly slots: IntRows;
  private readonly ofPerson: SlotLists;
  private readonly ofPair: Chains;
  private readonly pairs: Pairs;
  // By slot, for the few that need it.
  private readonly periods: Map<number, Period>;
  private readonly started: Set<number>;
  private readonly past: Map<number, Past>;

  constructor(
    private readonly undo: Undo,
    dump?: AssignmentsDump,
  ) {
    this.slots = new IntRows(CELLS, dump?.slots);
    this.ofPerson = new SlotLists(this.slots, PAIR, INDEX_OF_PERSON, dump?.ofPerson);
    this.ofPair = new Chains(this.slots, NEXT_OF_PAIR, PREVIOUS_OF_PAIR, dump?.ofPair);
    this.pairs = new Pairs(undo, dump?.pairs);
    this.periods = new Map(dump?.periods);
    this.started = new Set(dump?.started);
    this.past = new Map(
      [...(dump?.past ?? [])].map(([slot, { since, ended }]) => [
        slot,
        { since: [...since], ended: [...ended] },
      ]),
    );
  }

  /** Begins the assignment; the slot must not stand already. */
  begin(person: number, role: number, place: number, assignment: Assignment): void {
    const known = this.find(person, role, place);
    if (known === undefined) return this.add(person, this.pairs.of(role, place), assignment);
    if (this.stands(known)) throw new RangeError('the role is already assigned there');
    const moveBack = this.move(known, ENDED, STANDING);
    const [since, source] = [this.slots.get(known, SINCE), this.slots.get(known, SOURCE)];
    this.say(known, assignment);
    this.undo.step(() => {
      this.periods.delete(known);
      this.slots.set(known, SINCE, since);
      this.slots.set(known, SOURCE, source);
      moveBack();
    });
  }

  /** Ends the assignment that stands; it keeps its place in the past. */
  end(person: number, role: number, place: number, revision: number): void {
    const slot = this.standing(person, role, place);
    const assignment = this.current(slot);
    const started = this.started.has(slot);
    this.keep(slot, { ...assignment, to: revision });
    this.slots.set(slot, SINCE, ~revision);
    this.periods.delete(slot);
    this.started.delete(slot);
    const moveBack = this.move(slot, STANDING, ENDED);
    this.undo.step(() => {
      moveBack();
      this.say(slot, assignment);
      if (started) this.started.add(slot);
      this.forget(slot);
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
    for (let index = 0; index < this.count(person, true); index++) {
      if (this.ofPerson.pair(person, index) === pair) return this.slot(person, index);
    }
    return undefined;
  }

  /** How many slots of the person can matter; with `past`, ended ones too. */
  count(person: number, past: boolean): number {
    return this.ofPerson.count(person, past);
  }

  slot(person: number, index: number): number {
    return this.ofPerson.slot(person, index);
  }

  /** Place of a slot of the person, without a look at the slot itself. */
  place(person: number, index: number): number {
    return this.pairs.place(this.ofPerson.pair(person, index));
  }

  /** First slot of the person that can matter, NONE when there is none. With `past`, ended ones come too. */
  first(person: number, past: boolean): number {
    return this.count(person, past) === 0 ? NONE : this.slot(person, 0);
  }

  next(slot: number, past: boolean): number {
    const person = this.personOf(slot);
    const index = this.slots.get(slot, INDEX_OF_PERSON) + 1;
    return index < this.count(person, past) ? this.slot(person, index) : NONE;
  }

  firstHolder(pair: number, past: boolean): number {
    const slot = this.ofPair.first(pair, STANDING);
    return slot === NONE && past ? this.ofPair.first(pair, ENDED) : slot;
  }

  nextHolder(slot: number, past: boolean): number {
    const next = this.ofPair.next(slot);
    if (next !== NONE || !past || !this.stands(slot)) return next;
    return this.ofPair.first(this.slots.get(slot, PAIR), ENDED);
  }

  /** Whether the slot ended at or before the revision. Then so did all holders of its pair that come after it. */
  isOver(slot: number, revision: number): boolean {
    const since = this.slots.get(slot, SINCE);
    return since < 0 && ~since <= revision;
  }

  /** Whether the slot stood at the revision and counted at the instant. */
  holds(slot: number, revision: number, instant: number): boolean {
    const since = this.slots.get(slot, SINCE);
    if (since >= 0 && since <= revision) {
      return this.periods.size === 0 || counts(this.periods.get(slot), instant);
    }
    const ended = this.ended(slot, revision);
    return ended !== undefined && counts(ended.period, instant);
  }

  /** What stood in the slot at the revision, whether it counted or not. */
  at(slot: number, revision: number): Assignment | undefined {
    const since = this.slots.get(slot, SINCE);
    return since >= 0 && since <= revision ? this.current(slot) : this.ended(slot, revision);
  }

  personOf(slot: number): number {
    return this.slots.get(slot, PERSON);
  }

  roleOf(slot: number): number {
    return this.pairs.role(this.slots.get(slot, PAIR));
  }

  placeOf(slot: number): number {
    return this.pairs.place(this.slots.get(slot, PAIR));
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
      slots: this.slots.dump(),
      ofPerson: this.ofPerson.dump(),
      ofPair: this.ofPair.dump(),
      pairs: this.pairs.dump(),
      periods: this.periods,
      started: this.started,
      past: this.past,
    };
  }

  private standing(person: number, role: number, place: number): number {
    const slot = this.find(person, role, place);
    if (slot === undefined || !this.stands(slot)) throw new RangeError('the role is not assigned there');
    return slot;
  }

  private stands(slot: number): boolean {
    return this.slots.get(slot, SINCE) >= 0;
  }

  private current(slot: number): Assignment {
    return {
      since: this.slots.get(slot, SINCE),
      source: sources[this.slots.get(slot, SOURCE)]!,
      period: this.periods.get(slot),
    };
  }

  private ended(slot: number, revision: number): Ended | undefined {
    const past = this.past.get(slot);
    const ended = past?.ended[lastAtOrBefore(past.since, revision)];
    return ended !== undefined && revision < ended.to ? ended : undefined;
  }

  private keep(slot: number, ended: Ended): void {
    let past = this.past.get(slot);
    if (past === undefined) this.past.set(slot, (past = { since: [], ended: [] }));
    past.since.push(ended.since);
    past.ended.push(ended);
  }

  private forget(slot: number): void {
    const { since, ended } = this.past.get(slot)!;
    since.pop();
    ended.pop();
    if (ended.length === 0) this.past.delete(slot);
  }

  private say(slot: number, { since, source, period }: Assignment): void {
    this.slots.set(slot, SINCE, since);
    this.slots.set(slot, SOURCE, sources.indexOf(source));
    if (period !== undefined) this.periods.set(slot, period);
  }

  private add(person: number, pair: number, assignment: Assignment): void {
    const [people, pairs] = [this.ofPerson.size, this.ofPair.owners];
    this.ofPerson.resize(Math.max(people, person + 1));
    this.ofPair.resize(Math.max(pairs, pair + 1));
    const slot = this.slots.push(NONE);
    this.slots.set(slot, PERSON, person);
    this.slots.set(slot, PAIR, pair);
    const index = this.count(person, true);
    this.ofPerson.append(person, slot);
    this.ofPerson.rise(person, index);
    this.ofPair.insert(slot, pair, STANDING);
    this.pairs.addHolders(pair, 1);
    this.say(slot, assignment);
    this.undo.step(() => {
      this.periods.delete(slot);
      this.pairs.addHolders(pair, -1);
      this.ofPair.remove(slot, pair, STANDING);
      this.ofPerson.fall(person, index);
      this.ofPerson.pop(person);
      this.ofPerson.resize(people);
      this.ofPair.resize(pairs);
      this.slots.pop();
    });
  }

  /** Moves the slot to the other lists of its person and its pair; answers how to put it back where it was. */
  private move(slot: number, from: List, to: List): () => void {
    const person = this.personOf(slot);
    const pair = this.slots.get(slot, PAIR);
    const index = this.slots.get(slot, INDEX_OF_PERSON);
    const behind = this.ofPair.remove(slot, pair, from);
    this.ofPair.insert(slot, pair, to);
    if (to === STANDING) this.ofPerson.rise(person, index);
    else this.ofPerson.fall(person, index);
    this.pairs.addHolders(pair, to === STANDING ? 1 : -1);
    return () => {
      this.pairs.addHolders(pair, to === STANDING ? -1 : 1);
      if (to === STANDING) this.ofPerson.fall(person, index);
      else this.ofPerson.rise(person, index);
      this.ofPair.remove(slot, pair, to);
      this.ofPair.insert(slot, pair, from, behind);
    };
  }
}
