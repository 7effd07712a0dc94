import type { View } from '#access/view.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import { type Names, presentActor } from '#ledger/present.js';

/** What a question about an organization is answered with, and the revision that it was read from. */
export type Answer<Body> = { readonly revision: number; readonly body: Body };

/** Since which event something stands: its revision, its time in RFC 3339 and its actor. */
export type Since = { readonly revision: number; readonly time: string; readonly actor: string };

export function since({ access }: View, directory: PeopleDirectory, revision: number): Since {
  const actor = presentActor(access.history.actor(revision), namesOf(directory));
  return { revision, time: timeOf(access.history.time(revision)), actor };
}

export function namesOf(directory: PeopleDirectory): Names {
  return (person) => directory.name(person);
}

export function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
