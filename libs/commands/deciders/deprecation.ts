import type { Deliberation, Events } from '../deliberation.js';
import { permit, permitOperator } from '../rights.js';
import type { CommandData } from '../schema.js';

export function deprecateRole(d: Deliberation, { role, replacement }: CommandData<'DeprecateRole'>): Events {
  permitDeprecation(d, 'DeprecateRole', role);
  const { state } = d.role(role);
  if (replacement !== undefined) d.role(replacement);
  if (state.deprecated && state.replacement === replacement) return [];
  return [{ type: 'RoleDeprecated', data: { role, ...(replacement !== undefined && { replacement }) } }];
}

export function restoreRole(d: Deliberation, { role }: CommandData<'RestoreRole'>): Events {
  permitDeprecation(d, 'RestoreRole', role);
  return d.role(role).state.deprecated ? [{ type: 'RoleRestored', data: { role } }] : [];
}

/** Roles of the product are deprecated by its operators, an organization's own by those who manage roles. */
function permitDeprecation(d: Deliberation, command: 'DeprecateRole' | 'RestoreRole', role: string): void {
  const kind = d.findRole(role)?.state.kind;
  const ofProduct = kind === 'built-in' || kind === 'specialized';
  if (ofProduct && d.model.action('manage_roles') !== undefined) permitOperator(d, command);
  else permit(d, command, [{ action: 'manage_roles', at: d.access.root }]);
}
