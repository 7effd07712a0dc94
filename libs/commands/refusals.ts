import type { Code } from '#model/errors.js';
import type { CommandType } from './schema.js';

/** Commands whose refusal is evidence: somebody tried to change who may do what. */
const recorded: ReadonlySet<CommandType> = new Set<CommandType>([
  'UpgradeOrganizationModel',
  'InviteUser',
  'RemoveUser',
  'EraseUser',
  'ImportUsers',
  'CreateRole',
  'GrantPermission',
  'RevokePermission',
  'ReplacePermissions',
  'DeleteRole',
  'AssignRole',
  'RevokeRole',
  'ChangeRole',
  'SetUserRoles',
  'TransferOwnership',
  'MoveResource',
  'RemoveResource',
  'OverrideDashboard',
  'ClearDashboardOverride',
]);

/** Refusals that say nothing about the attempt: bad input, strangers, and what the model offers to nobody. */
const silent: ReadonlySet<Code> = new Set<Code>([
  'MALFORMED',
  'NAME_EMPTY',
  'NAME_TOO_LONG',
  'INVALID_ADDRESS',
  'INVALID_ID',
  'UNKNOWN_COMMAND',
  'EMPTY_OVERRIDE',
  'UNKNOWN_ORGANIZATION',
  'ORGANIZATION_CLOSED',
  'CUSTOM_ROLES_DISABLED',
  'CRITERIA_NOT_AVAILABLE',
  'ROLE_LOCKED',
  'OVERRIDE_NOT_AVAILABLE',
  'USER_GRANTS_NOT_AVAILABLE',
  'NOT_AVAILABLE_IN_MODEL',
  'REVISION_CONFLICT',
  'IDEMPOTENCY_KEY_REUSED',
  'BATCH_TOO_LARGE',
  'TOO_LARGE',
  'STORE_UNAVAILABLE',
  'CLOCK_BEHIND',
]);

/** Whether a refusal is kept in the organization's stream of refusals. */
export function leavesTrace(type: CommandType, code: Code): boolean {
  return recorded.has(type) && !silent.has(code);
}
