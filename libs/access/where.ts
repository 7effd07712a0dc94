import { areaOf } from './area.js';
import { check } from './check.js';
import { Decisions } from './decisions.js';
import { outermost } from './reach.js';
import type { View } from './view.js';
import { Walk } from './walk.js';

/**
 * Resources of a type on which the person has the permission, found as they are asked for. The order is the one of the
 * tree and the same at every page split; `after` is the node that an earlier walk ended with. Costs follow what the
 * person's roles lead to, not the size of the organization.
 */
export function* where(
  view: View,
  person: number,
  permission: number,
  type: string,
  after?: number,
): Generator<number> {
  if (view.status(person) !== 'active' || view.isClosed) return;
  const { nodes, isNarrowed } = areaOf(view, person, permission);
  const decisions = new Decisions(view, person, permission);
  const walk = new Walk(view, type);
  const tops = outermost(view, nodes);
  for (const node of after === undefined ? walk.all(tops) : walk.after(tops, after)) {
    if (isNarrowed ? check(view, person, permission, node) : decisions.allows(node)) yield node;
  }
}
