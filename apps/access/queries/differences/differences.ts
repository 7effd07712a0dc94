import type { Difference } from '#access/differences/differences.js';
import type { View } from '#access/view.js';
import type { PeopleDirectory } from '#ledger/directory.js';
import type { ToldEvent } from '../trail/told.js';
import type { Causes } from './causes.js';
import { type Changes, type Kind, kinds } from './changes.js';

/** Whose access differs: one person's, or that of everybody who holds a role at a place. */
type Affected =
  | { readonly user: string }
  | { readonly role: string; readonly place: string; readonly holders: number };

/** One permission that differs, and the events that made it so: none where only time did. */
export type Differing = Affected & {
  readonly permission: string;
  readonly resource: string;
  readonly events: readonly ToldEvent[];
};

export type Differences = Readonly<Record<Kind, readonly Differing[]>> & { readonly truncated: boolean };

/** The changes as they are answered, with their causes as far as there is room. */
export async function differencesOf(
  view: View,
  directory: PeopleDirectory,
  causes: Causes,
  changes: Changes,
): Promise<Differences> {
  const shown: Record<Kind, Differing[]> = { gained: [], lost: [], changed: [] };
  for (const kind of kinds) {
    for (const { difference, permission } of changes[kind]) {
      const events = await causes.of(difference.causes);
      if (events === undefined) return { ...shown, truncated: true };
      const resource = view.ref(difference.node);
      shown[kind].push({ ...affected(view, directory, difference), permission, resource, events });
    }
  }
  return { ...shown, truncated: changes.truncated };
}

function affected({ access }: View, directory: PeopleDirectory, difference: Difference): Affected {
  if ('person' in difference) return { user: directory.name(difference.person) };
  const { role, place, holders } = difference;
  return { role: access.roles.id(role), place: access.tree.ref(place), holders };
}
