import { heldBy } from '../held.js';
import { reachOf } from '../reach.js';
import type { RoleGrant } from '../roles.js';
import { NOWHERE, type View } from '../view.js';
import { changedFacts, isActive } from './changed-person.js';
import { grantsAt, grantsOnlyAt } from './changed-role.js';
import type { Changed } from './changed.js';
import { Area } from './area.js';
import type { Spots } from './spots.js';

/**
 * Whose access can differ between two moments, and the nodes at or below which it can: never less than what differs,
 * and no more than what the changed objects can reach.
 */
export class Areas {
  private readonly from: View;
  private readonly to: View;
  /** By place: what moved, or keeps another list, at or below it; the place itself where it moved along with something. */
  private readonly around = new Map<number, Set<number>>();
  /** The same for what moved alone. */
  private readonly moved = new Map<number, Set<number>>();
  /** By role, the grants that it has at the one moment only: it may be held at many places. */
  private readonly grants = new Map<View, Map<number, readonly RoleGrant[]>>();

  constructor(
    spots: Spots,
    private readonly changed: Changed,
  ) {
    this.from = spots.from;
    this.to = spots.to;
    for (const { before, after } of changed.listed) this.addAbove(this.around, before, after);
    for (const { before, after } of changed.moved) {
      for (const index of [this.around, this.moved]) {
        this.addAbove(index, before, after);
        this.addBelow(index, before, after);
      }
    }
  }

  /** Pairs of a role and a place for which anything can differ. */
  pairs(): ReadonlySet<number> {
    const { assignments, roles } = this.to.access;
    const all = this.changed.everything ? Array.from({ length: roles.size }, (_, role) => role) : [];
    return new Set([
      ...[...all, ...this.changed.roles].flatMap((role) => assignments.pairsWithRole(role)),
      ...[...this.around.keys()].flatMap((place) => assignments.pairsAt(place)),
    ]);
  }

  /** People for whom anything can differ that roles do not tell: what they are and hold, and where their levels count. */
  persons(): ReadonlySet<number> {
    const { userLevels, tree } = this.to.access;
    const nodes = this.changed.everything
      ? Array.from({ length: tree.nodes }, (_, node) => node)
      : this.moved.keys();
    const persons = new Set(this.changed.persons);
    for (const node of nodes) {
      for (const { revision } of [this.from, this.to]) {
        for (const { person } of userLevels.at(node, revision)) persons.add(person);
      }
    }
    return persons;
  }

  /** Where something that the role gives at the place can differ. */
  ofPair(role: number, place: number): Area {
    const area = new Area(this.around.get(place));
    const isThere = [this.from, this.to].map((view) => view.role(role) !== undefined);
    for (const [view, other] of this.eitherWay()) {
      if (this.changed.everything || isThere[0] !== isThere[1]) this.addAll(area, view, role, place);
      else if (this.changed.roles.has(role)) {
        const nodes = reachOf(view, this.grantsOnlyAt(view, other, role), place);
        // What a grant gives can be decided by another one of the role.
        area.add(nodes, facetsOf(grantsAt(view, role)));
      }
    }
    return this.changed.everything || this.around.size > 0 ? area.ofAllFacets() : area;
  }

  /** Where something of the person can differ. */
  ofPerson(person: number): Area {
    const area = new Area();
    const all = this.changed.everything || isActive(this.from, person) !== isActive(this.to, person);
    const isMore = all || !this.isAboutPeopleAlone;
    if (isMore) for (const view of [this.from, this.to]) this.addHeld(area, view, person, all);
    for (const { role, facet, node, view } of changedFacts(this.from, this.to, person)) {
      if (role === undefined) area.add([node], facet === undefined ? [] : [facet]);
      else this.addAll(area, view, role, node);
    }
    return isMore ? area.ofAllFacets() : area;
  }

  /** Whether nothing but people changed: then what they hold at both moments tells nothing. */
  private get isAboutPeopleAlone(): boolean {
    const { everything, roles } = this.changed;
    return !everything && roles.size === 0 && this.around.size === 0;
  }

  private addHeld(area: Area, view: View, person: number, all: boolean): void {
    for (const { role, place } of heldBy(view, person)) {
      if (all) this.addAll(area, view, role, place);
      else area.add(this.ofPair(role, place).nodes);
    }
    for (const { node } of view.access.userLevels.of(person, view.revision)) {
      area.add(all ? [node] : (this.moved.get(node) ?? []));
    }
  }

  private eitherWay(): readonly (readonly [View, View])[] {
    return [
      [this.from, this.to],
      [this.to, this.from],
    ];
  }

  /** Everything that the role reaches at the place: by its grants, and by lists that name it. */
  private addAll(area: Area, view: View, role: number, place: number): void {
    const grants = grantsAt(view, role);
    area.add(reachOf(view, grants, place), facetsOf(grants));
    for (const { facet, node } of view.access.overrides.naming(role, view.revision)) {
      if (view.isAtOrBelow(node, place)) area.add([node], [facet]);
    }
  }

  private grantsOnlyAt(view: View, other: View, role: number): readonly RoleGrant[] {
    const known = this.grants.get(view) ?? new Map<number, readonly RoleGrant[]>();
    this.grants.set(view, known);
    let grants = known.get(role);
    if (grants === undefined) known.set(role, (grants = grantsOnlyAt(view, other, role)));
    return grants;
  }

  private addAbove(index: Map<number, Set<number>>, before: number, after: number): void {
    for (const place of this.from.path(before)) add(index, place, before);
    for (const place of this.to.path(after)) add(index, place, after);
  }

  private addBelow(index: Map<number, Set<number>>, before: number, after: number): void {
    for (const [view, node] of [
      [this.from, before],
      [this.to, after],
    ] as const) {
      if (node === NOWHERE) continue;
      for (const place of view.access.tree.subtree(node, view.revision)) add(index, place, place);
    }
  }
}

function add(index: Map<number, Set<number>>, place: number, node: number): void {
  const nodes = index.get(place);
  if (nodes === undefined) index.set(place, new Set([node]));
  else nodes.add(node);
}

function* facetsOf(grants: Iterable<RoleGrant>): Generator<string> {
  for (const { give } of grants) yield* Object.keys(give);
}
