import type { RoleState } from '#access/roles.js';
import type { Grant } from '#events/grant.js';
import { refuse, type Deliberation, type Events } from './deliberation.js';
import { checkGrants, plain } from './grants.js';
import { holdersOf } from './holders.js';
import { refuseLocked } from './locks.js';
import type { CommandData } from './schema.js';

export function createRole(d: Deliberation, data: CommandData<'CreateRole'>): Events {
  const custom = d.model.customRoles;
  refuseCustomRoles(d);
  if (data.criteria !== undefined) refuseCriteria(d);
  const at = d.access.root;
  d.permit('CreateRole', [
    { action: 'manage_roles', at },
    ...(data.grants !== undefined ? [{ action: 'edit_role_permissions', at } as const] : []),
    ...(data.criteria !== undefined ? [{ action: 'assign_roles', at } as const] : []),
  ]);
  const { role, name = role, grants = [], ...rest } = data;
  refuseTaken(d, role, name);
  checkGrants(d, grants, custom.assignableAt);
  return [
    {
      type: 'RoleCreated',
      data: { ...rest, role, name, kind: 'custom', assignableAt: custom.assignableAt, grants },
    },
  ];
}

/** Takes grants and description. Criteria, deprecation, ownership and locks stay behind. */
export function cloneRole(d: Deliberation, { role, as, name = as }: CommandData<'CloneRole'>): Events {
  refuseCustomRoles(d);
  const at = d.access.root;
  d.permit('CloneRole', [
    { action: 'manage_roles', at },
    { action: 'edit_role_permissions', at },
  ]);
  const { state } = d.role(role);
  refuseTaken(d, as, name);
  const { assignableAt } = d.model.customRoles;
  const grants: Grant[] = state.grants.map(plain);
  checkGrants(d, grants, assignableAt);
  const description = state.description === undefined ? {} : { description: state.description };
  return [
    {
      type: 'RoleCreated',
      data: { role: as, name, ...description, kind: 'custom', assignableAt, grants, clonedFrom: role },
    },
  ];
}

export function changeRoleDetails(d: Deliberation, data: CommandData<'ChangeRoleDetails'>): Events {
  refuseLocked(d, data.role, 'details');
  d.permit('ChangeRoleDetails', [{ action: 'manage_roles', at: d.access.root }]);
  const { number, state } = d.role(data.role);
  const { role, name = state.name, description = state.description } = data;
  refuseTakenName(d, name, number);
  const change = {
    ...(name !== state.name && { name }),
    ...(description !== undefined && description !== state.description && { description }),
  };
  return Object.keys(change).length === 0 ? [] : [{ type: 'RoleDetailsChanged', data: { role, ...change } }];
}

export function setRoleCriteria(d: Deliberation, { role, criteria }: CommandData<'SetRoleCriteria'>): Events {
  permitCriteria(d, 'SetRoleCriteria', role);
  const { state } = d.role(role);
  const same = sameCriteria(state.criteria ?? {}, criteria);
  return same ? [] : [{ type: 'RoleCriteriaSet', data: { role, criteria } }];
}

export function clearRoleCriteria(d: Deliberation, { role }: CommandData<'ClearRoleCriteria'>): Events {
  permitCriteria(d, 'ClearRoleCriteria', role);
  return d.role(role).state.criteria === undefined ? [] : [{ type: 'RoleCriteriaSet', data: { role } }];
}

export function deprecateRole(d: Deliberation, { role, replacement }: CommandData<'DeprecateRole'>): Events {
  permitDeprecation(d, 'DeprecateRole', role);
  const { state } = d.role(role);
  if (replacement !== undefined) d.role(replacement);
  if (state.deprecated && state.replacement === replacement) return [];
  return [{ type: 'RoleDeprecated', data: { role, ...(replacement !== undefined && { replacement }) } }];
}

export function restoreRole(d: Deliberation, { role }: CommandData<'RestoreRole'>): Events {
  permitDeprecation(d, 'RestoreRole', role);
  return d.role(role).state.deprecated ? [{ type: 'RoleRestored', data: { role } }] : [];
}

export function deleteRole(d: Deliberation, { role }: CommandData<'DeleteRole'>): Events {
  refuseLocked(d, role, 'deletion');
  d.permit('DeleteRole', [{ action: 'manage_roles', at: d.access.root }]);
  const { number } = d.role(role);
  const listed = [...d.access.overrides.standing(d.revision)].filter(({ list }) => list.has(number));
  const alone = listed.find(({ list }) => list.size === 1);
  if (alone !== undefined) {
    const where = d.access.tree.ref(alone.node);
    refuse(
      'ROLE_IS_LAST_IN_OVERRIDE',
      `\`${role}\` is the only role listed on \`${where}\`, change that list first`,
    );
  }
  const { holders, leftWithout } = holdersOf(d, number);
  if (leftWithout !== undefined) {
    const where = d.access.tree.ref(leftWithout);
    refuse(
      'ROLE_HAS_HOLDERS',
      `people in \`${where}\` would be left without a role, give them another one first`,
    );
  }
  return [{ type: 'RoleDeleted', data: { role, holders, overrides: listed.length } }];
}

function refuseCustomRoles(d: Deliberation): void {
  if (!d.model.customRoles.allowed) {
    refuse('CUSTOM_ROLES_DISABLED', `model \`${d.model.name}\` has a fixed set of roles`);
  }
}

function refuseCriteria(d: Deliberation): void {
  if (!d.model.customRoles.criteria) {
    refuse('CRITERIA_NOT_AVAILABLE', `roles of model \`${d.model.name}\` have no criteria`);
  }
}

function permitCriteria(d: Deliberation, command: string, role: string): void {
  refuseCriteria(d);
  refuseLocked(d, role, 'details');
  const at = d.access.root;
  d.permit(command, [
    { action: 'manage_roles', at },
    { action: 'assign_roles', at },
  ]);
}

/** Roles of the product are deprecated by its operators, an organization's own by those who manage roles. */
function permitDeprecation(d: Deliberation, command: string, role: string): void {
  const kind: RoleState['kind'] | undefined = d.findRole(role)?.state.kind;
  const ofProduct = kind === 'built-in' || kind === 'specialized';
  if (ofProduct && d.model.action('manage_roles') !== undefined) d.permitOperator(command);
  else d.permit(command, [{ action: 'manage_roles', at: d.access.root }]);
}

function refuseTaken(d: Deliberation, id: string, name: string): void {
  if (d.access.roles.number(id) !== undefined) {
    refuse('NAME_TAKEN', `\`${id}\` is or was the id of a role, ids are never used twice`);
  }
  refuseTakenName(d, name, undefined);
}

/** Names that differ only in case are the same name to people. */
function refuseTakenName(d: Deliberation, name: string, own: number | undefined): void {
  const wanted = name.toLowerCase();
  for (const number of d.access.roles.standing(d.revision)) {
    if (number !== own && d.view.role(number)!.name.toLowerCase() === wanted) {
      refuse('NAME_TAKEN', `role \`${d.access.roles.id(number)}\` has the name \`${name}\` already`);
    }
  }
}

function sameCriteria(a: NonNullable<RoleState['criteria']>, b: NonNullable<RoleState['criteria']>): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  );
}
