import type { AssignmentSource } from '#events/grant.js';
import { IntColumn } from './columns.js';
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
  readonly columns: readonly Int32Array[];
  readonly pairs: readonly Int32Array[];
  readonly heads: readonly Int32Array[];
  readonly periods: ReadonlyMap<number, Period>;
  readonly started: ReadonlySet<number>;
  readonly past: ReadonlyMap<number, readonly Ended[]>;
};

const NONE = -1;

/**
 * Who holds which role where. A *slot* stands for one (person, role, place) for all time, a *pair* for one (role,
 * place). Slots of a person and slots of a pair are chained, those that stand apart from those that ended, so a
 * question about the present never walks over the past, and nothing here grows with anything but assignments.
 */
export class Assignments {
  // Per slot.
  private readonly persons: IntColumn;
  private readonly pairs: IntColumn;
  /** Revision since which the slot stands, NONE when it ended. */
  private readonly since: IntColumn;
  private readonly source: IntColumn;
  private readonly nextOfPerson: IntColumn;
  private readonly nextOfPair: IntColumn;
  private readonly previousOfPair: IntColumn;
  // Per pair.
  private readonly roles: IntColumn;
  private readonly places: IntColumn;
  private readonly holders: IntColumn;
  private readonly standingOfPair: IntColumn;
  private readonly endedOfPair: IntColumn;
  private readonly pairNumbers = new Map<number, number>();
  private readonly pairsOfRole = new Map<number, number[]>();
  private readonly pairsOfPlace = new Map<number, number[]>();
  // Per person.
  private readonly standingOfPerson: IntColumn;
  private readonly endedOfPerson: IntColumn;
  // Sparse.
  private readonly periods: Map<number, Period>;
  private readonly started: Set<number>;
  private readonly past: Map<number, Ended[]>;

  constructor(
    private readonly undo: Undo,
    dump?: AssignmentsDump,
  ) {
    const [persons, pairs, since, source, nextOfPerson, nextOfPair, previousOfPair] = dump?.columns ?? [];
    this.persons = new IntColumn(persons);
    this.pairs = new IntColumn(pairs);
    this.since = new IntColumn(since);
    this.source = new IntColumn(source);
    this.nextOfPerson = new IntColumn(nextOfPerson);
    this.nextOfPair = new IntColumn(nextOfPair);
    this.previousOfPair = new IntColumn(previousOfPair);
    const [roles, places, holders, standingOfPair, endedOfPair] = dump?.pairs ?? [];
    this.roles = new IntColumn(roles);
    this.places = new IntColumn(places);
    this.holders = new IntColumn(holders);
    this.standingOfPair = new IntColumn(standingOfPair);
    this.endedOfPair = new IntColumn(endedOfPair);
    const [standing, ended] = dump?.heads ?? [];
    this.standingOfPerson = new IntColumn(standing);
    this.endedOfPerson = new IntColumn(ended);
    this.periods = new Map(dump?.periods);
    this.started = new Set(dump?.started);
    this.past = new Map([...(dump?.past ?? [])].map(([slot, spans]) => [slot, [...spans]]));
    for (let pair = 0; pair < this.roles.length; pair++) this.indexPair(pair);
  }

  /** Begins the assignment; the slot must not stand already. */
  begin(person: number, role: number, place: number, assignment: Assignment): void {
    const slot = this.find(person, role, place) ?? this.makeSlot(person, this.makePair(role, place));
    if (this.since.get(slot) !== NONE) throw new RangeError('the role is already assigned there');
    this.stand(slot, assignment);
    this.undo.step(() => this.fall(slot));
  }

  /** Ends the assignment that stands; it keeps its place in the past. */
  end(person: number, role: number, place: number, revision: number): void {
    const slot = this.find(person, role, place);
    if (slot === undefined || this.since.get(slot) === NONE)
      throw new RangeError('the role is not assigned there');
    const assignment = this.current(slot);
    const started = this.started.has(slot);
    this.fall(slot);
    const ended = { ...assignment, from: assignment.since, to: revision };
    const spans = this.past.get(slot);
    if (spans === undefined) this.past.set(slot, [ended]);
    else spans.push(ended);
    this.undo.step(() => {
      this.past.get(slot)!.pop();
      this.stand(slot, assignment);
      if (started) this.started.add(slot);
    });
  }

  /** Notes that the beginning of the assignment was recorded. */
  markStarted(person: number, role: number, place: number): void {
    const slot = this.find(person, role, place);
    if (slot === undefined) throw new RangeError('the role is not assigned there');
    this.started.add(slot);
    this.undo.step(() => this.started.delete(slot));
  }

  /** Slot of the three, whether it stands or ended; `undefined` if the person never held the role there. */
  find(person: number, role: number, place: number): number | undefined {
    const pair = this.pairNumbers.get(pairKey(role, place));
    if (pair === undefined || person >= this.standingOfPerson.length) return undefined;
    for (const head of [this.standingOfPerson, this.endedOfPerson]) {
      for (let slot = head.get(person); slot !== NONE; slot = this.nextOfPerson.get(slot)) {
        if (this.pairs.get(slot) === pair) return slot;
      }
    }
    return undefined;
  }

  /** First slot of the person that can matter at the revision, NONE when there is none. Go on with `next`. */
  first(person: number, past: boolean): number {
    if (person >= this.standingOfPerson.length) return NONE;
    const slot = this.standingOfPerson.get(person);
    return slot === NONE && past ? this.endedOfPerson.get(person) : slot;
  }

  next(slot: number, past: boolean): number {
    const next = this.nextOfPerson.get(slot);
    if (next !== NONE || !past || this.since.get(slot) === NONE) return next;
    return this.endedOfPerson.get(this.persons.get(slot));
  }

  firstHolder(pair: number, past: boolean): number {
    const slot = this.standingOfPair.get(pair);
    return slot === NONE && past ? this.endedOfPair.get(pair) : slot;
  }

  nextHolder(slot: number, past: boolean): number {
    const next = this.nextOfPair.get(slot);
    if (next !== NONE || !past || this.since.get(slot) === NONE) return next;
    return this.endedOfPair.get(this.pairs.get(slot));
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
    return this.roles.get(this.pairs.get(slot));
  }

  placeOf(slot: number): number {
    return this.places.get(this.pairs.get(slot));
  }

  /** Pairs that anybody ever held, by role or by place, or the one of both. */
  pairsWithRole(role: number): readonly number[] {
    return this.pairsOfRole.get(role) ?? [];
  }

  pairsAt(place: number): readonly number[] {
    return this.pairsOfPlace.get(place) ?? [];
  }

  pair(role: number, place: number): number | undefined {
    return this.pairNumbers.get(pairKey(role, place));
  }

  roleOfPair(pair: number): number {
    return this.roles.get(pair);
  }

  placeOfPair(pair: number): number {
    return this.places.get(pair);
  }

  /** How many hold the pair now, lapsed ones and people who are not active included. */
  holdersOf(pair: number): number {
    return this.holders.get(pair);
  }

  /** Standing slots with a period, and whether their beginning was recorded: what a timer looks at. */
  *withPeriod(): Generator<{ slot: number; period: Period; started: boolean }> {
    for (const [slot, period] of this.periods) yield { slot, period, started: this.started.has(slot) };
  }

  dump(): AssignmentsDump {
    return {
      columns: [
        this.persons,
        this.pairs,
        this.since,
        this.source,
        this.nextOfPerson,
        this.nextOfPair,
        this.previousOfPair,
      ].map((column) => column.dump()),
      pairs: [this.roles, this.places, this.holders, this.standingOfPair, this.endedOfPair].map((column) =>
        column.dump(),
      ),
      heads: [this.standingOfPerson.dump(), this.endedOfPerson.dump()],
      periods: this.periods,
      started: this.started,
      past: this.past,
    };
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

  private stand(slot: number, { since, source, period }: Assignment): void {
    this.unlink(slot, this.endedOfPerson, this.endedOfPair);
    this.since.set(slot, since);
    this.source.set(slot, sources.indexOf(source));
    if (period !== undefined) this.periods.set(slot, period);
    this.link(slot, this.standingOfPerson, this.standingOfPair);
    const pair = this.pairs.get(slot);
    this.holders.set(pair, this.holders.get(pair) + 1);
  }

  private fall(slot: number): void {
    this.unlink(slot, this.standingOfPerson, this.standingOfPair);
    this.since.set(slot, NONE);
    this.periods.delete(slot);
    this.started.delete(slot);
    this.link(slot, this.endedOfPerson, this.endedOfPair);
    const pair = this.pairs.get(slot);
    this.holders.set(pair, this.holders.get(pair) - 1);
  }

  private link(slot: number, ofPerson: IntColumn, ofPair: IntColumn): void {
    const person = this.persons.get(slot);
    this.nextOfPerson.set(slot, ofPerson.get(person));
    ofPerson.set(person, slot);
    const pair = this.pairs.get(slot);
    const head = ofPair.get(pair);
    this.nextOfPair.set(slot, head);
    this.previousOfPair.set(slot, NONE);
    if (head !== NONE) this.previousOfPair.set(head, slot);
    ofPair.set(pair, slot);
  }

  private unlink(slot: number, ofPerson: IntColumn, ofPair: IntColumn): void {
    const person = this.persons.get(slot);
    if (ofPerson.get(person) === slot) ofPerson.set(person, this.nextOfPerson.get(slot));
    else {
      let before = ofPerson.get(person);
      while (this.nextOfPerson.get(before) !== slot) before = this.nextOfPerson.get(before);
      this.nextOfPerson.set(before, this.nextOfPerson.get(slot));
    }
    const [previous, next] = [this.previousOfPair.get(slot), this.nextOfPair.get(slot)];
    if (previous === NONE) ofPair.set(this.pairs.get(slot), next);
    else this.nextOfPair.set(previous, next);
    if (next !== NONE) this.previousOfPair.set(next, previous);
  }

  private makeSlot(person: number, pair: number): number {
    while (this.standingOfPerson.length <= person) {
      this.standingOfPerson.push(NONE);
      this.endedOfPerson.push(NONE);
    }
    const slot = this.persons.length;
    this.persons.push(person);
    this.pairs.push(pair);
    this.since.push(NONE);
    this.source.push(0);
    for (const links of [this.nextOfPerson, this.nextOfPair, this.previousOfPair]) links.push(NONE);
    this.link(slot, this.endedOfPerson, this.endedOfPair);
    return slot;
  }

  private makePair(role: number, place: number): number {
    const known = this.pairNumbers.get(pairKey(role, place));
    if (known !== undefined) return known;
    const pair = this.roles.length;
    this.roles.push(role);
    this.places.push(place);
    this.holders.push(0);
    this.standingOfPair.push(NONE);
    this.endedOfPair.push(NONE);
    this.indexPair(pair);
    return pair;
  }

  private indexPair(pair: number): void {
    const [role, place] = [this.roles.get(pair), this.places.get(pair)];
    this.pairNumbers.set(pairKey(role, place), pair);
    append(this.pairsOfRole, role, pair);
    append(this.pairsOfPlace, place, pair);
  }
}

/** Roles and places stay below 2^26 in one organization. */
function pairKey(role: number, place: number): number {
  return role * 0x4000000 + place;
}

function append(index: Map<number, number[]>, key: number, value: number): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, [value]);
  else values.push(value);
}
