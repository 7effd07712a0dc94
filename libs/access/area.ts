import { counts } from './assignments.js';
import { heldBy } from './held.js';
import { leadingTo, leads, type LeadingLevels } from './leading.js';
import { liesIn, reachOf } from './reach.js';
import type { RoleGrant } from './roles.js';
import type { View } from './view.js';

/** Nodes at or below which everything lies that somebody can have a permission on. */
export type Area = {
  readonly nodes: ReadonlySet<number>;
  /** Whether any grant that leads there is narrowed, so that resources differ from those they lie in for no other reason. */
  readonly isNarrowed: boolean;
};

/** Where the person can have the permission. */
export function areaOf(view: View, person: number, permission: number): Area {
  const { anyOf } = view.model.derivedPermission(permission) ?? {};
  if (anyOf === undefined) return ownArea(view, person, leadingTo(view.model, permission));
  const parts = anyOf.map((all) =>
    all.map((needed) => areaOf(view, person, needed)).reduce((some, others) => common(view, some, others)),
  );
  return {
    nodes: new Set(parts.flatMap(({ nodes }) => [...nodes])),
    isNarrowed: parts.some(({ isNarrowed }) => isNarrowed),
  };
}

/** What lies in both areas lies in this one. */
function common(view: View, some: Area, others: Area): Area {
  const nodes = [
    ...[...some.nodes].filter((node) => liesIn(view, node, others.nodes)),
    ...[...others.nodes].filter((node) => liesIn(view, node, some.nodes)),
  ];
  return { nodes: new Set(nodes), isNarrowed: some.isNarrowed || others.isNarrowed };
}

/** Where the person's roles and levels, and the lists that name the roles, give what leads to a permission. */
function ownArea(view: View, person: number, leading: LeadingLevels): Area {
  const nodes = new Set<number>();
  let isNarrowed = false;
  const grants = new Grants(view, leading);
  const isListed = [...leading.keys()].some((facet) => view.model.facets.get(facet)!.override !== undefined);
  const held = [...heldBy(view, person)];
  for (const { role, place } of held) {
    for (const node of reachOf(view, grants.of(role), place)) nodes.add(node);
    isNarrowed ||= grants.of(role).some(({ only }) => only !== undefined);
  }
  if (isListed) for (const node of listing(view, held, leading)) nodes.add(node);
  for (const { node, facet, level } of view.access.userLevels.of(person, view.revision)) {
    if (!counts(level.period, view.instant) || !view.access.tree.exists(node, view.revision)) continue;
    if (leads(leading, { [facet]: level.level })) nodes.add(node);
  }
  return { nodes, isNarrowed };
}

/** By role, the grants that lead to a permission. */
class Grants {
  private readonly known = new Map<number, readonly RoleGrant[]>();

  constructor(
    private readonly view: View,
    private readonly leading: LeadingLevels,
  ) {}

  of(role: number): readonly RoleGrant[] {
    let grants = this.known.get(role);
    if (grants === undefined) {
      grants = this.view.role(role)!.grants.filter(({ give }) => leads(this.leading, give));
      this.known.set(role, grants);
    }
    return grants;
  }
}

/** Resources at or below the places whose lists give a role held there what leads to a permission. */
function* listing(
  view: View,
  held: readonly { readonly role: number; readonly place: number }[],
  leading: LeadingLevels,
): Generator<number> {
  if (held.length === 0) return;
  for (const { facet, node, list } of view.access.overrides.standing(view.revision)) {
    if (!leading.has(facet)) continue;
    for (const { role, place } of held) {
      const level = list.get(role);
      if (level === undefined || !leads(leading, { [facet]: level })) continue;
      if (view.isAtOrBelow(node, place)) yield node;
    }
  }
}
