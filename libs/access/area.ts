import { counts } from './assignments.js';
import { heldBy } from './held.js';
import { leadingTo, leads, type LeadingLevels } from './leading.js';
import { liesIn, reachOf } from './reach.js';
import type { View } from './view.js';

/** Nodes at or below which everything lies that the person can have the permission on. */
export function areaOf(view: View, person: number, permission: number): ReadonlySet<number> {
  const { anyOf } = view.model.derivedPermission(permission) ?? {};
  if (anyOf === undefined) return ownArea(view, person, leadingTo(view.model, permission));
  const parts = anyOf.map((all) =>
    all.map((needed) => areaOf(view, person, needed)).reduce((some, others) => common(view, some, others)),
  );
  return new Set(parts.flatMap((part) => [...part]));
}

/** What lies in both areas lies in this one. */
function common(view: View, some: ReadonlySet<number>, others: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([
    ...[...some].filter((node) => liesIn(view, node, others)),
    ...[...others].filter((node) => liesIn(view, node, some)),
  ]);
}

/** Where the person's roles and levels, and the lists that name the roles, give what leads to a permission. */
function ownArea(view: View, person: number, leading: LeadingLevels): ReadonlySet<number> {
  const found = new Set<number>();
  const places = new Map<number, number[]>();
  for (const { role, place } of heldBy(view, person)) {
    const grants = view.role(role)!.grants.filter(({ give }) => leads(leading, give));
    for (const node of reachOf(view, grants, place)) found.add(node);
    places.set(role, [...(places.get(role) ?? []), place]);
  }
  for (const node of listing(view, places, leading)) found.add(node);
  for (const { node, facet, level } of view.access.userLevels.of(person, view.revision)) {
    if (!counts(level.period, view.instant) || !view.access.tree.exists(node, view.revision)) continue;
    if (leads(leading, { [facet]: level.level })) found.add(node);
  }
  return found;
}

/** Resources at or below the places whose lists give a role what leads to the permission. */
function* listing(
  view: View,
  places: ReadonlyMap<number, readonly number[]>,
  leading: LeadingLevels,
): Generator<number> {
  const canList = [...leading.keys()].some((facet) => view.model.facets.get(facet)!.override !== undefined);
  if (!canList || places.size === 0) return;
  for (const { facet, node, list } of view.access.overrides.standing(view.revision)) {
    for (const [role, level] of list) {
      const below = places.get(role)?.some((place) => view.isAtOrBelow(node, place));
      if (below && leads(leading, { [facet]: level })) yield node;
    }
  }
}
