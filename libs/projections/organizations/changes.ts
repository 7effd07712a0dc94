import type { StoredEvent } from '#events/envelope.js';
import type { LedgerEvent } from '#events/event.js';
import { StoreCorrupt } from '#store/event-store.js';
import type { OrganizationChange } from './organization-index.js';

/**
 * What an event of a ledger changes in the list of organizations and their members. `user` is whom it introduces, where it
 * does and that can still be told.
 *
 * @throws StoreCorrupt for an event that this version does not know
 */
export function changesOf(
  organization: string,
  stored: StoredEvent,
  user: string | undefined,
): readonly OrganizationChange[] {
  if (stored.metadata.schema !== '1') throw unknown(stored);
  const introduced = user === undefined ? {} : { user };
  // A type that is not among these ends in the default.
  const event = { type: stored.type, data: stored.data } as LedgerEvent;
  switch (event.type) {
    case 'OrganizationCreated':
      return [{ organization, change: 'created', name: event.data.name }];
    case 'OrganizationRenamed':
      return [{ organization, change: 'renamed', name: event.data.name }];
    case 'OrganizationClosed':
      return [{ organization, change: 'closed' }];
    case 'UserInvited':
    case 'InvitationResent': {
      const { person, expires } = event.data;
      return [{ organization, change: 'invited', person, ...introduced, expires: Date.parse(expires) }];
    }
    case 'UserActivated':
      return [{ organization, change: 'active', person: event.data.person, ...introduced }];
    case 'UserReinstated':
      return [{ organization, change: 'active', person: event.data.person }];
    case 'UserAttributesChanged':
      return [{ organization, change: 'known', person: event.data.person, ...introduced }];
    case 'UserSuspended':
      return [{ organization, change: 'suspended', person: event.data.person }];
    case 'InvitationRevoked':
    case 'InvitationDeclined':
    case 'InvitationExpired':
    case 'UserRemoved':
      return [{ organization, change: 'left', person: event.data.person }];
    case 'UserErased':
      return [{ organization, change: 'erased', person: event.data.person }];
    case 'OrganizationSettingsChanged':
    case 'OrganizationModelUpgraded':
    case 'ResourceRegistered':
    case 'ResourceRenamed':
    case 'ResourceMoved':
    case 'ResourceRemoved':
    case 'DashboardOverridden':
    case 'DashboardOverrideCleared':
    case 'RoleCreated':
    case 'RoleDetailsChanged':
    case 'RoleCriteriaSet':
    case 'RoleDeprecated':
    case 'RoleRestored':
    case 'RoleDeleted':
    case 'PermissionsReplaced':
    case 'PermissionGranted':
    case 'PermissionRevoked':
    case 'PermissionStarted':
    case 'PermissionExpired':
    case 'RoleAssigned':
    case 'RoleRevoked':
    case 'RoleReplaced':
    case 'RoleStarted':
    case 'RoleExpired':
    case 'OwnershipTransferred':
    case 'NotificationRequested':
      return [];
    default:
      event satisfies never;
      throw unknown(stored);
  }
}

function unknown({ type, metadata }: StoredEvent): StoreCorrupt {
  return new StoreCorrupt(
    `an event of type \`${type}\` (schema ${metadata.schema}) is not known to this version, run a newer one`,
  );
}
