import type { AdministrationAction } from '#model/document.js';
import { has } from './check.js';
import type { View } from './view.js';

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
