import type { RoleGrant } from './roles.js';
import { NOWHERE, type View } from './view.js';

/** Nodes at or below which everything lies that the grants can give anything on to whoever holds their role at the place. */
export function* reachOf(view: View, grants: Iterable<RoleGrant>, place: number): Generator<number> {
  for (const { node, scope } of grants) {
    if (node === undefined) yield place;
    else if (view.isAtOrBelow(node, place)) yield node;
    else if (scope.endsWith('/**') && view.isAtOrBelow(place, node)) yield place;
  }
}

/** The nodes without those that lie below another one of them. */
export function outermost(view: View, nodes: ReadonlySet<number>): number[] {
  return [...nodes].filter((node) => !liesIn(view, view.parent(node), nodes));
}

/** Whether the node is one of the nodes or lies below one. */
export function liesIn(view: View, node: number, nodes: ReadonlySet<number>): boolean {
  for (let at = node; at !== NOWHERE; at = view.parent(at)) if (nodes.has(at)) return true;
  return false;
}
