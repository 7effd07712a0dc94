import type { PersonStatus } from '#access/people.js';
import type { View } from '#access/view.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import type { Order } from '../../questions/paging.js';
import { type Since, since } from '../answer.js';
import { type Holding, holdingsOf, windowOf } from '../assigned.js';
import { matches } from '../matching.js';
import { emailOf } from '../users/user-rows.js';

/** A line of the table of who holds a role: one for each place. */
export type Holder = {
  readonly user: string;
  readonly status: PersonStatus;
  readonly place: string;
  readonly from?: string;
  readonly until?: string;
  readonly since: Since;
};

/** Everybody who holds the role, invited and suspended people among them, whose user id or address matches. */
export function* holders(
  view: View,
  directory: PeopleDirectory,
  role: number,
  q: string | undefined,
): Generator<Holding> {
  const found = matches(q);
  for (const holding of holdingsOf(view, role)) {
    const { person } = holding;
    if (q === undefined || found(directory.name(person), emailOf(directory, person))) yield holding;
  }
}

/** People in the order in which they came, places in that in which they were registered. */
export const inOrder: Order<Holding> = { position: ({ person, place }) => [person, place] };

export function holderRow(view: View, directory: PeopleDirectory, holding: Holding): Holder {
  const { person, place, period, since: given } = holding;
  return {
    user: directory.name(person),
    // Whoever holds something has a status.
    status: view.status(person)!,
    place: view.ref(place),
    ...windowOf(period),
    since: since(view, directory, given),
  };
}
