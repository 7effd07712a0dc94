import type { LedgerEvent } from '#events/event.js';
import type { ModelDocument } from '#model/document.js';
import type { Draw } from './draw.suite.js';
import { reference } from './ledger.suite.js';
import { naivePath, type Lasting, type NaiveState } from './naive-state.suite.js';
import { randomGrant, randomLevel, typeOf } from './random-grant.suite.js';

/** An event that can follow in this state, at this time (UTC milliseconds). */
type Make = (state: NaiveState, draw: Draw, time: number) => LedgerEvent | undefined;

const most = { people: 3, resources: 10, depth: 5 };

const register: Make = ({ document, parents }, draw) => {
  const parent = draw.from([...parents.keys()])!;
  const types = Object.entries(document.types).filter(([, { under = [] }]) => under.includes(typeOf(parent)));
  const type = draw.from(types)?.[0];
  const resource = `${type}:${draw.from(['a', 'b', 'c'])!}`;
  const deep = naivePath(parents, parent).length >= most.depth;
  if (type === undefined || parents.has(resource) || parents.size >= most.resources || deep) return undefined;
  return { type: 'ResourceRegistered', data: { resource, parent } };
};

const move: Make = ({ document, parents, root }, draw) => {
  const resource = draw.from([...parents.keys()])!;
  const { under = [] } = document.types[typeOf(resource)]!;
  const targets = [...parents.keys()].filter(
    (ref) => under.includes(typeOf(ref)) && !naivePath(parents, ref).includes(resource),
  );
  const parent = draw.from(targets);
  return resource === root || parent === undefined
    ? undefined
    : { type: 'ResourceMoved', data: { resource, parent } };
};

const remove: Make = ({ parents, root }, draw) => {
  const resource = draw.from([...parents.keys()].filter((ref) => ref !== root));
  return resource === undefined
    ? undefined
    : { type: 'ResourceRemoved', data: { resource, resources: 0, grants: 0, overrides: 0 } };
};

const rename: Make = ({ parents }, draw) => {
  const resource = draw.from([...parents.keys()])!;
  return { type: 'ResourceRenamed', data: { resource, name: `name ${draw.below(100)}` } };
};

const createRole: Make = (state, draw) => {
  const role = `custom${draw.below(5)}`;
  if (state.roleIds.has(role)) return undefined;
  const assignableAt = draw.some(Object.keys(state.document.assignments), 3);
  const grants = Array.from({ length: 1 + draw.below(2) }, () => randomGrant(state, assignableAt, draw)!);
  return { type: 'RoleCreated', data: { role, name: role, kind: 'custom', assignableAt, grants } };
};

/** A role whose grants change: a custom one, where there is one. */
function edited({ roles }: NaiveState, draw: Draw): string | undefined {
  const custom = [...roles.keys()].filter((id) => id.startsWith('custom'));
  return draw.from(custom.length > 0 ? custom : [...roles.keys()]);
}

export const replaceGrants: Make = (state, draw) => {
  const role = edited(state, draw);
  if (role === undefined) return undefined;
  const { assignableAt, grants } = state.roles.get(role)!;
  const kept = grants.filter(() => draw.chance(2));
  const more = Array.from({ length: draw.below(3) }, () => randomGrant(state, assignableAt, draw)!);
  return { type: 'PermissionsReplaced', data: { role, grants: [...kept, ...more] } };
};

const addGrant: Make = (state, draw) => {
  const role = edited(state, draw);
  if (role === undefined) return undefined;
  const grant = randomGrant(state, state.roles.get(role)!.assignableAt, draw)!;
  return { type: 'PermissionGranted', data: { role, grant } };
};

const revokeGrants: Make = (state, draw) => {
  const role = edited(state, draw);
  const grant = role === undefined ? undefined : draw.from(state.roles.get(role)!.grants);
  if (role === undefined || grant === undefined) return undefined;
  const facet = draw.chance(2) ? draw.from(Object.keys(grant.give))! : undefined;
  return {
    type: 'PermissionRevoked',
    data: { role, scope: grant.scope, ...(facet !== undefined && { facet }) },
  };
};

const describeRole: Make = ({ roles }, draw) => {
  const role = draw.from([...roles.keys()]);
  return role === undefined
    ? undefined
    : { type: 'RoleDetailsChanged', data: { role, name: `name ${draw.below(9)}` } };
};

const deleteRole: Make = (state, draw) => {
  const role = edited(state, draw);
  return role === undefined ? undefined : { type: 'RoleDeleted', data: { role, holders: 0, overrides: 0 } };
};

/** What can happen to somebody in each status; strangers and people who left may come, and get the next number. */
const changeStatus: Make = ({ members }, draw) => {
  const person = draw.below(most.people);
  const stranger = members.size < person ? members.size : person;
  const invitation = { key: 'k', identity: 'v1', expires: '2030-01-01T00:00:00.000Z', tokenHash: 'h' };
  switch (members.get(stranger)) {
    case undefined:
    case 'removed':
      return draw.chance(2)
        ? { type: 'UserInvited', data: { person: stranger, ...invitation } }
        : { type: 'UserActivated', data: { person: stranger } };
    case 'invited':
      return { type: draw.chance(3) ? 'InvitationDeclined' : 'UserActivated', data: { person: stranger } };
    case 'suspended':
      return { type: 'UserReinstated', data: { person: stranger } };
    case 'active':
      if (draw.chance(3)) return { type: 'UserSuspended', data: { person: stranger } };
      if (!draw.chance(3)) return undefined;
      return { type: 'UserRemoved', data: { person: stranger, assignments: 0, userLevels: 0 } };
    default:
      return undefined;
  }
};

const erase: Make = ({ members }, draw) => {
  const removed = [...members].filter(([, status]) => status === 'removed').map(([person]) => person);
  const person = draw.from(removed);
  return person === undefined ? undefined : { type: 'UserErased', data: { person } };
};

/** Mostly for ever; else from some minutes around the time, or until then, or both. */
function period(draw: Draw, time: number): Lasting {
  const minutes = [-5, 0, 1, 10];
  const at = () => new Date(time + 60_000 * draw.from(minutes)!).toISOString();
  return { ...(draw.chance(4) && { from: at() }), ...(draw.chance(4) && { until: at() }) };
}

export const assign: Make = ({ members, roles, parents, assignments }, draw, time) => {
  const person = draw.from([...members].filter(([, status]) => isMember(status)).map(([number]) => number));
  const role = draw.from([...roles.keys()]);
  if (person === undefined || role === undefined) return undefined;
  const { assignableAt } = roles.get(role)!;
  const place = draw.from([...parents.keys()].filter((ref) => assignableAt.includes(typeOf(ref))));
  const held = assignments.some((one) => one.person === person && one.role === role && one.place === place);
  if (place === undefined || held) return undefined;
  const other = assignments.find((one) => one.person === person && one.place === place);
  if (other !== undefined && draw.chance(2)) {
    return {
      type: 'RoleReplaced',
      data: { person, replaced: other.role, role, place, ...period(draw, time) },
    };
  }
  return { type: 'RoleAssigned', data: { person, role, place, source: 'person', ...period(draw, time) } };
};

const endAssignment: Make = ({ assignments }, draw, time) => {
  const ending = draw.from(assignments);
  if (ending === undefined) return undefined;
  const { person, role, place, from, until } = ending;
  const data = { person, role, place };
  if (until !== undefined && Date.parse(until) <= time) return { type: 'RoleExpired', data };
  if (from !== undefined && Date.parse(from) <= time && draw.chance(2)) return { type: 'RoleStarted', data };
  return { type: 'RoleRevoked', data };
};

export const override: Make = ({ document, parents, roles }, draw) => {
  const facets = Object.entries(document.facets).filter(([, facet]) => facet.override !== undefined);
  const chosen = draw.from(facets);
  if (chosen === undefined) return undefined;
  const [name, facet] = chosen;
  const resource = draw.from([...parents.keys()].filter((ref) => typeOf(ref) === facet.type));
  const listed = draw.some([...roles.keys()], 2);
  if (resource === undefined || listed.length === 0) return undefined;
  const list = Object.fromEntries(listed.map((role) => [role, randomLevel(facet, draw)]));
  return { type: 'DashboardOverridden', data: { resource, facet: name, roles: list } };
};

const clearOverride: Make = ({ overrides }, draw) => {
  const cleared = draw.from(overrides);
  if (cleared === undefined) return undefined;
  const { resource, facet } = cleared;
  return { type: 'DashboardOverrideCleared', data: { resource, facet } };
};

const giveUserLevel: Make = ({ document, parents, members }, draw, time) => {
  const facets = Object.entries(document.facets).filter(([, facet]) => facet.user_grants !== undefined);
  const chosen = draw.from(facets);
  const person = draw.from([...members].filter(([, status]) => isMember(status)).map(([number]) => number));
  if (chosen === undefined || person === undefined) return undefined;
  const [name, facet] = chosen;
  const resource = draw.from([...parents.keys()].filter((ref) => typeOf(ref) === facet.type));
  if (resource === undefined) return undefined;
  const level = randomLevel(facet, draw);
  return { type: 'PermissionGranted', data: { person, resource, facet: name, level, ...period(draw, time) } };
};

const endUserLevel: Make = ({ userLevels }, draw, time) => {
  const ending = draw.from(userLevels);
  if (ending === undefined) return undefined;
  const { person, resource, facet, from, until } = ending;
  const data = { person, resource, facet };
  if (until !== undefined && Date.parse(until) <= time) return { type: 'PermissionExpired', data };
  if (from !== undefined && Date.parse(from) <= time && draw.chance(2))
    return { type: 'PermissionStarted', data };
  return { type: 'PermissionRevoked', data };
};

/** The next version turns the way around in which the grants of a role combine. */
const upgrade: Make = ({ document }) => {
  const types = Object.entries(document.types).map(([name, type]) => {
    const combine = type.combine === 'most-specific' ? 'union' : 'most-specific';
    return [name, { ...type, combine } as const] as const;
  });
  const next: ModelDocument = {
    ...document,
    version: document.version + 1,
    types: Object.fromEntries(types),
  };
  return { type: 'OrganizationModelUpgraded', data: { model: reference(next) } };
};

/** How often each kind is tried. */
const kinds: readonly (readonly [number, Make])[] = [
  [8, register],
  [1, rename],
  [2, move],
  [1, remove],
  [5, createRole],
  [4, replaceGrants],
  [2, addGrant],
  [1, revokeGrants],
  [1, describeRole],
  [1, deleteRole],
  [4, changeStatus],
  [1, erase],
  [16, assign],
  [3, endAssignment],
  [7, override],
  [1, clearOverride],
  [5, giveUserLevel],
  [2, endUserLevel],
  [1, upgrade],
];
const weighted = kinds.flatMap(([times, make]) => Array.from({ length: times }, () => make));

export function randomEvent(state: NaiveState, draw: Draw, time: number): LedgerEvent | undefined {
  return draw.from(weighted)!(state, draw, time);
}

function isMember(status: string | undefined): boolean {
  return status === 'invited' || status === 'active' || status === 'suspended';
}
