import { counts } from '../assignments.js';
import type { UserLevelKey } from '../user-levels.js';
import type { View } from '../view.js';

/** A role that counts for a person at one of two moments only, or a level of their own that is another one. */
export type ChangedFact = {
  /** `undefined` for a level. */
  readonly role: number | undefined;
  /** `undefined` for a role. */
  readonly facet: string | undefined;
  readonly node: number;
  /** The moment at which it counts. */
  readonly view: View;
};

/** Whether anything of the person themselves is not the same at the two moments; with `at`, a role held or a level kept there. */
export function isChangedPerson(from: View, to: View, person: number, at?: number): boolean {
  if (at === undefined && isActive(from, person) !== isActive(to, person)) return true;
  return !changedFacts(from, to, person, at).next().done;
}

export function isActive(view: View, person: number): boolean {
  return view.status(person) === 'active';
}

/** What began or ended in between. What ended and began again is the same. */
export function* changedFacts(from: View, to: View, person: number, at?: number): Generator<ChangedFact> {
  const { assignments } = to.access;
  for (let index = 0; index < assignments.count(person, true); index++) {
    const node = assignments.place(person, index);
    if (at !== undefined && at !== node) continue;
    const slot = assignments.slot(person, index);
    if (assignments.isOver(slot, from.revision)) continue;
    const before = assignments.holds(slot, from.revision, from.instant);
    const isOver = assignments.isOver(slot, to.revision);
    if (before === (!isOver && assignments.holds(slot, to.revision, to.instant))) continue;
    yield { role: assignments.roleOf(slot), facet: undefined, node, view: before ? from : to };
  }
  const [before, after] = [levelsOf(from, person), levelsOf(to, person)];
  for (const [key, level] of before) if (!after.has(key)) yield { role: undefined, ...level, view: from };
  for (const [key, level] of after) if (!before.has(key)) yield { role: undefined, ...level, view: to };
}

type Place = Pick<UserLevelKey, 'node' | 'facet'>;

const noLevels: ReadonlyMap<string, Place> = new Map();

/** Places of the person's own levels that count, by all that tells one from another. */
function levelsOf(view: View, person: number): ReadonlyMap<string, Place> {
  if (![...view.model.facets.values()].some(({ userGrants }) => userGrants !== undefined)) return noLevels;
  const levels = new Map<string, Place>();
  for (const { node, facet, level } of view.access.userLevels.of(person, view.revision)) {
    if (counts(level.period, view.instant))
      levels.set([node, facet, ...level.level].join(' '), { node, facet });
  }
  return levels;
}
