import type { View } from '../view.js';
import { isChangedPerson } from './changed-person.js';
import { isChangedRole } from './changed-role.js';
import type { Spot, Spots } from './spots.js';

/** What is not the same at two moments; what was changed and changed back is the same. */
export type Changed = {
  /** Whose status, roles or own levels differ. */
  readonly persons: ReadonlySet<number>;
  readonly roles: ReadonlySet<number>;
  /** Resources that came, went, or lie elsewhere. */
  readonly moved: ReadonlySet<Spot>;
  /** Resources that keep another list. */
  readonly listed: ReadonlySet<Spot>;
  /** Whether the model is another one, or the organization ended. */
  readonly everything: boolean;
};

/** Looks at what the events in between are about, and for whom something began or ended by itself. */
export function changedBetween(spots: Spots): Changed {
  const { from, to } = spots;
  const { subjects, boundaries } = to.access;
  const persons = boundaries.between(from.instant, to.instant);
  const roles = new Set<number>();
  const nodes = new Set<Spot>();
  let everything = false;
  subjects.between(from.revision, to.revision, (kind, number) => {
    if (kind === 'person') persons.add(number);
    else if (kind === 'role') roles.add(number);
    else if (kind === 'node') nodes.add(spots.of(number));
    else everything = true;
  });
  return {
    persons: those(persons, (person) => isChangedPerson(from, to, person)),
    roles: those(roles, (role) => isChangedRole(from, to, role)),
    moved: those(nodes, (spot) => isMoved(from, to, spot)),
    listed: those(nodes, (spot) => isListedAnew(from, to, spot)),
    everything,
  };
}

function those<T>(all: ReadonlySet<T>, keep: (one: T) => boolean): ReadonlySet<T> {
  return new Set([...all].filter(keep));
}

function isMoved(from: View, to: View, { before, after }: Spot): boolean {
  return before !== after || from.parent(before) !== to.parent(after);
}

function isListedAnew(from: View, to: View, { before, after }: Spot): boolean {
  return before === after && listsOf(from, before) !== listsOf(to, after);
}

/** All that tells the lists of the resource from others. */
function listsOf(view: View, node: number): string {
  const lists = [...view.model.facets.values()].map((facet) => {
    const list = view.override(facet, node);
    return list && [facet.name, ...[...list].sort(([a], [b]) => a - b)];
  });
  return JSON.stringify(lists);
}
