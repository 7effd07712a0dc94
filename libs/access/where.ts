import { typesAbove } from '#model/type-tree.js';
import type { Facet } from '#model/compiled.js';
import { check } from './check.js';
import type { CompiledGrant, CompiledRole } from './roles.js';
import { NOWHERE, type View } from './view.js';

/**
 * Resources of a type on which the person has the permission, found as they are asked for. The order is the one of the
 * tree and stays the same at one revision; `after` is the node that an earlier walk ended with. Costs follow what can
 * be reached from the person's roles, not the size of the organization.
 */
export function* where(
  view: View,
  person: number,
  permission: number,
  type: string,
  after?: number,
): Generator<number> {
  if (view.status(person) !== 'active' || view.isClosed) return;
  const walk = new Walk(view, type, (node) => check(view, person, permission, node));
  const done = after === undefined ? [] : view.access.tree.path(after, view.revision).toReversed();
  let skipping = after !== undefined;
  for (const root of startingPoints(view, person, permission)) {
    if (skipping && !done.includes(root)) continue;
    yield* skipping ? walk.beyond(root, done) : walk.from(root);
    skipping = false;
  }
}

/** Goes down the tree, parents first, and yields what is of the type and matches. */
class Walk {
  private readonly above: ReadonlySet<string>;

  constructor(
    private readonly view: View,
    private readonly type: string,
    private readonly matches: (node: number) => boolean,
  ) {
    this.above = typesAbove((name) => view.model.types.get(name)?.under ?? [], type);
  }

  *from(node: number): Generator<number> {
    if (this.view.type(node) === this.type && this.matches(node)) yield node;
    yield* this.below(node);
  }

  /** The rest of a walk from `node` that got as far as the end of the path. */
  *beyond(node: number, path: readonly number[]): Generator<number> {
    const next = path[path.indexOf(node) + 1];
    if (next === undefined) return yield* this.below(node);
    let passed = false;
    for (const child of this.view.access.tree.children(node, this.view.revision)) {
      if (passed) yield* this.from(child);
      else if (child === next) {
        passed = true;
        yield* this.beyond(child, path);
      }
    }
  }

  private *below(node: number): Generator<number> {
    if (!this.above.has(this.view.type(node))) return;
    for (const child of this.view.access.tree.children(node, this.view.revision)) yield* this.from(child);
  }
}

/** Nodes at or below which everything lies that the person can have the permission on; none lies below another. */
function startingPoints(view: View, person: number, permission: number): number[] {
  const facets = facetsOf(view, permission);
  const found = new Set<number>();
  const { assignments, userLevels } = view.access;
  for (let slot = assignments.first(person, view.past); slot >= 0; slot = assignments.next(slot, view.past)) {
    if (!assignments.holds(slot, view.revision, view.instant)) continue;
    const [role, place] = [assignments.roleOf(slot), assignments.placeOf(slot)];
    const compiled = view.compiled(role);
    if (compiled === undefined || !view.access.tree.exists(place, view.revision)) continue;
    for (const facet of facets) {
      for (const node of reached(view, compiled, place, facet)) found.add(node);
    }
    for (const { facet, node, list } of view.access.overrides.standing(view.revision)) {
      if (list.has(role) && facets.some(({ name }) => name === facet) && view.isAtOrBelow(node, place))
        found.add(node);
    }
  }
  for (const { node, facet } of userLevels.of(person, view.revision)) {
    if (facets.some(({ name }) => name === facet)) found.add(node);
  }
  return [...found]
    .filter((node) => view.access.tree.exists(node, view.revision) && !hasAncestorIn(view, node, found))
    .sort((a, b) => a - b);
}

/** Facets that the permission can come from: its own and those it inherits from, of every permission it is derived from. */
function facetsOf(view: View, permission: number): Facet[] {
  const found = new Set<Facet>();
  const add = (facet: Facet): void => {
    if (found.has(facet)) return;
    found.add(facet);
    for (const { from } of facet.inherit) add(from);
  };
  const visit = (wanted: number): void => {
    const facet = view.model.facetOfPermission(wanted);
    if (facet !== undefined) add(facet);
    for (const needed of view.model.derivedPermission(wanted)?.anyOf.flat() ?? []) visit(needed);
  };
  visit(permission);
  return [...found];
}

function* reached(view: View, role: CompiledRole, place: number, facet: Facet): Generator<number> {
  if (!role.facets.has(facet)) return;
  const gives = (grants: readonly CompiledGrant[] | undefined) => grants?.some(({ give }) => give.has(facet));
  if (gives(role.all.get(facet.type)) || gives(role.here)) yield place;
  for (const [node, grants] of role.one) if (gives(grants) && view.isAtOrBelow(node, place)) yield node;
  for (const [node, grants] of role.below) {
    if (!gives(grants)) continue;
    if (view.isAtOrBelow(node, place)) yield node;
    else if (view.isAtOrBelow(place, node)) yield place;
  }
}

function hasAncestorIn(view: View, node: number, nodes: ReadonlySet<number>): boolean {
  for (let at = view.parent(node); at !== NOWHERE; at = view.parent(at)) if (nodes.has(at)) return true;
  return false;
}
