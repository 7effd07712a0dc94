import type { Window } from '#events/grant.js';
import type { Access } from './access.js';
import type { Period } from './assignments.js';
import type { RoleState } from './roles.js';
import type { UserLevel } from './user-levels.js';

// What events name, as the fold knows it. An event that names what is not there cannot be applied.

export function nodeOf(access: Access, ref: string): number {
  const node = access.tree.find(ref, access.revision);
  if (node === undefined) throw new RangeError(`there is no resource ${ref}`);
  return node;
}

export function roleOf(access: Access, id: string): number {
  const role = access.roles.number(id);
  if (role === undefined) throw new RangeError(`there is no role ${id}`);
  return role;
}

export function roleStateOf(access: Access, role: number): RoleState {
  const state = access.roles.state(role, access.revision);
  if (state === undefined) throw new RangeError(`role ${access.roles.id(role)} was deleted`);
  return state;
}

export function userLevelOf(access: Access, person: number, node: number, facet: string): UserLevel {
  const level = access.userLevels.get(person, node, facet, access.revision);
  if (level === undefined) throw new RangeError(`person ${person} has no level for ${facet} there`);
  return level;
}

export function periodOf({ from, until }: Window): Period | undefined {
  if (from === undefined && until === undefined) return undefined;
  return {
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(until !== undefined && { until: Date.parse(until) }),
  };
}
