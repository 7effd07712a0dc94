import type { Access } from '#access/access.js';
import type { Period } from '#access/assignments.js';
import type { PersonStatus } from '#access/people.js';
import type { View } from '#access/view.js';
import type { Window } from '#events/grant.js';

/** Who the numbers of the fold are. */
export type People = {
  /** How a person is shown: by user id, or as `erased-17`. */
  name(person: number): string;
  email(person: number): string | undefined;
};

/** The person that a record is about. */
export type Holder = { readonly user: string; readonly email?: string; readonly status: PersonStatus };

/** Which event made it so. `time` is RFC 3339 in UTC. */
export type Since = { readonly revision: number; readonly time: string; readonly actor: string };

export function holder(view: View, person: number, people: People): Holder {
  const email = people.email(person);
  // Whoever holds something has a status.
  const status = view.status(person)!;
  return { user: people.name(person), ...(email !== undefined && { email }), status };
}

export function since({ history }: Access, revision: number, people: People): Since {
  const actor = actorName(history.actor(revision), people);
  return { revision, time: timeOf(history.time(revision)), actor };
}

/** `ana` for `person:17`; operators and services as they are. */
export function actorName(actor: string, people: People): string {
  return actor.startsWith('person:') ? people.name(Number(actor.slice('person:'.length))) : actor;
}

export function windowOf({ from, until }: Period = {}): Window {
  return {
    ...(from !== undefined && { from: timeOf(from) }),
    ...(until !== undefined && { until: timeOf(until) }),
  };
}

export function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
