import { Chains, ENDED, NONE, STANDING, type List } from './chains.js';
import { Lives, type Assignment, type Life, type LivesDump } from './lives.js';
import { Pairs, type PairsDump } from './pairs.js';
import { SlotLists, type SlotListsDump } from './slot-lists.js';
import { INDEX_OF_PERSON, NEXT_OF_PAIR, PAIR, PREVIOUS_OF_PAIR, Slots } from './slots.js';
import type { Undo } from './undo.js';

/** UTC milliseconds: the fact counts at t if `from <= t < until`. */
export type Period = { readonly from?: number; readonly until?: number };

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
  readonly past: LivesDump;
};

/**
 * Who holds which role where. Slots of a person are listed and slots of a pair, one (role, place), are chained, those
 * that stand apart from those that ended, so a question about the present never walks over the past, and nothing here
 * grows with anything but assignments.
 */
export class Assignments {
  private readonly slots: Slots;
  private readonly ofPerson: SlotLists;
  private readonly ofPair: Chains;
  private readonly pairs: Pairs;
  // By slot, for the few that need it.
  private readonly periods: Map<number, Period>;
  private readonly started: Set<number>;
  private readonly past: Lives;

  constructor(
    private readonly undo: Undo,
    dump?: AssignmentsDump,
  ) {
    this.slots = new Slots(dump?.slots);
    const { rows } = this.slots;
    this.ofPerson = new SlotLists(rows, PAIR, INDEX_OF_PERSON, dump?.ofPerson);
    this.ofPair = new Chains(rows, NEXT_OF_PAIR, PREVIOUS_OF_PAIR, dump?.ofPair);
    this.pairs = new Pairs(undo, dump?.pairs);
    this.periods = new Map(dump?.periods);
    this.started = new Set(dump?.started);
    this.past = new Lives(dump?.past);
  }

  /** Begins the assignment; the slot must not stand already. */
  begin(person: number, role: number, place: number, assignment: Assignment): void {
    const known = this.find(person, role, place);
    if (known === undefined) return this.add(person, this.pairs.of(role, place), assignment);
    if (this.stands(known)) throw new RangeError('the role is already assigned there');
    const moveBack = this.move(known, ENDED, STANDING);
    const [since, source] = [this.slots.since(known), this.slots.source(known)];
    this.say(known, assignment);
    this.undo.step(() => {
      this.periods.delete(known);
      this.slots.say(known, since, source);
      moveBack();
    });
  }

  /** Ends the assignment that stands; it keeps its place in the past. */
  end(person: number, role: number, place: number, revision: number): void {
    const slot = this.standing(person, role, place);
    const assignment = this.current(slot);
    const started = this.started.has(slot);
    this.past.add(slot, { ...assignment, to: revision });
    this.slots.say(slot, ~revision, assignment.source);
    this.periods.delete(slot);
    this.started.delete(slot);
    const moveBack = this.move(slot, STANDING, ENDED);
    this.undo.step(() => {
      moveBack();
      this.say(slot, assignment);
      if (started) this.started.add(slot);
      this.past.drop(slot);
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
    const index = this.slots.index(slot) + 1;
    return index < this.count(person, past) ? this.slot(person, index) : NONE;
  }

  firstHolder(pair: number, past: boolean): number {
    const slot = this.ofPair.first(pair, STANDING);
    return slot === NONE && past ? this.ofPair.first(pair, ENDED) : slot;
  }

  nextHolder(slot: number, past: boolean): number {
    const next = this.ofPair.next(slot);
    if (next !== NONE || !past || !this.stands(slot)) return next;
    return this.ofPair.first(this.slots.pair(slot), ENDED);
  }

  /** Whether the slot ended at or before the revision. Then so did all holders of its pair that come after it. */
  isOver(slot: number, revision: number): boolean {
    const since = this.slots.since(slot);
    return since < 0 && ~since <= revision;
  }

  /** Whether the slot stood at the revision and counted at the instant. */
  holds(slot: number, revision: number, instant: number): boolean {
    const since = this.slots.since(slot);
    if (since >= 0 && since <= revision) {
      return this.periods.size === 0 || counts(this.periods.get(slot), instant);
    }
    if (this.isOver(slot, revision)) return false;
    const ended = this.past.at(slot, revision);
    return ended !== undefined && counts(ended.period, instant);
  }

  /** What stood in the slot at the revision, whether it counted or not. */
  at(slot: number, revision: number): Assignment | undefined {
    const since = this.slots.since(slot);
    return since >= 0 && since <= revision ? this.current(slot) : this.past.at(slot, revision);
  }

  personOf(slot: number): number {
    return this.slots.person(slot);
  }

  roleOf(slot: number): number {
    return this.pairs.role(this.slots.pair(slot));
  }

  placeOf(slot: number): number {
    return this.pairs.place(this.slots.pair(slot));
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

  /** How many held the pair at the revision, counted back from now: it costs what changed since. */
  holdersAt(pair: number, revision: number): number {
    let holders = this.holdersOf(pair);
    for (const list of [STANDING, ENDED] as const) {
      for (let slot = this.ofPair.first(pair, list); slot !== NONE; slot = this.ofPair.next(slot)) {
        const since = this.slots.since(slot);
        if ((since < 0 ? ~since : since) <= revision) break;
        if (list === STANDING) holders--;
        if (this.past.at(slot, revision) !== undefined) holders++;
      }
    }
    return holders;
  }

  /** Every life of the person's slots that began at or before the revision; what stood at the revision has no end. */
  *lives(
    person: number,
    revision: number,
  ): Generator<Assignment & Partial<Pick<Life, 'to'>> & { role: number; place: number }> {
    for (let index = 0; index < this.count(person, true); index++) {
      const slot = this.slot(person, index);
      const of = { role: this.roleOf(slot), place: this.placeOf(slot) };
      for (const { to, ...life } of this.past.of(slot)) {
        if (life.since <= revision) yield { ...of, ...life, ...(to <= revision && { to }) };
      }
      const since = this.slots.since(slot);
      if (since >= 0 && since <= revision) yield { ...of, ...this.current(slot) };
    }
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
      past: this.past.dump(),
    };
  }

  private standing(person: number, role: number, place: number): number {
    const slot = this.find(person, role, place);
    if (slot === undefined || !this.stands(slot)) throw new RangeError('the role is not assigned there');
    return slot;
  }

  private stands(slot: number): boolean {
    return this.slots.since(slot) >= 0;
  }

  private current(slot: number): Assignment {
    return {
      since: this.slots.since(slot),
      source: this.slots.source(slot),
      period: this.periods.get(slot),
    };
  }

  private say(slot: number, { since, source, period }: Assignment): void {
    this.slots.say(slot, since, source);
    if (period !== undefined) this.periods.set(slot, period);
  }

  private add(person: number, pair: number, assignment: Assignment): void {
    const [people, pairs] = [this.ofPerson.size, this.ofPair.owners];
    this.ofPerson.resize(Math.max(people, person + 1));
    this.ofPair.resize(Math.max(pairs, pair + 1));
    const slot = this.slots.add(person, pair);
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
    const pair = this.slots.pair(slot);
    const index = this.slots.index(slot);
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
