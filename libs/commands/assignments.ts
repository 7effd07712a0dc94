import type { LedgerEvent } from '#events/event.js';
import { assignTo, assignable, checkPlace, warnIfDeprecated } from './assigning.js';
import { refuse, type Deliberation, type Events } from './deliberation.js';
import type { CommandData } from './schema.js';
import { checkWindow, windowOf } from './windows.js';

export function assignRole(d: Deliberation, data: CommandData<'AssignRole'>): Events {
  const { user, role, place = d.root } = data;
  checkWindow(data, d.context.now);
  permitAt(d, 'AssignRole', place, user);
  const person = d.member(user);
  const { number, state } = d.role(role);
  checkPlace(d, role, state, place);
  const node = d.find(place);
  if (node !== undefined && d.rolesAt(person, node).includes(number)) {
    refuse('ALREADY_ASSIGNED', `\`${user}\` holds \`${role}\` at \`${place}\` already`);
  }
  if (node !== undefined && d.type(place)?.perUser === 'one' && d.rolesAt(person, node).length > 0) {
    refuse(
      'ROLE_ALREADY_HELD_AT_SCOPE',
      `\`${place}\` takes one role a person, use \`ChangeRole\` to replace it`,
    );
  }
  const roles = assignable(d, [role], place);
  d.resource(place);
  return assignTo(d, user, roles, place, 'person', 'refuse', windowOf(data));
}

export function revokeRole(
  d: Deliberation,
  { user, role, place = d.root }: CommandData<'RevokeRole'>,
): Events {
  permitAt(d, 'RevokeRole', place, user);
  const node = d.find(place);
  const person = d.context.directory.find(user);
  const held = d.findRole(role);
  if (node === undefined || person === undefined || !d.rolesAt(person, node).includes(held?.number ?? -1)) {
    refuse('NOT_ASSIGNED', `\`${user}\` does not hold \`${role}\` at \`${place}\``);
  }
  refuseOwner(held!.state.singleHolder, place);
  return [{ type: 'RoleRevoked', data: { person, role, place } }];
}

/** The one role at a place becomes another, in one step. */
export function changeRole(d: Deliberation, data: CommandData<'ChangeRole'>): Events {
  const { user, role, place = d.root } = data;
  checkWindow(data, d.context.now);
  permitAt(d, 'ChangeRole', place, user);
  if (d.type(place) !== undefined && d.type(place)!.perUser !== 'one') {
    refuse('NO_SINGLE_ROLE_HERE', `\`${place}\` takes many roles a person, use \`SetUserRoles\``);
  }
  const person = d.member(user);
  const { number, state } = d.role(role);
  checkPlace(d, role, state, place);
  const node = d.resource(place);
  const [before] = d.rolesAt(person, node);
  if (before === number) refuse('ALREADY_ASSIGNED', `\`${user}\` holds \`${role}\` at \`${place}\` already`);
  if (state.singleHolder)
    refuse('USE_TRANSFER_OWNERSHIP', `\`${role}\` changes hands by \`TransferOwnership\` only`);
  if (before === undefined) {
    refuse('NO_SINGLE_ROLE_HERE', `\`${user}\` holds no role at \`${place}\` yet, use \`AssignRole\``);
  }
  refuseOwner(d.view.role(before)!.singleHolder, place);
  warnIfDeprecated(d, role, state);
  const replaced = d.access.roles.id(before);
  return [{ type: 'RoleReplaced', data: { person, replaced, role, place, ...windowOf(data) } }];
}

/** The whole set at once: what is not named is revoked, what is new is assigned. */
export function setUserRoles(
  d: Deliberation,
  { user, roles, place = d.root }: CommandData<'SetUserRoles'>,
): Events {
  permitAt(d, 'SetUserRoles', place, user);
  const person = d.member(user);
  const wanted = roles.map((id) => ({ id, ...d.role(id) }));
  for (const { id, state } of wanted) checkPlace(d, id, state, place);
  const node = d.find(place);
  const held = node === undefined ? [] : d.rolesAt(person, node);
  if (d.type(place)?.perUser === 'one' && roles.length > 1) {
    refuse('ROLE_ALREADY_HELD_AT_SCOPE', `\`${place}\` takes one role a person`);
  }
  const fresh = wanted.filter(({ number }) => !held.includes(number));
  const given = assignable(
    d,
    fresh.map(({ id }) => id),
    place,
  );
  const lost = held.filter((number) => !wanted.some((role) => role.number === number));
  for (const number of lost) refuseOwner(d.view.role(number)!.singleHolder, place);
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

export function transferOwnership(d: Deliberation, { place, to }: CommandData<'TransferOwnership'>): Events {
  const type = d.type(place);
  const owning = [...d.access.roles.standing(d.revision)].find((number) => {
    const state = d.view.role(number)!;
    return state.singleHolder && type !== undefined && state.assignableAt.includes(type.name);
  });
  if (owning === undefined && type !== undefined) {
    refuse(
      'NOT_AVAILABLE_IN_MODEL',
      `places of type \`${type.name}\` have no owner in model \`${d.model.name}\``,
    );
  }
  const node = d.find(place);
  const owner = node === undefined || owning === undefined ? undefined : holderOf(d, owning, node);
  const { caller } = d.context;
  if (caller.kind === 'exempt') d.permit('TransferOwnership', []);
  else if (owner === undefined || caller.person !== owner) {
    refuse('NOT_THE_OWNER', `only the owner of \`${place}\` hands it over`);
  }
  const person = d.context.directory.find(to);
  if (d.status(to) !== 'active' || person === undefined)
    refuse('NOT_A_MEMBER', `\`${to}\` is not an active member`);
  d.resource(place);
  if (owning === undefined) refuse('UNKNOWN_RESOURCE', `there is no resource \`${place}\``);
  if (person === owner) return [];
  const role = d.access.roles.id(owning);
  const from = owner === undefined ? {} : { from: owner };
  return [{ type: 'OwnershipTransferred', data: { place, role, ...from, to: person } }];
}

function permitAt(d: Deliberation, command: string, place: string, user: string): void {
  d.permit(command, [{ action: 'assign_roles', at: d.find(place) }], [user]);
}

function refuseOwner(singleHolder: boolean | undefined, place: string): void {
  if (singleHolder) refuse('OWNER_MUST_TRANSFER', `\`${place}\` keeps an owner, use \`TransferOwnership\``);
}

function holderOf(d: Deliberation, role: number, place: number): number | undefined {
  const { assignments } = d.access;
  const pair = assignments.pair(role, place);
  const slot = pair === undefined ? -1 : assignments.firstHolder(pair, false);
  return slot < 0 ? undefined : assignments.personOf(slot);
}
