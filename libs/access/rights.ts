import type { AdministrationAction } from '#model/document.js';
import { has } from './check.js';
import { NOWHERE, type View } from './view.js';
import { where } from './where.js';

/**
 * Whether the person has what the model asks for the action, at the node. In a closed organization people keep the
 * rights they had at the closing: they may go on reading.
 */
export function may(view: View, person: number, action: AdministrationAction, node: number): boolean {
  const needs = view.model.action(action);
  if (needs === undefined || view.status(person) !== 'active') return false;
  return needs.anyOf.some((permission) => has(view, person, permission, node));
}

/** Whether the person may do any of them. */
export function mayAny(
  view: View,
  person: number,
  actions: readonly AdministrationAction[],
  node: number,
): boolean {
  return actions.some((action) => may(view, person, action, node));
}

/**
 * Where the person may do it, for an action whose right nobody can hold at the root: its facet has no target there.
 * Elsewhere below these nodes the person may do it too.
 */
export function placesFor(view: View, person: number, action: AdministrationAction): ReadonlySet<number> {
  const places = new Set<number>();
  for (const permission of view.model.action(action)?.anyOf ?? []) {
    const facet = view.model.facetOfPermission(permission);
    if (facet === undefined || view.target(facet, view.access.root) !== NOWHERE) continue;
    for (const node of where(view, person, permission, facet.type)) places.add(node);
  }
  return places;
}
