import type { LedgerEvent } from '#events/event.js';
import { DomainError } from '#model/errors.js';
import { quoted } from '#model/wording.js';
import type { Deliberation, Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit } from '../rights.js';
import type { CommandData } from '../schema.js';
import { assignable, assigned } from './assigning.js';
import { activated } from './people.js';

type Row = CommandData<'ImportUsers'>['rows'][number];

/** What earlier rows did: roles that they gave, by person and place. */
type Earlier = Map<string, Map<string, number[]>>;

/** Activates strangers and invited people, and adds the roles that members do not hold yet; all rows or none. */
export function importUsers(d: Deliberation, { rows }: CommandData<'ImportUsers'>): Events {
  const places = [...new Set(rows.map(({ place = d.root }) => d.find(place)))];
  const rights = places.flatMap((at) => [
    { action: 'invite', at } as const,
    { action: 'assign_roles', at } as const,
  ]);
  const given = rows.filter(({ roles = [] }) => roles.length > 0);
  permit(
    d,
    'ImportUsers',
    rights,
    given.map(({ user }) => user),
  );
  const earlier: Earlier = new Map();
  return rows.flatMap((row, index) => {
    try {
      return importRow(d, row, earlier);
    } catch (error) {
      throw error instanceof DomainError ? atRow(error, index) : error;
    }
  });
}

function importRow(d: Deliberation, row: Row, earlier: Earlier): LedgerEvent[] {
  const { user, place = d.root } = row;
  const status = d.status(user);
  if (status === 'removed') {
    refuse(
      'NOT_A_MEMBER',
      `${quoted(user)} was removed, use \`AddUser\` or \`InviteUser\` to bring them back`,
    );
  }
  const roles = assignable(d, row.roles ?? [], place);
  d.resource(place);
  const before = earlier.get(user);
  const known = before !== undefined || status === 'active' || status === 'suspended';
  const byPlace = before ?? new Map<string, number[]>();
  const given = byPlace.get(place) ?? [];
  const events = assigned(d, { user, place, source: 'import', given }, roles);
  earlier.set(user, byPlace.set(place, [...given, ...roles.map(({ number }) => number)]));
  return known ? events : [activated(d, row), ...events];
}

/** The same refusal with the row it is about. */
function atRow({ code, detail }: DomainError, index: number): DomainError {
  return new DomainError(code, `row ${index}: ${detail}`, [{ path: `/rows/${index}`, code, detail }]);
}
