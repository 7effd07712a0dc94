import type { Access } from '#access/access.js';
import { anybody } from '#access/who.js';
import type { LedgerEvent, LedgerEventType } from '#events/event.js';
import { refuse } from './deliberation.js';
import { proposed } from './proposal.js';

/** Events after which somebody may hold less than before. */
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
export function keepLast(access: Access, events: readonly LedgerEvent[], now: number): void {
  if (!events.some(({ type }) => taking.has(type))) return;
  const lost = proposed(access, events, now, () => {
    const view = access.view(access.revision, now);
    return view.model.keepLast
      .filter((permission) => !anybody(view, permission, access.root, true))
      .map((permission) => view.model.permissions[permission]!);
  });
  if (lost.length === 0) return;
  const before = access.view(access.revision, now);
  for (const name of lost) {
    const permission = before.model.permission(name);
    if (permission !== undefined && anybody(before, permission, access.root, true)) {
      refuse('LAST_ADMIN', `nobody would be left with \`${name}\`, give it to somebody else first`);
    }
  }
}
