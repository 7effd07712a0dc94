import type { Grant } from '#events/grant.js';
import { quoted } from '#model/wording.js';
import type { Deliberation, Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit } from '../rights.js';
import type { CommandData } from '../schema.js';
import { refuseCriteria } from './criteria.js';
import { plain, refuseFaults } from './grants.js';
import { holdersOf } from './holders.js';
import { refuseLocked } from './locks.js';

export function createRole(d: Deliberation, data: CommandData<'CreateRole'>): Events {
  const { role, name = role, description, criteria, grants = [] } = data;
  refuseFixedRoles(d);
  if (criteria !== undefined) refuseCriteria(d);
  const at = d.access.root;
  permit(d, 'CreateRole', [
    { action: 'manage_roles', at },
    ...(grants.length > 0 ? [{ action: 'edit_role_permissions', at } as const] : []),
    ...(criteria !== undefined ? [{ action: 'assign_roles', at } as const] : []),
  ]);
  refuseTaken(d, role, name);
  const { assignableAt } = d.model.customRoles;
  const said = {
    ...(description !== undefined && { description }),
    ...(criteria !== undefined && { criteria }),
  };
  const distinct = refuseFaults(d, grants, assignableAt);
  return [
    { type: 'RoleCreated', data: { role, name, ...said, kind: 'custom', assignableAt, grants: distinct } },
  ];
}

/** Takes grants and description. Criteria, deprecation, ownership and locks stay behind. */
export function cloneRole(d: Deliberation, { role, as, name = as }: CommandData<'CloneRole'>): Events {
  refuseFixedRoles(d);
  const at = d.access.root;
  permit(d, 'CloneRole', [
    { action: 'manage_roles', at },
    { action: 'edit_role_permissions', at },
  ]);
  const { state } = d.role(role);
  refuseTaken(d, as, name);
  const { assignableAt } = d.model.customRoles;
  const grants: Grant[] = state.grants.map(plain);
  refuseFaults(d, grants, assignableAt);
  const said = state.description === undefined ? {} : { description: state.description };
  return [
    {
      type: 'RoleCreated',
      data: { role: as, name, ...said, kind: 'custom', assignableAt, grants, clonedFrom: role },
    },
  ];
}

export function changeRoleDetails(d: Deliberation, data: CommandData<'ChangeRoleDetails'>): Events {
  refuseLocked(d, data.role, 'details');
  permit(d, 'ChangeRoleDetails', [{ action: 'manage_roles', at: d.access.root }]);
  const { number, state } = d.role(data.role);
  const { role, name = state.name, description = state.description ?? '' } = data;
  refuseTakenName(d, name, number);
  const change = {
    ...(name !== state.name && { name }),
    ...(description !== (state.description ?? '') && { description }),
  };
  return Object.keys(change).length === 0 ? [] : [{ type: 'RoleDetailsChanged', data: { role, ...change } }];
}

export function deleteRole(d: Deliberation, { role }: CommandData<'DeleteRole'>): Events {
  refuseLocked(d, role, 'deletion');
  permit(d, 'DeleteRole', [{ action: 'manage_roles', at: d.access.root }]);
  const { number } = d.role(role);
  const lists = [...d.access.overrides.standing(d.revision)].filter(({ list }) => list.has(number));
  const alone = lists.find(({ list }) => list.size === 1);
  if (alone !== undefined) {
    const where = quoted(d.access.tree.ref(alone.node));
    const what = `${quoted(role)} is the only role listed on ${where}, change that list first`;
    refuse('ROLE_IS_LAST_IN_OVERRIDE', what);
  }
  const { holders, leftWithout } = holdersOf(d, number);
  if (leftWithout !== undefined) {
    const where = quoted(d.access.tree.ref(leftWithout));
    refuse(
      'ROLE_HAS_HOLDERS',
      `people in ${where} would be left without a role, give them another one first`,
    );
  }
  return [{ type: 'RoleDeleted', data: { role, holders, overrides: lists.length } }];
}

function refuseFixedRoles({ model }: Deliberation): void {
  if (model.customRoles.allowed) return;
  refuse('CUSTOM_ROLES_DISABLED', `model ${quoted(model.name)} has a fixed set of roles`);
}

function refuseTaken(d: Deliberation, id: string, name: string): void {
  if (d.access.roles.number(id) !== undefined) {
    refuse('NAME_TAKEN', `${quoted(id)} is or was the id of a role, ids are never used twice`);
  }
  refuseTakenName(d, name, undefined);
}

/** Names that differ only in case are the same name to people. */
function refuseTakenName(d: Deliberation, name: string, own: number | undefined): void {
  const wanted = name.toLowerCase();
  for (const number of d.access.roles.standing(d.revision)) {
    if (number === own || d.view.role(number)!.name.toLowerCase() !== wanted) continue;
    const holder = quoted(d.access.roles.id(number));
    refuse('NAME_TAKEN', `role ${holder} has the name ${quoted(name)} already, choose another`);
  }
}
