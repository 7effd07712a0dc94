import type { Fact, LedgerEvent } from '#events/event.js';
import type { Window } from '#events/grant.js';
import type { Access } from './access.js';
import { nodeOf, periodOf, roleOf, userLevelOf } from './references.js';
import { endEverythingOf, removeResource } from './removal.js';
import {
  addGrant,
  changeRole,
  createRole,
  deleteRole,
  deprecate,
  replaceGrants,
  restore,
  revokeGrants,
  setCriteria,
} from './role-changes.js';
import { ABOVE_ROOT } from './tree.js';

type Of<T extends LedgerEvent['type']> = Extract<LedgerEvent, { type: T }>['data'];
type UserLevelRef = { readonly person: number; readonly resource: string; readonly facet: string };

/** Folds one event in. Every type has its case: a new one does not compile until it is answered here. */
export function apply(access: Access, fact: Fact): void {
  const { assignments, people } = access;
  const at = fact.revision;
  switch (fact.type) {
    case 'OrganizationCreated':
      return access.useModel(fact.data.model, at);
    case 'OrganizationRenamed':
      return access.tree.rename(access.root, fact.data.name, at);
    case 'OrganizationSettingsChanged':
      return access.useSettings(fact.data.settings, at);
    case 'OrganizationModelUpgraded':
      access.useModel(fact.data.model, at);
      // A compiled role belongs to one model: every role begins anew.
      for (const role of [...access.roles.standing(at)]) changeRole(access, role, {}, at);
      return;
    case 'OrganizationClosed':
      return access.close(at);
    case 'ResourceRegistered':
      return registerResource(access, fact.data, at);
    case 'ResourceRenamed':
      return access.tree.rename(nodeOf(access, fact.data.resource), fact.data.name, at);
    case 'ResourceMoved':
      return moveResource(access, fact.data, at);
    case 'ResourceRemoved':
      return removeResource(access, fact.data.resource, at);
    case 'DashboardOverridden': {
      const { resource, facet, roles } = fact.data;
      const list = new Map(Object.entries(roles).map(([id, level]) => [roleOf(access, id), level]));
      return access.overrides.set(facet, nodeOf(access, resource), list, at);
    }
    case 'DashboardOverrideCleared':
      return access.overrides.set(fact.data.facet, nodeOf(access, fact.data.resource), undefined, at);
    case 'RoleCreated':
      return createRole(access, fact.data, at);
    case 'RoleDetailsChanged': {
      const { role, ...details } = fact.data;
      return changeRole(access, roleOf(access, role), { ...details, updated: at }, at);
    }
    case 'PermissionsReplaced':
      return replaceGrants(access, fact.data, at);
    case 'RoleCriteriaSet':
      return setCriteria(access, fact.data, at);
    case 'RoleDeprecated':
      return deprecate(access, fact.data, at);
    case 'RoleRestored':
      return restore(access, fact.data, at);
    case 'RoleDeleted':
      return deleteRole(access, fact.data, at);
    case 'PermissionGranted':
      return 'role' in fact.data ? addGrant(access, fact.data, at) : giveUserLevel(access, fact.data, at);
    case 'PermissionRevoked':
      return 'role' in fact.data ? revokeGrants(access, fact.data, at) : endUserLevel(access, fact.data, at);
    case 'PermissionExpired':
      return endUserLevel(access, fact.data, at);
    case 'PermissionStarted':
      return startUserLevel(access, fact.data, at);
    case 'UserInvited': {
      const { person, expires, tokenHash } = fact.data;
      const before = people.status(person, at);
      people.invite(person, { expires: Date.parse(expires), tokenHash, sent: at, before });
      return people.change(person, 'invited', at);
    }
    case 'InvitationResent': {
      const { person, expires, tokenHash } = fact.data;
      const { before } = people.openInvitation(person);
      return people.invite(person, { expires: Date.parse(expires), tokenHash, sent: at, before });
    }
    case 'InvitationRevoked':
    case 'InvitationDeclined': {
      const { before } = people.openInvitation(fact.data.person);
      people.invite(fact.data.person, undefined);
      endEverythingOf(access, fact.data.person, at);
      return people.change(fact.data.person, before, at);
    }
    case 'InvitationExpired': {
      const invitation = people.openInvitation(fact.data.person);
      return people.invite(fact.data.person, { ...invitation, recorded: true });
    }
    case 'UserActivated':
      people.invite(fact.data.person, undefined);
      return people.change(fact.data.person, 'active', at);
    case 'UserReinstated':
      return people.change(fact.data.person, 'active', at);
    case 'UserSuspended':
      return people.change(fact.data.person, 'suspended', at);
    case 'UserRemoved':
      people.invite(fact.data.person, undefined);
      endEverythingOf(access, fact.data.person, at);
      return people.change(fact.data.person, 'removed', at);
    case 'UserErased':
      return people.change(fact.data.person, 'erased', at);
    case 'UserAttributesChanged':
    case 'NotificationRequested':
      return;
    case 'RoleAssigned': {
      const { person, role, place, source } = fact.data;
      const assignment = { since: at, source, period: periodOf(fact.data) };
      return assignments.begin(person, roleOf(access, role), nodeOf(access, place), assignment);
    }
    case 'RoleRevoked':
    case 'RoleExpired': {
      const { person, role, place } = fact.data;
      return assignments.end(person, roleOf(access, role), nodeOf(access, place), at);
    }
    case 'RoleStarted': {
      const { person, role, place } = fact.data;
      return assignments.markStarted(person, roleOf(access, role), nodeOf(access, place));
    }
    case 'RoleReplaced': {
      const { person, replaced, role } = fact.data;
      const place = nodeOf(access, fact.data.place);
      assignments.end(person, roleOf(access, replaced), place, at);
      const assignment = { since: at, source: 'person', period: periodOf(fact.data) } as const;
      return assignments.begin(person, roleOf(access, role), place, assignment);
    }
    case 'OwnershipTransferred': {
      const { from, to } = fact.data;
      const [owner, place] = [roleOf(access, fact.data.role), nodeOf(access, fact.data.place)];
      if (from !== undefined) assignments.end(from, owner, place, at);
      return assignments.begin(to, owner, place, { since: at, source: 'person', period: undefined });
    }
    default:
      return unknown(fact);
  }
}

function unknown(fact: never): never {
  // Only a ledger from a newer program brings a type that this union does not have.
  const { type } = fact as Fact;
  throw new RangeError(`event type ${type} is not known to this version of the program`);
}

function registerResource(
  access: Access,
  { resource, parent, name }: Of<'ResourceRegistered'>,
  at: number,
): void {
  access.tree.register(resource, parent === undefined ? ABOVE_ROOT : nodeOf(access, parent), name, at);
}

function moveResource(access: Access, { resource, parent }: Of<'ResourceMoved'>, at: number): void {
  const [node, target] = [nodeOf(access, resource), nodeOf(access, parent)];
  if (access.tree.isAtOrBelow(target, node, at)) throw new RangeError(`${resource} cannot lie below itself`);
  access.tree.move(node, target, at);
}

function giveUserLevel(
  access: Access,
  data: UserLevelRef & { level: readonly string[] } & Window,
  at: number,
): void {
  const { person, resource, facet, level } = data;
  const period = periodOf(data);
  const given = { level, given: at, ...(period !== undefined && { period }) };
  access.userLevels.set(person, nodeOf(access, resource), facet, given, at);
}

function endUserLevel(access: Access, { person, resource, facet }: UserLevelRef, at: number): void {
  const node = nodeOf(access, resource);
  userLevelOf(access, person, node, facet);
  access.userLevels.set(person, node, facet, undefined, at);
}

function startUserLevel(access: Access, { person, resource, facet }: UserLevelRef, at: number): void {
  const node = nodeOf(access, resource);
  const level = userLevelOf(access, person, node, facet);
  access.userLevels.set(person, node, facet, { ...level, started: true }, at);
}
