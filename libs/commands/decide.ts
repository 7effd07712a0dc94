import type { Access } from '#access/access.js';
import type { LedgerEvent } from '#events/event.js';
import { quoted } from '#model/wording.js';
import type { Context } from './context.js';
import { assignRole, changeRole, revokeRole, setUserRoles } from './deciders/assignments.js';
import { clearRoleCriteria, setRoleCriteria } from './deciders/criteria.js';
import { deprecateRole, restoreRole } from './deciders/deprecation.js';
import { createOrganization } from './deciders/founding.js';
import { importUsers } from './deciders/importing.js';
import {
  acceptInvitation,
  declineInvitation,
  inviteUser,
  resendInvitation,
  revokeInvitation,
} from './deciders/invitations.js';
import { eraseUser, reinstateUser, removeUser, suspendUser } from './deciders/leaving.js';
import { addUser, changeUserAttributes, notifyUsers, recordFirstAccess } from './deciders/members.js';
import {
  changeOrganizationSettings,
  closeOrganization,
  renameOrganization,
} from './deciders/organization.js';
import { clearDashboardOverride, overrideDashboard } from './deciders/overrides.js';
import { transferOwnership } from './deciders/ownership.js';
import { moveResource, registerResource, removeResource, renameResource } from './deciders/resources.js';
import { grantToRole, replacePermissions, revokeFromRole } from './deciders/role-grants.js';
import { changeRoleDetails, cloneRole, createRole, deleteRole } from './deciders/roles.js';
import { upgradeOrganizationModel } from './deciders/upgrade/upgrade.js';
import { grantToUser, revokeFromUser } from './deciders/user-levels.js';
import { Deliberation, type Events } from './deliberation.js';
import { keepLast } from './guards/keep-last.js';
import { limitGiving } from './guards/limit-giving.js';
import { refuse } from './refuse.js';
import type { Command, CommandData, CommandType } from './schema.js';

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
 * @throws DomainError the first refusal in the published order of refusals; paths of faults point into the command's data
 */
export function decide(access: Access, command: Command, context: Context): readonly LedgerEvent[] {
  if (command.type === 'CreateOrganization') {
    return createOrganization(context, command.data, access.revision >= 0);
  }
  admit(access, command, context);
  const d = new Deliberation(access, context);
  const events = decideWith(d, command);
  limitGiving(d, events);
  keepLast(d, events);
  return events;
}

/** Keeps out strangers, who must not learn whether the organization exists, and ends what is closed. */
function admit(access: Access, command: Command, { organization, caller }: Context): void {
  if (access.revision < 0 || (caller.kind === 'person' && !belongs(access, command, caller))) {
    refuse('UNKNOWN_ORGANIZATION', `there is no organization ${quoted(organization)}`);
  }
  if (access.isClosed(access.revision)) {
    refuse('ORGANIZATION_CLOSED', `organization ${quoted(organization)} is closed and takes no commands`);
  }
}

/** Active members do. Somebody invited does as far as answering the own invitation. */
function belongs(
  access: Access,
  command: Command,
  { user, person }: Extract<Context['caller'], { kind: 'person' }>,
): boolean {
  const status = person === undefined ? undefined : access.people.status(person, access.revision);
  const answers = command.type === 'AcceptInvitation' || command.type === 'DeclineInvitation';
  return status === 'active' || (status === 'invited' && answers && command.data.user === user);
}

function decideWith<T extends keyof Deciders>(
  d: Deliberation,
  { type, data }: { readonly type: T; readonly data: CommandData<T> },
): Events {
  return deciders[type](d, data);
}
