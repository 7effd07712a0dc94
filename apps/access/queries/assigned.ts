import { lapsed, type Period } from '#access/assignments.js';
import type { View } from '#access/view.js';
import { timeOf } from './answer.js';

/** A role that somebody holds, as the fold knows it. */
export type Held = {
  readonly role: number;
  readonly place: number;
  readonly source: string;
  readonly since: number;
  readonly period: Period | undefined;
};

/** The roles that the person holds: those not yet begun included, lapsed ones and those of removed places left out. */
export function* heldBy(view: View, person: number): Generator<Held> {
  const { assignments } = view.access;
  for (let slot = assignments.first(person, view.past); slot >= 0; slot = assignments.next(slot, view.past)) {
    const assignment = assignments.at(slot, view.revision);
    if (assignment === undefined || lapsed(assignment.period, view.instant)) continue;
    const place = assignments.placeOf(slot);
    if (view.access.tree.exists(place, view.revision))
      yield { role: assignments.roleOf(slot), place, ...assignment };
  }
}

/** Distinct active people who hold the role anywhere, as long as it counts. */
export function activeHolders(view: View, role: number): Set<number> {
  const { assignments } = view.access;
  const people = new Set<number>();
  for (const pair of assignments.pairsWithRole(role)) {
    if (!view.access.tree.exists(assignments.placeOfPair(pair), view.revision)) continue;
    for (
      let slot = assignments.firstHolder(pair, view.past);
      slot >= 0;
      slot = assignments.nextHolder(slot, view.past)
    ) {
      const person = assignments.personOf(slot);
      if (assignments.holds(slot, view.revision, view.instant) && view.status(person) === 'active') {
        people.add(person);
      }
    }
  }
  return people;
}

/** `from` and `until` in RFC 3339, as far as there are any. */
export function windowOf(period: Period | undefined): { from?: string; until?: string } {
  return {
    ...(period?.from !== undefined && { from: timeOf(period.from) }),
    ...(period?.until !== undefined && { until: timeOf(period.until) }),
  };
}
