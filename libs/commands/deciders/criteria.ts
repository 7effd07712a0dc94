import type { RoleState } from '#access/roles.js';
import type { LedgerEvent } from '#events/event.js';
import { quoted } from '#model/wording.js';
import type { Deliberation, Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit } from '../rights.js';
import type { CommandData } from '../schema.js';
import { assigned, type Assignable } from './assigning.js';
import { sameAttributes, type Attributes } from './people.js';

export function setRoleCriteria(d: Deliberation, { role, criteria }: CommandData<'SetRoleCriteria'>): Events {
  permitCriteria(d, 'SetRoleCriteria');
  const { state } = d.role(role);
  const same = sameAttributes(state.criteria ?? {}, criteria);
  return same ? [] : [{ type: 'RoleCriteriaSet', data: { role, criteria } }];
}

export function clearRoleCriteria(d: Deliberation, { role }: CommandData<'ClearRoleCriteria'>): Events {
  permitCriteria(d, 'ClearRoleCriteria');
  return d.role(role).state.criteria === undefined ? [] : [{ type: 'RoleCriteriaSet', data: { role } }];
}

/** Where the model has no criteria, nobody sets any. */
export function refuseCriteria(d: Deliberation): void {
  if (d.model.customRoles.criteria) return;
  refuse('CRITERIA_NOT_AVAILABLE', `roles of model ${quoted(d.model.name)} have no criteria`);
}

/** Roles that somebody gets on arrival, at the root, because all of their criteria match. Arriving is never refused. */
export function assignedByCriteria(
  d: Deliberation,
  user: string,
  attributes: Attributes | undefined,
): LedgerEvent[] {
  const { name: type, perUser } = d.model.rootType;
  if (attributes === undefined || perUser === undefined) return [];
  const matching: Assignable[] = [];
  for (const number of d.access.roles.standing(d.revision)) {
    const state = d.view.role(number)!;
    if (!state.assignableAt.includes(type) || state.singleHolder || !matches(state, attributes)) continue;
    matching.push({ id: d.access.roles.id(number), number, state });
  }
  const held = d.rolesAt(d.person(user).person, d.access.root);
  const free = perUser === 'one' ? (held.length > 0 ? 0 : 1) : matching.length;
  return assigned(d, { user, place: d.root, source: 'criteria' }, matching.slice(0, free));
}

function matches({ criteria = {} }: RoleState, attributes: Attributes): boolean {
  const wanted = Object.entries(criteria);
  return (
    wanted.length > 0 &&
    wanted.every(([name, value]) => Object.hasOwn(attributes, name) && attributes[name] === value)
  );
}

/** Criteria assign, so they take both rights. */
function permitCriteria(d: Deliberation, command: 'SetRoleCriteria' | 'ClearRoleCriteria'): void {
  refuseCriteria(d);
  const at = d.access.root;
  permit(d, command, [
    { action: 'manage_roles', at },
    { action: 'assign_roles', at },
  ]);
}
