import type { PersonStatus } from '#access/people.js';
import type { View } from '#access/view.js';
import type { Level } from '#events/grant.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import { lapsed } from '#access/assignments.js';
import { type Since, since, timeOf } from './answer.js';
import { heldBy, windowOf } from './assigned.js';

type Window = { readonly from?: string; readonly until?: string };

export type UserRow = {
  readonly user: string;
  readonly email: string | null;
  readonly status: PersonStatus;
  readonly roles: readonly ({ readonly role: string; readonly place: string } & Window)[];
  /** Since when the person has this status. */
  readonly since: string;
};

export type User = {
  readonly user: string;
  readonly email: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly status: PersonStatus;
  readonly assignments: readonly ({
    readonly role: string;
    readonly place: string;
    readonly source: string;
    readonly since: Since;
  } & Window)[];
  readonly userLevels: readonly ({
    readonly resource: string;
    readonly facet: string;
    readonly level: string | Level;
    readonly since: Since;
  } & Window)[];
};

export type UsersFilter = { readonly status?: PersonStatus; readonly q?: string };

/** Numbers of the people after `after`, in the order in which they came. */
export function* peopleAfter(view: View, after: number): Generator<number> {
  for (let person = after + 1; person < view.access.people.size; person += 1) yield person;
}

/** The person's row, `undefined` for a stranger or where the filter does not match. Without a status: members. */
export function userRow(
  view: View,
  directory: PeopleDirectory,
  person: number,
  { status: wanted, q }: UsersFilter,
): UserRow | undefined {
  const status = view.status(person);
  if (status === undefined || (wanted === undefined ? isGone(status) : status !== wanted)) return undefined;
  const user = directory.name(person);
  const email = emailOf(directory, person);
  if (q !== undefined && !matches(q, user, email)) return undefined;
  const { access, revision } = view;
  const roles = [...heldBy(view, person)].map(({ role, place, period }) => ({
    role: access.roles.id(role),
    place: view.ref(place),
    ...windowOf(period),
  }));
  const changed = access.people.statusSince(person, revision)!;
  return { user, email, status, roles, since: timeOf(access.history.time(changed)) };
}

/** Everything that is kept of somebody who is, or was, a member. */
export function userOf(view: View, directory: PeopleDirectory, person: number): User | undefined {
  const status = view.status(person);
  if (status === undefined || status === 'erased') return undefined;
  const { access, revision, instant } = view;
  const stands = (revision: number) => since(view, directory, revision);
  return {
    user: directory.name(person),
    email: emailOf(directory, person),
    attributes: directory.identity(person)?.attributes ?? {},
    status,
    assignments: [...heldBy(view, person)].map(({ role, place, source, since, period }) => ({
      role: access.roles.id(role),
      place: view.ref(place),
      source,
      ...windowOf(period),
      since: stands(since),
    })),
    userLevels: [...access.userLevels.of(person, revision)]
      .filter(({ node, level }) => access.tree.exists(node, revision) && !lapsed(level.period, instant))
      .map(({ node, facet, level }) => ({
        resource: view.ref(node),
        facet,
        level: shownLevel(level.level),
        ...windowOf(level.period),
        since: stands(level.given),
      })),
  };
}

/** One level by its name, several as a list. */
export function shownLevel(level: Level): string | Level {
  return level.length === 1 ? level[0]! : level;
}

function isGone(status: PersonStatus): boolean {
  return status === 'removed' || status === 'erased';
}

/** An address that is also the user id is not kept twice. */
function emailOf(directory: PeopleDirectory, person: number): string | null {
  return directory.identity(person)?.email ?? null;
}

function matches(q: string, user: string, email: string | null): boolean {
  const wanted = q.toLowerCase();
  return user.toLowerCase().includes(wanted) || (email?.toLowerCase().includes(wanted) ?? false);
}
