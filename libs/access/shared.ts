import type { Fact, LedgerEvent } from '#events/event.js';
import { Access, type AccessDump } from './access.js';
import { apply } from './evolve.js';

/** What a check needs of an organization whoever it is about: model, tree, roles and overrides, with their past. */
export type SharedDump = Pick<
  AccessDump,
  'tree' | 'roles' | 'overrides' | 'models' | 'settings' | 'closed'
> & {
  /** Revision of the last event that is in it. */
  readonly revision: number;
};

/** In the living arrays: serialise it before the next event. */
export function sharedDump(access: Access): SharedDump {
  const { revision, tree, roles, overrides } = access;
  const parts = { tree: tree.dump(), roles: roles.dump(), overrides: overrides.dump() };
  return { revision, ...parts, ...access.dumpOnce() };
}

/** The part of the fold that all people share. It is folded by the same code as the whole. */
export class SharedFacts {
  readonly #access: SharedAccess;

  constructor(dump?: SharedDump) {
    this.#access = new SharedAccess(dump);
  }

  get access(): Access {
    return this.#access;
  }

  dump(): SharedDump {
    return sharedDump(this.#access);
  }

  /**
   * Folds in the next event of those that `isShared` names; others may lie between them.
   *
   * @throws RangeError when it cannot be applied
   */
  evolve(fact: Fact): void {
    this.#access.reached = fact.revision;
    apply(this.#access, fact);
  }
}

/** A fold without a history: it is told where it is. */
class SharedAccess extends Access {
  reached: number;

  constructor(dump?: SharedDump) {
    super(dump);
    this.reached = dump?.revision ?? -1;
  }

  override get revision(): number {
    return this.reached;
  }
}

/** Whether the event changes what a check needs of the shared part. */
export function isShared(event: LedgerEvent): boolean {
  switch (event.type) {
    case 'OrganizationCreated':
    case 'OrganizationModelUpgraded':
    case 'OrganizationClosed':
    case 'ResourceRegistered':
    case 'ResourceMoved':
    case 'ResourceRemoved':
    case 'DashboardOverridden':
    case 'DashboardOverrideCleared':
    case 'RoleCreated':
    case 'RoleDeleted':
    case 'PermissionsReplaced':
      return true;
    case 'PermissionGranted':
    case 'PermissionRevoked':
      return 'role' in event.data;
    case 'OrganizationRenamed':
    case 'OrganizationSettingsChanged':
    case 'ResourceRenamed':
    case 'RoleDetailsChanged':
    case 'RoleCriteriaSet':
    case 'RoleDeprecated':
    case 'RoleRestored':
    case 'PermissionStarted':
    case 'PermissionExpired':
    case 'RoleAssigned':
    case 'RoleRevoked':
    case 'RoleReplaced':
    case 'RoleStarted':
    case 'RoleExpired':
    case 'OwnershipTransferred':
    case 'UserInvited':
    case 'UserActivated':
    case 'UserSuspended':
    case 'UserReinstated':
    case 'UserRemoved':
    case 'UserErased':
    case 'UserAttributesChanged':
    case 'InvitationResent':
    case 'InvitationRevoked':
    case 'InvitationDeclined':
    case 'InvitationExpired':
    case 'NotificationRequested':
      return false;
    default:
      return event satisfies never;
  }
}

/** Numbers of the people whom the event is about. */
export function peopleOf({ type, data }: LedgerEvent): readonly number[] {
  if (type === 'OwnershipTransferred') return [data.from, data.to].filter((person) => person !== undefined);
  return 'person' in data ? [data.person] : [];
}
