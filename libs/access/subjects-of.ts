import type { Fact } from '#events/event.js';
import type { Access } from './access.js';
import type { Subject } from './subjects.js';
import { NOWHERE } from './view.js';

/** What the event is about; asked after it was folded in. */
export function subjectsOf(access: Access, fact: Fact): readonly Subject[] {
  switch (fact.type) {
    case 'OrganizationCreated':
    case 'OrganizationModelUpgraded':
    case 'OrganizationClosed':
      return [{ kind: 'everything', number: 0, at: NOWHERE }];
    case 'OrganizationRenamed':
    case 'OrganizationSettingsChanged':
    case 'ResourceRenamed':
    case 'RoleDetailsChanged':
    case 'RoleCriteriaSet':
    case 'RoleDeprecated':
    case 'RoleRestored':
    case 'InvitationResent':
    case 'InvitationExpired':
    case 'UserAttributesChanged':
    case 'UserErased':
    case 'NotificationRequested':
      return [];
    case 'ResourceRegistered':
    case 'ResourceMoved':
    case 'ResourceRemoved':
    case 'DashboardOverridden':
    case 'DashboardOverrideCleared':
      return [node(access.tree.newestNode(fact.data.resource))];
    case 'RoleCreated':
    case 'PermissionsReplaced':
      return [role(access, fact.data.role)];
    case 'RoleDeleted': {
      const deleted = role(access, fact.data.role);
      return [deleted, ...opened(access, deleted.number, fact.revision)];
    }
    case 'PermissionGranted':
    case 'PermissionRevoked': {
      const { data } = fact;
      return ['role' in data ? role(access, data.role) : person(access, data.person, data.resource)];
    }
    case 'PermissionStarted':
    case 'PermissionExpired':
      return [person(access, fact.data.person, fact.data.resource)];
    case 'RoleAssigned':
    case 'RoleRevoked':
    case 'RoleReplaced':
    case 'RoleStarted':
    case 'RoleExpired':
      return [person(access, fact.data.person, fact.data.place)];
    case 'OwnershipTransferred': {
      const { from, to, place } = fact.data;
      return [from, to].filter((number) => number !== undefined).map((owner) => person(access, owner, place));
    }
    case 'UserInvited':
    case 'InvitationRevoked':
    case 'InvitationDeclined':
    case 'UserActivated':
    case 'UserSuspended':
    case 'UserReinstated':
    case 'UserRemoved':
      return [person(access, fact.data.person)];
    default:
      return fact satisfies never;
  }
}

function person(access: Access, number: number, at?: string): Subject {
  return { kind: 'person', number, at: at === undefined ? NOWHERE : access.tree.newestNode(at) };
}

function role(access: Access, id: string): Subject {
  return { kind: 'role', number: access.roles.number(id)!, at: NOWHERE };
}

function node(number: number): Subject {
  return { kind: 'node', number, at: NOWHERE };
}

/** Resources whose lists named nobody but the role that was deleted: without a list they are open to all roles again. */
function opened({ overrides }: Access, role: number, revision: number): Subject[] {
  return [...overrides.standing(revision - 1)]
    .filter(({ list }) => list.size === 1 && list.has(role))
    .map(({ node: number }) => node(number));
}
