import type { Fact, LedgerEvent } from '#events/event.js';
import type { Grant, Window } from '#events/grant.js';
import type { Access } from './access.js';
import type { Period } from './assignments.js';
import type { RoleGrant, RoleState } from './roles.js';
import { ABOVE_ROOT } from './tree.js';

type Of<T extends LedgerEvent['type']> = Extract<LedgerEvent, { type: T }>['data'];

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
      return access.tree.rename(node(access, fact.data.resource), fact.data.name, at);
    case 'ResourceMoved':
      return access.tree.move(node(access, fact.data.resource), node(access, fact.data.parent), at);
    case 'ResourceRemoved':
      return removeResource(access, fact.data.resource, at);
    case 'DashboardOverridden': {
      const { resource, facet, roles } = fact.data;
      const list = new Map(Object.entries(roles).map(([id, level]) => [role(access, id), level]));
      return access.overrides.set(facet, node(access, resource), list, at);
    }
    case 'DashboardOverrideCleared':
      return access.overrides.set(fact.data.facet, node(access, fact.data.resource), undefined, at);
    case 'RoleCreated':
      return createRole(access, fact.data, at);
    case 'RoleDetailsChanged': {
      const { role: id, ...details } = fact.data;
      return changeRole(access, role(access, id), { ...details, updated: at }, at);
    }
    case 'PermissionsReplaced':
      return replaceGrants(access, role(access, fact.data.role), fact.data.grants, at);
    case 'RoleCriteriaSet':
      return setCriteria(access, fact.data, at);
    case 'RoleDeprecated': {
      const { role: id, replacement } = fact.data;
      const change = { deprecated: true, ...(replacement !== undefined && { replacement }) };
      return changeRole(access, role(access, id), change, at);
    }
    case 'RoleRestored':
      return changeRole(access, role(access, fact.data.role), { deprecated: false }, at);
    case 'RoleDeleted':
      return deleteRole(access, role(access, fact.data.role), at);
    case 'PermissionGranted':
      return 'role' in fact.data ? addGrant(access, fact.data, at) : setUserLevel(access, fact.data, at);
    case 'PermissionRevoked':
      return 'role' in fact.data
        ? revokeGrants(access, fact.data, at)
        : access.userLevels.set(
            fact.data.person,
            node(access, fact.data.resource),
            fact.data.facet,
            undefined,
            at,
          );
    case 'PermissionExpired': {
      const { person, resource, facet } = fact.data;
      return access.userLevels.set(person, node(access, resource), facet, undefined, at);
    }
    case 'PermissionStarted': {
      const { person, resource, facet } = fact.data;
      const level = access.userLevels.get(person, node(access, resource), facet, at)!;
      return access.userLevels.set(person, node(access, resource), facet, { ...level, started: true }, at);
    }
    case 'UserInvited': {
      const { person, expires, tokenHash } = fact.data;
      const before = people.status(person, at);
      people.invite(person, { expires: Date.parse(expires), tokenHash, sent: at, before });
      return people.change(person, 'invited', at);
    }
    case 'InvitationResent': {
      const { person, expires, tokenHash } = fact.data;
      const before = people.invitation(person)?.before;
      return people.invite(person, { expires: Date.parse(expires), tokenHash, sent: at, before });
    }
    case 'InvitationRevoked':
    case 'InvitationDeclined': {
      const before = people.invitation(fact.data.person)?.before;
      people.invite(fact.data.person, undefined);
      endEverythingOf(access, fact.data.person, at);
      return people.change(fact.data.person, before, at);
    }
    case 'InvitationExpired': {
      const invitation = people.invitation(fact.data.person)!;
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
      const { person, role: id, place, source } = fact.data;
      return assignments.begin(person, role(access, id), node(access, place), {
        since: at,
        source,
        period: period(fact.data),
      });
    }
    case 'RoleRevoked':
    case 'RoleExpired': {
      const { person, role: id, place } = fact.data;
      return assignments.end(person, role(access, id), node(access, place), at);
    }
    case 'RoleStarted': {
      const { person, role: id, place } = fact.data;
      return assignments.markStarted(person, role(access, id), node(access, place));
    }
    case 'RoleReplaced': {
      const { person, replaced, role: id, place } = fact.data;
      const where = node(access, place);
      assignments.end(person, role(access, replaced), where, at);
      return assignments.begin(person, role(access, id), where, {
        since: at,
        source: 'person',
        period: period(fact.data),
      });
    }
    case 'OwnershipTransferred': {
      const { place, role: id, from, to } = fact.data;
      const [owner, where] = [role(access, id), node(access, place)];
      if (from !== undefined) assignments.end(from, owner, where, at);
      return assignments.begin(to, owner, where, { since: at, source: 'person', period: undefined });
    }
    default:
      return unknown(fact);
  }
}

function unknown(fact: never): never {
  const { type } = fact as Fact;
  throw new RangeError(`event type ${type} is not known to this version of the program`);
}

function node(access: Access, ref: string): number {
  const found = access.tree.find(ref, access.revision);
  if (found === undefined) throw new RangeError(`there is no resource ${ref}`);
  return found;
}

function role(access: Access, id: string): number {
  const found = access.roles.number(id);
  if (found === undefined) throw new RangeError(`there is no role ${id}`);
  return found;
}

function period({ from, until }: Window): Period | undefined {
  if (from === undefined && until === undefined) return undefined;
  return {
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(until !== undefined && { until: Date.parse(until) }),
  };
}

function registerResource(
  access: Access,
  { resource, parent, name }: Of<'ResourceRegistered'>,
  at: number,
): void {
  access.tree.register(resource, parent === undefined ? ABOVE_ROOT : node(access, parent), name, at);
}

/** Takes the subtree away, with its overrides and whatever grants say about it. What hung there by node is out of reach. */
function removeResource(access: Access, ref: string, at: number): void {
  const gone = new Set(access.tree.subtree(node(access, ref), at));
  for (const { facet, node: where } of [...access.overrides.standing(at)]) {
    if (gone.has(where)) access.overrides.set(facet, where, undefined, at);
  }
  for (const number of [...access.roles.standing(at)]) {
    const state = access.roles.state(number, at)!;
    const grants = withoutNodes(access, state.grants, gone);
    if (grants !== state.grants) access.roles.change(number, { ...state, grants }, at);
  }
  for (const where of gone) access.tree.remove(where, at);
}

/** The grants without those of removed resources; lists of `only` lose them too and may become empty. */
export function withoutNodes(
  access: Access,
  grants: readonly RoleGrant[],
  gone: ReadonlySet<number>,
): readonly RoleGrant[] {
  let changed = false;
  const left = grants.flatMap((grant): RoleGrant[] => {
    if (grant.node !== undefined && gone.has(grant.node)) {
      changed = true;
      return [];
    }
    const { within } = grant;
    if (
      within === undefined ||
      !Object.values(within).some((nodes) => nodes.some((where) => gone.has(where)))
    ) {
      return [grant];
    }
    changed = true;
    const kept = Object.entries(within).map(
      ([type, nodes]) => [type, nodes.filter((where) => !gone.has(where))] as const,
    );
    const only = kept.map(
      ([type, nodes]) => [type, nodes.map((where) => access.tree.ref(where).slice(type.length + 1))] as const,
    );
    return [{ ...grant, only: Object.fromEntries(only), within: Object.fromEntries(kept) }];
  });
  return changed ? left : grants;
}

function createRole(access: Access, data: Of<'RoleCreated'>, at: number): void {
  const { role: id, grants, locked = [], ...rest } = data;
  const state = {
    ...rest,
    locked,
    grants: grants.map((grant) => standing(access, grant, at)),
    created: at,
    updated: at,
  };
  access.roles.create(id, state, at);
}

function changeRole(access: Access, number: number, change: Partial<RoleState>, at: number): void {
  access.roles.change(number, { ...access.roles.state(number, at)!, ...change }, at);
}

function setCriteria(access: Access, { role: id, criteria }: Of<'RoleCriteriaSet'>, at: number): void {
  const number = role(access, id);
  const { criteria: _, ...state } = access.roles.state(number, at)!;
  access.roles.change(number, criteria === undefined ? state : { ...state, criteria }, at);
}

function deleteRole(access: Access, number: number, at: number): void {
  access.roles.change(number, undefined, at);
  for (const { facet, node: where, list } of [...access.overrides.standing(at)]) {
    if (!list.has(number)) continue;
    const left = new Map([...list].filter(([listed]) => listed !== number));
    access.overrides.set(facet, where, left.size > 0 ? left : undefined, at);
  }
}

function addGrant(access: Access, data: { role: string; grant: Grant }, at: number): void {
  const number = role(access, data.role);
  const grants = [...access.roles.state(number, at)!.grants, standing(access, data.grant, at)];
  changeRole(access, number, { grants, updated: at }, at);
}

function revokeGrants(
  access: Access,
  data: { role: string; scope: string; facet?: string },
  at: number,
): void {
  const number = role(access, data.role);
  const grants = access.roles.state(number, at)!.grants.flatMap((grant) => {
    if (grant.scope !== data.scope) return [grant];
    if (data.facet === undefined) return [];
    const give = Object.fromEntries(Object.entries(grant.give).filter(([facet]) => facet !== data.facet));
    return Object.keys(give).length > 0 ? [{ ...grant, give }] : [];
  });
  changeRole(access, number, { grants, updated: at }, at);
}

/** A grant that stays as it was keeps its origin: since when and by whom. */
function replaceGrants(access: Access, number: number, grants: readonly Grant[], at: number): void {
  const origins = new Map(access.roles.state(number, at)!.grants.map((grant) => [grantKey(grant), grant]));
  const replaced = grants.map((grant) => origins.get(grantKey(grant)) ?? standing(access, grant, at));
  changeRole(access, number, { grants: replaced, updated: at }, at);
}

/** What identifies a grant inside its role: scope, give and only. */
export function grantKey({ scope, give, only }: Grant): string {
  const lines = (lists: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(lists).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([scope, lines(give), only === undefined ? null : lines(only)]);
}

function standing(access: Access, { scope, give, only }: Grant, since: number): RoleGrant {
  const names = scope !== '.' && !scope.endsWith(':*');
  return {
    scope,
    give,
    ...(only !== undefined && {
      only,
      within: Object.fromEntries(
        Object.entries(only).map(([type, ids]) => [type, ids.map((id) => node(access, `${type}:${id}`))]),
      ),
    }),
    ...(names && { node: node(access, scope.endsWith('/**') ? scope.slice(0, -3) : scope) }),
    since,
  };
}

function setUserLevel(
  access: Access,
  data: { person: number; resource: string; facet: string; level: readonly string[] } & Window,
  at: number,
): void {
  const { person, resource, facet, level } = data;
  const window = period(data);
  access.userLevels.set(
    person,
    node(access, resource),
    facet,
    { level, given: at, ...(window !== undefined && { period: window }) },
    at,
  );
}

/** A person who leaves takes nothing along: one who returns starts clean. */
function endEverythingOf(access: Access, person: number, at: number): void {
  const { assignments, userLevels } = access;
  for (let slot = assignments.first(person, false); slot >= 0; slot = assignments.first(person, false)) {
    assignments.end(person, assignments.roleOf(slot), assignments.placeOf(slot), at);
  }
  for (const { node: where, facet } of [...userLevels.of(person, at)]) {
    userLevels.set(person, where, facet, undefined, at);
  }
}
