import type { Boundaries } from '../boundaries.js';
import { NOWHERE, type View } from '../view.js';
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
  /** Whether any event was about people: else as many hold each role at each place as before. */
  readonly isAboutPeople: boolean;
};

/**
 * Looks at what the events in between are about, and for whom something began or ended by itself; of the people at those
 * that are `wanted`. Pauses now and then.
 */
export function* changedInSteps(
  spots: Spots,
  wanted: (person: number) => boolean,
  boundaries: Pick<Boundaries, 'between'>,
): Generator<undefined, Changed> {
  const { from, to } = spots;
  const { subjects } = to.access;
  const persons = new Facts(to.access.tree.nodes);
  const roles = new Set<number>();
  const nodes = new Set<Spot>();
  let everything = false;
  let isAboutPeople = false;
  subjects.between(from.revision, to.revision, (kind, number, at) => {
    if (kind === 'person') {
      isAboutPeople = true;
      if (wanted(number)) persons.add(number, at);
    } else if (kind === 'role') roles.add(number);
    else if (kind === 'node') nodes.add(spots.of(number));
    else everything = true;
  });
  for (const person of boundaries.between(from.instant, to.instant)) {
    if (wanted(person)) persons.add(person, NOWHERE);
  }
  return {
    persons: yield* persons.changedInSteps(from, to),
    roles: those(roles, (role) => isChangedRole(from, to, role)),
    moved: those(nodes, (spot) => isMoved(from, to, spot)),
    listed: those(nodes, (spot) => isListedAnew(from, to, spot)),
    everything,
    isAboutPeople,
  };
}

/** So many facts are looked at between two pauses. */
const step = 1_000;

/** What was touched of people: each place once, however often; many were changed and changed back. */
class Facts {
  /** Person and place in one number. */
  private readonly touched = new Set<number>();

  constructor(private readonly nodes: number) {}

  /** NOWHERE: the person as such. */
  add(person: number, at: number): void {
    this.touched.add(person * (this.nodes + 1) + at - NOWHERE);
  }

  *changedInSteps(from: View, to: View): Generator<undefined, ReadonlySet<number>> {
    const persons = new Set<number>();
    let looked = 0;
    for (const fact of this.touched) {
      if (++looked % step === 0) yield undefined;
      const at = (fact % (this.nodes + 1)) + NOWHERE;
      const person = Math.floor(fact / (this.nodes + 1));
      if (persons.has(person)) continue;
      if (isChangedPerson(from, to, person, at === NOWHERE ? undefined : at)) persons.add(person);
    }
    return persons;
  }
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
