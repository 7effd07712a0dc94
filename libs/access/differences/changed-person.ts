import { counts } from '../assignments.js';
import type { View } from '../view.js';

/** A role that counts for a person at one of two moments only, or a level of their own that is another one. */
export type ChangedFact = {
  /** `undefined` for a level. */
  readonly role: number | undefined;
  readonly node: number;
  /** The moment at which it counts. */
  readonly view: View;
};

/** Whether anything of the person themselves is not the same at the two moments. */
export function isChangedPerson(from: View, to: View, person: number): boolean {
  return isActive(from, person) !== isActive(to, person) || !changedFacts(from, to, person).next().done;
}

export function isActive(view: View, person: number): boolean {
  return view.status(person) === 'active';
}

/** What began or ended in between. What ended and began again is the same. */
export function* changedFacts(from: View, to: View, person: number): Generator<ChangedFact> {
  const { assignments } = to.access;
  for (let slot = assignments.first(person, true); slot >= 0; slot = assignments.next(slot, true)) {
    const held = assignments.holds(slot, from.revision, from.instant);
    if (held === assignments.holds(slot, to.revision, to.instant)) continue;
    yield { role: assignments.roleOf(slot), node: assignments.placeOf(slot), view: held ? from : to };
  }
  const [before, after] = [levelsOf(from, person), levelsOf(to, person)];
  for (const [key, node] of before) if (!after.has(key)) yield { role: undefined, node, view: from };
  for (const [key, node] of after) if (!before.has(key)) yield { role: undefined, node, view: to };
}

/** Nodes of the person's own levels that count, by all that tells one from another. */
function levelsOf(view: View, person: number): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  for (const { node, facet, level } of view.access.userLevels.of(person, view.revision)) {
    if (counts(level.period, view.instant)) levels.set([node, facet, ...level.level].join(' '), node);
  }
  return levels;
}
