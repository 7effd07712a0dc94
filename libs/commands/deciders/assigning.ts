import type { RoleState } from '#access/roles.js';
import type { LedgerEvent } from '#events/event.js';
import type { AssignmentSource } from '#events/grant.js';
import { listed, quoted } from '#model/wording.js';
import type { Warning } from '../context.js';
import type { Deliberation, Role } from '../deliberation.js';
import { refuse } from '../refuse.js';

/** A role that may be given at the place in question. */
export type Assignable = Role & { readonly id: string };

/** To whom roles are given, and where. */
type Giving = {
  readonly user: string;
  readonly place: string;
  readonly source: AssignmentSource;
  /** Roles that the same command has given there already. */
  readonly given?: readonly number[];
};

const rolesAtPlaceMax = 1000;

/** The roles, each of which exists and can be assigned at places of that type. Warns of deprecated ones. */
export function assignable(d: Deliberation, ids: readonly string[], place: string): Assignable[] {
  const roles = ids.map((id) => ({ id, ...d.role(id) }));
  for (const role of roles) refuseElsewhere(d, role, place);
  for (const role of roles) refuseOwnership(role);
  for (const role of roles) warnOfDeprecated(d, role);
  return roles;
}

/** Events that give the roles at a place; roles held there already are passed over. */
export function assigned(d: Deliberation, giving: Giving, roles: readonly Assignable[]): LedgerEvent[] {
  if (roles.length === 0) return [];
  const { user, place, source, given = [] } = giving;
  const { person } = d.person(user);
  const held = new Set([...d.rolesAt(person, d.resource(place)), ...given]);
  const fresh = roles.filter(({ number }) => !held.has(number));
  if (d.type(place)?.perUser === 'one' && fresh.length > 0 && held.size + fresh.length > 1) {
    const one = quoted(d.access.roles.id([...held][0] ?? fresh[0]!.number));
    refuse(
      'ROLE_ALREADY_HELD_AT_SCOPE',
      `${quoted(place)} takes one role a person, and that is ${one} for ${quoted(user)}`,
    );
  }
  refuseTooMany(held.size + fresh.length);
  return fresh.map(({ id: role }) => ({ type: 'RoleAssigned', data: { person, role, place, source } }));
}

export function refuseElsewhere(d: Deliberation, { id, state }: Assignable, place: string): void {
  const type = d.type(place);
  if (type?.perUser !== undefined && state.assignableAt.includes(type.name)) return;
  refuse(
    'ROLE_NOT_ASSIGNABLE_HERE',
    `${quoted(id)} cannot be assigned at ${quoted(place)}, only at places of type ${listed(state.assignableAt)}`,
  );
}

export function refuseOwnership({ id, state }: Assignable): void {
  if (!state.singleHolder) return;
  refuse('USE_TRANSFER_OWNERSHIP', `${quoted(id)} changes hands by \`TransferOwnership\` only`);
}

/** A place that has an owner keeps one. */
export function refuseDisowning(state: RoleState, place: string): void {
  if (!state.singleHolder) return;
  refuse('OWNER_MUST_TRANSFER', `${quoted(place)} keeps an owner, use \`TransferOwnership\``);
}

export function refuseTooMany(roles: number): void {
  if (roles <= rolesAtPlaceMax) return;
  refuse(
    'BATCH_TOO_LARGE',
    `a person holds at most ${rolesAtPlaceMax} roles at one place, revoke some first`,
  );
}

export function warnOfDeprecated(d: Deliberation, { id, state }: Assignable): void {
  if (state.deprecated) d.warn(deprecation(id, state.replacement));
}

export function deprecation(role: string, replacement: string | undefined): Warning {
  const instead = replacement === undefined ? '' : `, assign ${quoted(replacement)} instead`;
  return { code: 'DEPRECATED_ROLE', detail: `role ${quoted(role)} is deprecated${instead}` };
}
