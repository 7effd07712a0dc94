import type { LedgerEvent } from '#events/event.js';
import { quoted } from '#model/wording.js';
import type { Deliberation, Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit } from '../rights.js';
import type { CommandData } from '../schema.js';
import {
  assignable,
  refuseDisowning,
  refuseElsewhere,
  refuseOwnership,
  refuseTooMany,
  warnOfDeprecated,
} from './assigning.js';
import { refuseEnded, windowOf } from './windows.js';

type Assigning = 'AssignRole' | 'RevokeRole' | 'ChangeRole' | 'SetUserRoles';

export function assignRole(d: Deliberation, data: CommandData<'AssignRole'>): Events {
  const { user, role: id, place = d.root } = data;
  refuseEnded(d, data);
  permitAt(d, 'AssignRole', place, user);
  const person = d.member(user);
  const role = { id, ...d.role(id) };
  refuseElsewhere(d, role, place);
  const node = d.find(place);
  const held = node === undefined ? [] : d.rolesAt(person, node);
  if (held.includes(role.number)) refuseRepeat(user, id, place);
  if (d.type(place)?.perUser === 'one' && held.length > 0) {
    const what = `${quoted(place)} takes one role a person, use \`ChangeRole\` to replace it`;
    refuse('ROLE_ALREADY_HELD_AT_SCOPE', what);
  }
  refuseOwnership(role);
  d.resource(place);
  refuseTooMany(held.length + 1);
  warnOfDeprecated(d, role);
  const assigned = { person, role: id, place, source: 'person', ...windowOf(data) } as const;
  return [{ type: 'RoleAssigned', data: assigned }];
}

export function revokeRole(
  d: Deliberation,
  { user, role: id, place = d.root }: CommandData<'RevokeRole'>,
): Events {
  permitAt(d, 'RevokeRole', place, user);
  const node = d.find(place);
  const person = d.context.directory.find(user);
  const role = d.findRole(id);
  const held = node === undefined || person === undefined ? [] : d.rolesAt(person, node);
  if (person === undefined || role === undefined || !held.includes(role.number)) {
    refuse('NOT_ASSIGNED', `${quoted(user)} does not hold ${quoted(id)} at ${quoted(place)}`);
  }
  refuseDisowning(role.state, place);
  return [{ type: 'RoleRevoked', data: { person, role: id, place } }];
}

/** The one role at a place becomes another, in one step. */
export function changeRole(d: Deliberation, data: CommandData<'ChangeRole'>): Events {
  const { user, role: id, place = d.root } = data;
  refuseEnded(d, data);
  permitAt(d, 'ChangeRole', place, user);
  const type = d.type(place);
  if (type !== undefined && type.perUser !== 'one') {
    refuse('NO_SINGLE_ROLE_HERE', `${quoted(place)} takes many roles a person, use \`SetUserRoles\``);
  }
  const person = d.member(user);
  const role = { id, ...d.role(id) };
  refuseElsewhere(d, role, place);
  const [before] = d.rolesAt(person, d.resource(place));
  if (before === role.number) refuseRepeat(user, id, place);
  refuseOwnership(role);
  if (before === undefined) {
    const what = `${quoted(user)} holds no role at ${quoted(place)} yet, use \`AssignRole\``;
    refuse('NO_SINGLE_ROLE_HERE', what);
  }
  refuseDisowning(d.view.role(before)!, place);
  warnOfDeprecated(d, role);
  const replaced = d.access.roles.id(before);
  return [{ type: 'RoleReplaced', data: { person, replaced, role: id, place, ...windowOf(data) } }];
}

/** The whole set at once: what is not named is revoked, what is new is assigned. */
export function setUserRoles(
  d: Deliberation,
  { user, roles, place = d.root }: CommandData<'SetUserRoles'>,
): Events {
  permitAt(d, 'SetUserRoles', place, user);
  const person = d.member(user);
  const wanted = roles.map((id) => ({ id, ...d.role(id) }));
  for (const role of wanted) refuseElsewhere(d, role, place);
  if (d.type(place)?.perUser === 'one' && roles.length > 1) {
    refuse('ROLE_ALREADY_HELD_AT_SCOPE', `${quoted(place)} takes one role a person, name one`);
  }
  const node = d.find(place);
  const held = node === undefined ? [] : d.rolesAt(person, node);
  const fresh = wanted.filter(({ number }) => !held.includes(number)).map(({ id }) => id);
  const given = assignable(d, fresh, place);
  const lost = held.filter((number) => !wanted.some((role) => role.number === number));
  for (const number of lost) refuseDisowning(d.view.role(number)!, place);
  d.resource(place);
  const revoked = lost.map((number): LedgerEvent => ({
    type: 'RoleRevoked',
    data: { person, role: d.access.roles.id(number), place },
  }));
  const assigned = given.map(({ id }): LedgerEvent => ({
    type: 'RoleAssigned',
    data: { person, role: id, place, source: 'person' },
  }));
  return [...revoked, ...assigned];
}

function permitAt(d: Deliberation, command: Assigning, place: string, user: string): void {
  permit(d, command, [{ action: 'assign_roles', at: d.find(place) }], [user]);
}

function refuseRepeat(user: string, role: string, place: string): never {
  return refuse('ALREADY_ASSIGNED', `${quoted(user)} holds ${quoted(role)} at ${quoted(place)} already`);
}
