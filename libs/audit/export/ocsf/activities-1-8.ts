import { type Activities, activity, ofEntities, other } from './activity.js';

/** OCSF 1.8.0. A role that is assigned is a privilege there, and a role itself an entity like others. */
export const activities: Activities = {
  ...ofEntities,

  RoleCreated: activity(3004, 1),
  RoleDetailsChanged: activity(3004, 3),
  PermissionsReplaced: activity(3004, 3),
  RoleCriteriaSet: activity(3004, 3),
  RoleDeprecated: activity(3004, 3),
  RoleRestored: activity(3004, 3),
  RoleDeleted: activity(3004, 4),

  UserInvited: activity(3001, 1),
  InvitationResent: other(3001, 'Resend Invitation'),
  InvitationRevoked: activity(3001, 6),
  InvitationDeclined: activity(3001, 6),
  InvitationExpired: other(3001, 'Invitation Expired'),
  UserActivated: activity(3001, 2),
  UserAttributesChanged: other(3001, 'Update'),
  UserSuspended: activity(3001, 5),
  UserReinstated: activity(3001, 2),
  UserRemoved: activity(3001, 6),
  UserErased: other(3001, 'Erase'),

  RoleAssigned: activity(3005, 1),
  RoleRevoked: activity(3005, 2),
  RoleReplaced: activity(3005, 1),
  OwnershipTransferred: activity(3005, 1),
  RoleStarted: other(3005, 'Role Started'),
  RoleExpired: activity(3005, 2),

  PermissionGranted: { role: activity(3004, 3), user: activity(3005, 1) },
  PermissionRevoked: { role: activity(3004, 3), user: activity(3005, 2) },
  PermissionStarted: other(3005, 'Privileges Started'),
  PermissionExpired: activity(3005, 2),
};
