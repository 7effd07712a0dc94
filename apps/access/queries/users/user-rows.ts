import type { PersonStatus } from '#access/people.js';
import type { View } from '#access/view.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import type { Order } from '../../questions/paging.js';
import { timeOf } from '../answer.js';
import { heldBy, windowOf } from '../assigned.js';
import { matches } from '../matching.js';
import type { ShownInvitation } from './invitations.js';

/** A line of the table of people. */
export type UserRow = {
  readonly user: string;
  readonly email: string | null;
  readonly status: PersonStatus;
  readonly roles: readonly {
    readonly role: string;
    readonly place: string;
    readonly from?: string;
    readonly until?: string;
  }[];
  /** Since when the person has this status. */
  readonly since: string;
  /** How the invitation fares that is open now. */
  readonly invitation?: ShownInvitation;
};

export type UsersFilter = { readonly status?: PersonStatus; readonly q?: string };

export const userColumns = ['user', 'email', 'status', 'since'] as const;
export type UserColumn = (typeof userColumns)[number];

/** Somebody as the table knows them before it is written. */
export type Listed = {
  readonly person: number;
  readonly status: PersonStatus;
  readonly user: string;
  readonly email: string | null;
};

/** People with numbers from `first` on, in the order in which they came. Without a status: members. */
export function* people(
  view: View,
  directory: PeopleDirectory,
  { status: wanted, q }: UsersFilter,
  first = 0,
): Generator<Listed> {
  const { size } = view.access.people;
  const found = matches(q);
  for (let person = first; person < size; person += 1) {
    const status = view.status(person);
    if (status === undefined || (wanted === undefined ? isGone(status) : status !== wanted)) continue;
    const user = directory.name(person);
    const email = emailOf(directory, person);
    if (found(user, email)) yield { person, status, user, email };
  }
}

export const asTheyCame: Order<Listed> = { position: ({ person }) => [person] };

/** People without an address come first by `email`; people who are alike in the order in which they came. */
export function byColumn(view: View, column: UserColumn, descending: boolean): Order<Listed> {
  const { access, revision } = view;
  const keys: Readonly<Record<UserColumn, (listed: Listed) => string | number>> = {
    user: ({ user }) => user.toLowerCase(),
    email: ({ email }) => email?.toLowerCase() ?? '',
    status: ({ status }) => status,
    since: ({ person }) => access.people.statusSince(person, revision)!,
  };
  const key = keys[column];
  return { position: (listed) => [key(listed), listed.person], descending };
}

export function userRow(
  view: View,
  { person, user, email, status }: Listed,
  invitation: ShownInvitation | undefined,
): UserRow {
  const { access, revision } = view;
  const roles = heldBy(view, person).map(({ role, place, period }) => ({
    role: access.roles.id(role),
    place: view.ref(place),
    ...windowOf(period),
  }));
  const changed = access.people.statusSince(person, revision)!;
  return {
    user,
    email,
    status,
    roles,
    since: timeOf(access.history.time(changed)),
    ...(invitation !== undefined && { invitation }),
  };
}

/** The address, also where it is the user id. */
export function emailOf(directory: PeopleDirectory, person: number): string | null {
  return directory.identity(person)?.email ?? null;
}

function isGone(status: PersonStatus): boolean {
  return status === 'removed' || status === 'erased';
}
