import type { View } from '#access/view.js';
import { Turns } from '../../questions/turns.js';

/** How many distinct active people hold a role anywhere, as long as it counts; by role. */
export type HolderCounts = ReadonlyMap<number, number>;

/** Counts the holders of roles. Many may hold one, so everybody else has turns meanwhile. */
export async function countHolders(view: View, roles: Iterable<number>): Promise<HolderCounts> {
  const { assignments, tree, people } = view.access;
  const turns = new Turns();
  /** By person: the role that they were counted for last, plus one. */
  const counted = new Int32Array(people.size);
  const counts = new Map<number, number>();
  for (const role of roles) {
    let count = 0;
    for (const pair of assignments.pairsWithRole(role)) {
      if (tree.exists(assignments.placeOfPair(pair), view.revision)) {
        count += countPair(view, pair, counted, role + 1);
      }
      // Here nothing is held on to that the next event may move.
      if (turns.isOver) await turns.pause();
    }
    counts.set(role, count);
  }
  return counts;
}

/** Active people who hold the pair and do not bear the mark yet; then they do. */
function countPair(view: View, pair: number, marks: Int32Array, mark: number): number {
  const { assignments } = view.access;
  let count = 0;
  for (
    let slot = assignments.firstHolder(pair, view.past);
    slot >= 0;
    slot = assignments.nextHolder(slot, view.past)
  ) {
    if (view.past && assignments.isOver(slot, view.revision)) break;
    const person = assignments.personOf(slot);
    if (marks[person] === mark || !assignments.holds(slot, view.revision, view.instant)) continue;
    if (view.status(person) !== 'active') continue;
    marks[person] = mark;
    count += 1;
  }
  return count;
}
