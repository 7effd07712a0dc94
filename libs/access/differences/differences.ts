import type { Boundaries } from '../boundaries.js';
import { heldBy } from '../held.js';
import { NOWHERE, type View } from '../view.js';
import type { Area } from './area.js';
import { Areas } from './areas.js';
import { Causes } from './causes.js';
import { type Changed, changedInSteps } from './changed.js';
import { type Change, compare } from './compare.js';
import { DecidingTypes } from './deciding-types.js';
import { Descent } from './descent.js';
import { effectsOf, type Having, roleHas, personHas, sourcesOf } from './effects.js';
import { LevelChanges } from './level-changes.js';
import { nodeOf, type Spot, Spots } from './spots.js';

/** Whose access differs: one person's, or that of everybody who holds a role at a place. */
export type Holder =
  | { readonly person: number }
  | {
      readonly role: number;
      readonly place: number;
      /** Assignments of the role at the place at the later moment, those of people who are not active included. */
      readonly holders: number;
    };

export type Difference = Holder &
  Change & {
    /** Revisions of the events that brought it about, in order; empty where only time did. */
    readonly causes: readonly number[];
  };

/** What is asked about; everything when nothing is named. */
export type Focus = {
  readonly person?: number;
  readonly role?: number;
  /** This resource and everything below it. */
  readonly node?: number;
  /** Whether to tell as well what is allowed at both moments for other reasons. Costs an explanation a resource. */
  readonly sources?: boolean;
};

/**
 * Everything that differs between two moments of one organization, `from` the earlier one. What changed is looked at
 * and nothing else; what was changed and changed back tells nothing. Changes of roles, lists and the tree are told by
 * role and place, wherever somebody held the role at both moments, and never expanded over holders: a line says what
 * the role alone gives or gave. Of a person who changed themselves everything is told, by person.
 */
export function* differences(from: View, to: View, focus: Focus = {}): Generator<Difference> {
  for (const difference of differencesInSteps(from, to, focus)) {
    if (difference !== undefined) yield difference;
  }
}

/** The same, with an `undefined` now and then, after each holder at least: there a reader may pause, or have enough. */
export function* differencesInSteps(
  from: View,
  to: View,
  focus: Focus = {},
  boundaries: Pick<Boundaries, 'between'> = to.access.boundaries,
): Generator<Difference | undefined> {
  const spots = new Spots(from, to);
  const wanted = (person: number) =>
    focus.person === undefined ? focus.role === undefined : person === focus.person;
  const comparison = new Comparison(spots, yield* changedInSteps(spots, wanted, boundaries), focus);
  if (focus.person !== undefined) return yield* comparison.ofPerson(focus.person);
  yield* comparison.ofRoles();
  if (focus.role !== undefined) return;
  for (const person of comparison.persons()) {
    yield* comparison.ofPerson(person);
    yield undefined;
  }
}

class Comparison {
  private readonly from: View;
  private readonly to: View;
  private readonly areas: Areas;
  private readonly causes: Causes;
  private readonly asked: Spot | undefined;
  private readonly levels: LevelChanges;
  private readonly deciding: DecidingTypes;
  private readonly descents = new Map<ReadonlySet<string>, Descent>();

  constructor(
    private readonly spots: Spots,
    private readonly changed: Changed,
    private readonly focus: Focus,
  ) {
    this.from = spots.from;
    this.to = spots.to;
    this.areas = new Areas(spots, changed);
    this.causes = new Causes(spots, changed);
    this.asked = focus.node === undefined ? undefined : spots.of(focus.node);
    this.levels = new LevelChanges(spots.from.model, spots.to.model);
    this.deciding = new DecidingTypes(spots.from, spots.to);
  }

  /** People of whom more differs than their roles tell. */
  persons(): readonly number[] {
    return [...this.areas.persons()].sort((a, b) => a - b);
  }

  *ofPerson(person: number): Generator<Difference> {
    const roles = [this.from, this.to].flatMap((view) => [...heldBy(view, person)].map(({ role }) => role));
    for (const { spot, ...change } of this.compare(this.areas.ofPerson(person), roles, personHas(person))) {
      yield { person, ...change, causes: this.causes.ofPerson(person, spot) };
    }
  }

  /** What changes of roles, lists and the tree do to everybody who holds a role at a place. */
  *ofRoles(): Generator<Difference | undefined> {
    const { assignments } = this.to.access;
    for (const { pair, role, place } of this.pairs()) {
      const holders = assignments.holdersAt(pair, this.to.revision);
      const isCounted = this.changed.isAboutPeople;
      const held = isCounted ? assignments.holdersAt(pair, this.from.revision) : holders;
      // Nobody held it at both moments: then the people tell all of it.
      if (held === 0 || holders === 0) continue;
      const area = this.areas.ofPair(role, place);
      for (const { spot, ...change } of this.compare(area, [role], roleHas(role, place))) {
        yield { role, place, holders, ...change, causes: this.causes.ofRole(role, spot) };
      }
      yield undefined;
    }
  }

  private pairs(): { pair: number; role: number; place: number }[] {
    const { assignments } = this.to.access;
    return [...this.areas.pairs()]
      .map((pair) => ({
        pair,
        role: assignments.roleOfPair(pair),
        place: assignments.placeOfPair(pair),
      }))
      .filter(({ role }) => this.focus.role === undefined || this.focus.role === role)
      .sort((a, b) => a.role - b.role || a.place - b.place);
  }

  private compare(area: Area, roles: Iterable<number>, having: Having) {
    const { spots, asked } = this;
    const types = this.types(area, roles);
    const all = new Set<Spot>();
    for (const top of area.nodes) {
      for (const spot of this.below(spots.of(top), types)) {
        const decides = types.has(this.to.type(nodeOf(spot)));
        if (decides || spot === asked || this.isElsewhere(spot)) all.add(spot);
      }
    }
    const inOrder = [...all].sort((a, b) => nodeOf(a) - nodeOf(b));
    const sources = this.focus.sources ?? false;
    const effects = sources ? sourcesOf(having, spots) : effectsOf(having, spots, this.levels);
    return compare(spots, inOrder, effects, asked);
  }

  /** Types of the resources that are looked at. */
  private types({ nodes, facets }: Area, roles: Iterable<number>): ReadonlySet<string> {
    const types = this.deciding.of(roles);
    const descent = this.descent(types);
    // Most often there is nothing to leave out.
    if (facets === undefined || ![...nodes].some((node) => descent.goesOn(node))) return types;
    return this.deciding.following(facets, roles);
  }

  /** Whether it does not share the fate of what it lies in: it moved, or went with one that was registered again since. */
  private isElsewhere(spot: Spot): boolean {
    if (this.changed.moved.has(spot)) return true;
    return spot.after === NOWHERE && this.spots.above(spot)?.after !== NOWHERE;
  }

  /** What lies at or below a resource, as far as it is asked about and can be on a way to a resource of the types. */
  private below(top: Spot, types: ReadonlySet<string>): Iterable<Spot> {
    const { spots, asked } = this;
    if (asked === undefined || spots.isAtOrBelow(top, asked)) return this.down(top, types);
    return spots.isAtOrBelow(asked, top) ? this.down(asked, types) : [];
  }

  private *down(top: Spot, types: ReadonlySet<string>): Generator<Spot> {
    // What moved is told wherever it is, so all is looked at.
    if (this.changed.moved.size > 0) return yield* this.spots.below(top);
    if (top.after === NOWHERE) return;
    for (const node of this.descent(types).from(top.after)) yield this.spots.of(node);
  }

  private descent(types: ReadonlySet<string>): Descent {
    let descent = this.descents.get(types);
    if (descent === undefined) this.descents.set(types, (descent = new Descent(this.to, types)));
    return descent;
  }
}
