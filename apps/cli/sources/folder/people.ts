import type { View } from '#access/view.js';
import { holdings, type Holding } from '#audit/export/holdings.js';
import type { People } from '#audit/export/people.js';
import type { Ref } from '#client/commands.js';
import type { Holder, User, UserFilter } from '#client/people.js';
import type { PeopleDirectory } from '#ledger/directory.js';

type Assignment = Extract<Holding, { readonly kind: 'assignment' }>;

export function peopleOf(directory: PeopleDirectory): People {
  return {
    name: (person) => directory.name(person),
    email: (person) => directory.identity(person)?.email,
  };
}

/** Members, or everybody of the status that is asked for, in the order in which they came. */
export function* userRows(
  view: View,
  directory: PeopleDirectory,
  { status: wanted, q = '' }: UserFilter,
): Generator<User> {
  const people = peopleOf(directory);
  const { history, people: statuses } = view.access;
  let person = -1;
  for (const held of holdings(view, people)) {
    person += 1;
    const status = view.status(person);
    if (status === undefined || (wanted === undefined ? isGone(status) : status !== wanted)) continue;
    const [user, email] = [people.name(person), people.email(person) ?? null];
    if (![user, email ?? ''].some((text) => text.toLowerCase().includes(q.toLowerCase()))) continue;
    // Whoever has a status has it since some event.
    const since = new Date(history.time(statuses.statusSince(person, view.revision)!)).toISOString();
    yield { user, email, status, roles: held.filter(isAssignment).map(roleOf), since };
  }
}

/** Everybody who holds the role, those included who are not active or whose time has not begun. */
export function* holdersOf(
  view: View,
  directory: PeopleDirectory,
  role: string,
): Generator<Holder & { readonly status: string }> {
  for (const held of holdings(view, peopleOf(directory))) {
    for (const assignment of held.filter(isAssignment)) {
      if (assignment.role !== role) continue;
      const { user, status, since } = assignment;
      const { role: _, ...rest } = roleOf(assignment);
      yield { user, status, ...rest, since };
    }
  }
}

function roleOf({ role, place, from, until }: Assignment): User['roles'][number] {
  return {
    role,
    // What the fold calls a place is a ref.
    place: place as Ref,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
}

function isAssignment(held: Holding): held is Assignment {
  return held.kind === 'assignment';
}

function isGone(status: string): boolean {
  return status === 'removed' || status === 'erased';
}
