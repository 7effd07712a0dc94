import type { AdministrationAction } from '#model/document.js';
import type { Asker } from '../../questions/asker.js';
import type { When } from '../../questions/as-of.js';

/** Who manages roles, and who administers without changing anything. */
const readers: readonly AdministrationAction[] = [
  'manage_roles',
  'edit_role_permissions',
  'assign_roles',
  'list_members',
  'view_audit',
];

export function mayReadRoles(asker: Asker, when: When): void {
  asker.mayRead(when, readers);
}
