import type { LedgerEventType } from '#events/event.js';

/** The event that a refused command would have come to, for all commands whose refusal is recorded. */
export const wouldBe: ReadonlyMap<string, LedgerEventType> = new Map<string, LedgerEventType>([
  ['UpgradeOrganizationModel', 'OrganizationModelUpgraded'],
  ['InviteUser', 'UserInvited'],
  ['RemoveUser', 'UserRemoved'],
  ['EraseUser', 'UserErased'],
  ['ImportUsers', 'UserActivated'],
  ['CreateRole', 'RoleCreated'],
  ['GrantPermission', 'PermissionGranted'],
  ['RevokePermission', 'PermissionRevoked'],
  ['ReplacePermissions', 'PermissionsReplaced'],
  ['DeleteRole', 'RoleDeleted'],
  ['AssignRole', 'RoleAssigned'],
  ['RevokeRole', 'RoleRevoked'],
  ['ChangeRole', 'RoleReplaced'],
  ['SetUserRoles', 'RoleAssigned'],
  ['TransferOwnership', 'OwnershipTransferred'],
  ['MoveResource', 'ResourceMoved'],
  ['RemoveResource', 'ResourceRemoved'],
  ['OverrideDashboard', 'DashboardOverridden'],
  ['ClearDashboardOverride', 'DashboardOverrideCleared'],
]);
