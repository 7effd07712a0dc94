import type { LedgerEvent } from '#events/event.js';
import type { Grant } from '#events/grant.js';
import type { Access } from './access.js';
import { nodeOf, roleOf, roleStateOf } from './references.js';
import type { RoleGrant, RoleState } from './roles.js';

type Of<T extends LedgerEvent['type']> = Extract<LedgerEvent, { type: T }>['data'];
type OfRole<T extends LedgerEvent['type']> = Extract<Of<T>, { role: string }>;

export function createRole(access: Access, data: Of<'RoleCreated'>, at: number): void {
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

export function changeRole(access: Access, role: number, change: Partial<RoleState>, at: number): void {
  access.roles.change(role, { ...roleStateOf(access, role), ...change }, at);
}

export function setCriteria(access: Access, { role: id, criteria }: Of<'RoleCriteriaSet'>, at: number): void {
  const role = roleOf(access, id);
  const { criteria: _, ...state } = roleStateOf(access, role);
  access.roles.change(role, criteria === undefined ? state : { ...state, criteria }, at);
}

export function deprecate(access: Access, { role: id, replacement }: Of<'RoleDeprecated'>, at: number): void {
  const role = roleOf(access, id);
  const { replacement: _, ...state } = roleStateOf(access, role);
  const change = { deprecated: true, ...(replacement !== undefined && { replacement }) };
  access.roles.change(role, { ...state, ...change }, at);
}

export function restore(access: Access, { role: id }: Of<'RoleRestored'>, at: number): void {
  const role = roleOf(access, id);
  const { replacement: _, deprecated: __, ...state } = roleStateOf(access, role);
  access.roles.change(role, state, at);
}

/** A deleted role gives nothing at once, and no list names it any more. */
export function deleteRole(access: Access, { role: id }: Of<'RoleDeleted'>, at: number): void {
  const role = roleOf(access, id);
  roleStateOf(access, role);
  access.roles.change(role, undefined, at);
  for (const { facet, node, list } of [...access.overrides.standing(at)]) {
    if (!list.has(role)) continue;
    const left = new Map([...list].filter(([listed]) => listed !== role));
    access.overrides.set(facet, node, left.size > 0 ? left : undefined, at);
  }
}

export function addGrant(access: Access, data: OfRole<'PermissionGranted'>, at: number): void {
  const role = roleOf(access, data.role);
  const grants = [...roleStateOf(access, role).grants, standing(access, data.grant, at)];
  changeRole(access, role, { grants, updated: at }, at);
}

export function revokeGrants(access: Access, data: OfRole<'PermissionRevoked'>, at: number): void {
  const role = roleOf(access, data.role);
  const grants = roleStateOf(access, role).grants.flatMap((grant) => {
    if (grant.scope !== data.scope) return [grant];
    if (data.facet === undefined) return [];
    const give = Object.fromEntries(Object.entries(grant.give).filter(([facet]) => facet !== data.facet));
    return Object.keys(give).length > 0 ? [{ ...grant, give }] : [];
  });
  changeRole(access, role, { grants, updated: at }, at);
}

/** A grant that stays as it was keeps its origin: since when and by whom. */
export function replaceGrants(access: Access, data: Of<'PermissionsReplaced'>, at: number): void {
  const role = roleOf(access, data.role);
  const origins = new Map(roleStateOf(access, role).grants.map((grant) => [grantKey(grant), grant]));
  const grants = data.grants.map((grant) => origins.get(grantKey(grant)) ?? standing(access, grant, at));
  changeRole(access, role, { grants, updated: at }, at);
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
        Object.entries(only).map(([type, ids]) => [type, ids.map((id) => nodeOf(access, `${type}:${id}`))]),
      ),
    }),
    ...(names && { node: nodeOf(access, scope.endsWith('/**') ? scope.slice(0, -3) : scope) }),
    since,
  };
}
