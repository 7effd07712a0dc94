import type { View } from '#access/view.js';
import { anybody } from '#access/who.js';
import type { LedgerEvent, LedgerEventType } from '#events/event.js';
import { quoted } from '#model/wording.js';
import type { Deliberation } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { proposed } from './proposal.js';

/** Events after which somebody may hold less than before. Closing is none: then nobody shall have access. */
const taking: ReadonlySet<LedgerEventType> = new Set([
  'RoleRevoked',
  'RoleReplaced',
  'RoleDeleted',
  'OwnershipTransferred',
  'UserSuspended',
  'UserRemoved',
  'PermissionGranted',
  'PermissionRevoked',
  'PermissionsReplaced',
  'DashboardOverridden',
  'DashboardOverrideCleared',
  'ResourceMoved',
  'ResourceRemoved',
  'OrganizationModelUpgraded',
]);

/**
 * Every permission that the model names in `keep_last` stays with somebody at the root: refused if somebody held it for
 * good before and nobody does after. Asks whether anyone is left, so it stops at the first one.
 */
export function keepLast(
  { access, context, view: before }: Deliberation,
  events: readonly LedgerEvent[],
): void {
  const upgrades = events.some(({ type }) => type === 'OrganizationModelUpgraded');
  if (before.model.keepLast.length === 0 && !upgrades) return;
  if (!events.some(({ type }) => taking.has(type))) return;
  const lost = proposed(access, events, context.now, () => {
    const after = access.view(access.revision, context.now);
    const names = after.model.keepLast.map((permission) => after.model.permissions[permission]!);
    return names.filter((name) => !isHeld(after, name));
  });
  const missed = lost.find((name) => isHeld(before, name));
  if (missed === undefined) return;
  refuse('LAST_ADMIN', `nobody would be left with ${quoted(missed)}, give it to somebody else first`);
}

function isHeld(view: View, name: string): boolean {
  const permission = view.model.permission(name);
  return permission !== undefined && anybody(view, permission, view.access.root, true);
}
