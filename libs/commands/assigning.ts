import type { LedgerEvent } from '#events/event.js';
import type { AssignmentSource, Window } from '#events/grant.js';
import type { Identity } from '#events/person.js';
import type { RoleState } from '#access/roles.js';
import { refuse, type Deliberation } from './deliberation.js';

/** A role that may be given at the place in question. */
export type Assignable = { readonly id: string; readonly number: number; readonly state: RoleState };

const rolesAtPlaceMax = 1000;

/** The roles, each of which exists and can be assigned at places of that type. Warns of deprecated ones. */
export function assignable(d: Deliberation, ids: readonly string[], place: string): Assignable[] {
  const roles = ids.map((id) => ({ id, ...d.role(id) }));
  for (const { id, state } of roles) checkPlace(d, id, state, place);
  for (const { id, state } of roles) {
    if (state.singleHolder) {
      refuse('USE_TRANSFER_OWNERSHIP', `\`${id}\` changes hands by \`TransferOwnership\` only`);
    }
  }
  for (const { id, state } of roles) warnIfDeprecated(d, id, state);
  return roles;
}

export function checkPlace(d: Deliberation, id: string, state: RoleState, place: string): void {
  const type = d.type(place);
  if (type?.perUser !== undefined && state.assignableAt.includes(type.name)) return;
  const where = state.assignableAt.map((name) => `\`${name}\``).join(', ');
  refuse(
    'ROLE_NOT_ASSIGNABLE_HERE',
    `\`${id}\` cannot be assigned at \`${place}\`, only at places of type ${where}`,
  );
}

export function warnIfDeprecated(d: Deliberation, id: string, state: RoleState): void {
  if (!state.deprecated) return;
  const instead = state.replacement === undefined ? '' : `, assign \`${state.replacement}\` instead`;
  d.context.warn({ code: 'DEPRECATED_ROLE', detail: `role \`${id}\` is deprecated${instead}` });
}

/**
 * Events that give the roles at a place where they may be assigned. Roles held already are skipped or refused; where
 * the place takes one role a person, a second one is refused.
 */
export function assignTo(
  d: Deliberation,
  user: string,
  roles: readonly Assignable[],
  place: string,
  source: AssignmentSource,
  held: 'skip' | 'refuse',
  window: Window = {},
): LedgerEvent[] {
  if (roles.length === 0) return [];
  const { person } = d.admit(user);
  const node = d.resource(place);
  const has = d.rolesAt(person, node);
  const fresh = roles.filter(({ number }) => !has.includes(number));
  if (held === 'refuse' && fresh.length < roles.length) {
    refuse('ALREADY_ASSIGNED', `\`${user}\` holds \`${roles[0]!.id}\` at \`${place}\` already`);
  }
  if (d.type(place)?.perUser === 'one' && fresh.length > 0 && has.length + fresh.length > 1) {
    const one = has.length > 0 ? d.access.roles.id(has[0]!) : fresh[0]!.id;
    refuse(
      'ROLE_ALREADY_HELD_AT_SCOPE',
      `\`${place}\` takes one role a person, and that is \`${one}\` for \`${user}\``,
    );
  }
  if (has.length + fresh.length > rolesAtPlaceMax) {
    refuse('TOO_LARGE', `a person holds at most ${rolesAtPlaceMax} roles at one place`);
  }
  return fresh.map(({ id: role }) => ({
    type: 'RoleAssigned',
    data: { person, role, place, source, ...window },
  }));
}

/** Roles that somebody gets on arrival because all of their criteria match. */
export function criteriaRoles(
  d: Deliberation,
  user: string,
  attributes: Identity['attributes'],
): LedgerEvent[] {
  if (attributes === undefined) return [];
  const matching: Assignable[] = [];
  for (const number of d.access.roles.standing(d.revision)) {
    const state = d.view.role(number)!;
    const criteria = Object.entries(state.criteria ?? {});
    if (criteria.length === 0 || !state.assignableAt.includes(d.model.rootType.name)) continue;
    if (criteria.every(([name, value]) => Object.hasOwn(attributes, name) && attributes[name] === value)) {
      matching.push({ id: d.access.roles.id(number), number, state });
    }
  }
  const fits = d.model.rootType.perUser === 'one' ? matching.slice(0, 1) : matching;
  return assignTo(d, user, fits, d.root, 'criteria', 'skip');
}
