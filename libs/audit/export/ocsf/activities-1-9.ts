import { type Activities, activity, ofEntities, other } from './activity.js';

/** OCSF 1.9, which has classes for what is done to users and to roles. Not released yet. */
export const activities: Activities = {
  ...ofEntities,

  RoleCreated: activity(3008, 1),
  RoleDetailsChanged: activity(3008, 2),
  PermissionsReplaced: activity(3008, 2),
  RoleCriteriaSet: activity(3008, 2),
  RoleDeprecated: activity(3008, 2),
  RoleRestored: activity(3008, 2),
  RoleDeleted: activity(3008, 3),

  UserInvited: activity(3007, 1),
  InvitationResent: other(3007, 'Resend Invitation'),
  InvitationRevoked: activity(3007, 3),
  InvitationDeclined: activity(3007, 3),
  InvitationExpired: other(3007, 'Invitation Expired'),
  UserActivated: activity(3007, 4),
  UserAttributesChanged: activity(3007, 2),
  UserSuspended: activity(3007, 5),
  UserReinstated: activity(3007, 4),
  UserRemoved: activity(3007, 3),
  UserErased: other(3007, 'Erase'),

  RoleAssigned: activity(3007, 16),
  RoleRevoked: activity(3007, 17),
  RoleReplaced: activity(3007, 16),
  OwnershipTransferred: activity(3007, 16),
  RoleStarted: other(3007, 'Role Started'),
  RoleExpired: activity(3007, 17),

  PermissionGranted: { role: activity(3008, 4), user: activity(3007, 14) },
  PermissionRevoked: { role: activity(3008, 5), user: activity(3007, 15) },
  PermissionStarted: other(3007, 'Privileges Started'),
  PermissionExpired: activity(3007, 15),
};
