import { lapsed } from '#access/assignments.js';
import type { PersonStatus } from '#access/people.js';
import type { View } from '#access/view.js';
import type { Level } from '#events/grant.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import { type Since, since } from '../answer.js';
import { heldBy, windowOf } from '../assigned.js';
import { shownLevel } from '../level.js';
import type { ShownInvitation } from './invitations.js';
import { emailOf } from './user-rows.js';

type Window = { readonly from?: string; readonly until?: string };

/** Everything that is kept of one person. */
export type User = {
  readonly user: string;
  readonly email: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly status: PersonStatus;
  /** How the invitation fares that is open now. */
  readonly invitation?: ShownInvitation;
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

/** Of somebody who is, or was, a member; `undefined` for a stranger and for somebody erased. */
export function userOf(
  view: View,
  directory: PeopleDirectory,
  person: number,
  invitation: ShownInvitation | undefined,
): User | undefined {
  const status = view.status(person);
  if (status === undefined || status === 'erased') return undefined;
  const { access, revision, instant } = view;
  const stands = (revision: number) => since(view, directory, revision);
  return {
    user: directory.name(person),
    email: emailOf(directory, person),
    attributes: directory.identity(person)?.attributes ?? {},
    status,
    ...(invitation !== undefined && { invitation }),
    assignments: heldBy(view, person).map(({ role, place, source, since, period }) => ({
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
