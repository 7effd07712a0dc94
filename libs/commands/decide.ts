import type { Access } from '#access/access.js';
import type { LedgerEvent } from '#events/event.js';
import { assignRole, changeRole, revokeRole, setUserRoles, transferOwnership } from './assignments.js';
import type { Context } from './context.js';
import { Deliberation, refuse, type Events } from './deliberation.js';
import { createOrganization } from './founding.js';
import { limitGiving } from './grant-limit.js';
import { grantToRole, replacePermissions, revokeFromRole } from './grants.js';
import {
  acceptInvitation,
  declineInvitation,
  inviteUser,
  resendInvitation,
  revokeInvitation,
} from './invitations.js';
import { keepLast } from './last-admin.js';
import {
  addUser,
  changeUserAttributes,
  eraseUser,
  importUsers,
  notifyUsers,
  recordFirstAccess,
  reinstateUser,
  removeUser,
  suspendUser,
} from './members.js';
import { changeOrganizationSettings, closeOrganization, renameOrganization } from './organization.js';
import { clearDashboardOverride, overrideDashboard } from './overrides.js';
import { moveResource, registerResource, removeResource, renameResource } from './resources.js';
import {
  changeRoleDetails,
  clearRoleCriteria,
  cloneRole,
  createRole,
  deleteRole,
  deprecateRole,
  restoreRole,
  setRoleCriteria,
} from './roles.js';
import type { Command, CommandData, CommandType } from './schema.js';
import { upgradeOrganizationModel } from './upgrade.js';
import { grantToUser, revokeFromUser } from './user-levels.js';

type Deciders = {
  readonly [T in Exclude<CommandType, 'CreateOrganization'>]: (
    d: Deliberation,
    data: CommandData<T>,
  ) => Events;
};

const deciders: Deciders = {
  RenameOrganization: renameOrganization,
  ChangeOrganizationSettings: changeOrganizationSettings,
  UpgradeOrganizationModel: upgradeOrganizationModel,
  CloseOrganization: closeOrganization,
  InviteUser: inviteUser,
  ResendInvitation: resendInvitation,
  RevokeInvitation: revokeInvitation,
  AcceptInvitation: acceptInvitation,
  DeclineInvitation: declineInvitation,
  AddUser: addUser,
  RecordFirstAccess: recordFirstAccess,
  ChangeUserAttributes: changeUserAttributes,
  SuspendUser: suspendUser,
  ReinstateUser: reinstateUser,
  RemoveUser: removeUser,
  EraseUser: eraseUser,
  ImportUsers: importUsers,
  NotifyUsers: notifyUsers,
  CreateRole: createRole,
  CloneRole: cloneRole,
  ChangeRoleDetails: changeRoleDetails,
  SetRoleCriteria: setRoleCriteria,
  ClearRoleCriteria: clearRoleCriteria,
  DeprecateRole: deprecateRole,
  RestoreRole: restoreRole,
  DeleteRole: deleteRole,
  GrantPermission: (d, data) =>
    'role' in data.to ? grantToRole(d, data.to.role, data) : grantToUser(d, data.to.user, data),
  RevokePermission: (d, data) =>
    'role' in data.from ? revokeFromRole(d, data.from.role, data) : revokeFromUser(d, data.from.user, data),
  ReplacePermissions: replacePermissions,
  AssignRole: assignRole,
  ChangeRole: changeRole,
  RevokeRole: revokeRole,
  SetUserRoles: setUserRoles,
  TransferOwnership: transferOwnership,
  RegisterResource: registerResource,
  MoveResource: moveResource,
  RenameResource: renameResource,
  RemoveResource: removeResource,
  OverrideDashboard: overrideDashboard,
  ClearDashboardOverride: clearDashboardOverride,
};

/**
 * The events that a command leads to in the state of `access`; none when there is nothing to change. The state is as it
 * was when it returns. Facts that lapsed must have been recorded before (`lapses`).
 *
 * @throws DomainError the first refusal in the published order of refusals
 */
export function decide(access: Access, command: Command, context: Context): readonly LedgerEvent[] {
  if (command.type === 'CreateOrganization') {
    return createOrganization(context, command.data, access.revision >= 0);
  }
  admit(access, command, context);
  const d = new Deliberation(access, context);
  const events = decideWith(d, command);
  limitGiving(d, events);
  keepLast(access, events, context.now);
  return events;
}

/** Keeps out strangers, who must not learn whether the organization exists, and ends what is closed. */
function admit(access: Access, command: Command, { organization, caller }: Context): void {
  const unknown = (): never => refuse('UNKNOWN_ORGANIZATION', `there is no organization \`${organization}\``);
  if (access.revision < 0) unknown();
  if (caller.kind === 'person') {
    const status =
      caller.person === undefined ? undefined : access.people.status(caller.person, access.revision);
    const answersInvitation = command.type === 'AcceptInvitation' || command.type === 'DeclineInvitation';
    if (
      status !== 'active' &&
      !(status === 'invited' && answersInvitation && command.data.user === caller.user)
    ) {
      unknown();
    }
  }
  if (access.isClosed(access.revision)) {
    refuse('ORGANIZATION_CLOSED', `organization \`${organization}\` is closed and takes no commands`);
  }
}

function decideWith<T extends keyof Deciders>(
  d: Deliberation,
  { type, data }: { readonly type: T; readonly data: CommandData<T> },
): Events {
  return deciders[type](d, data);
}
