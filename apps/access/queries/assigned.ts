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

/**
 * The roles that the person holds, by place and role: those not yet begun included, lapsed ones and those of removed
 * places left out.
 */
export function heldBy(view: View, person: number): Held[] {
  const { assignments, roles } = view.access;
  const held: Held[] = [];
  for (let slot = assignments.first(person, view.past); slot >= 0; slot = assignments.next(slot, view.past)) {
    const found = heldIn(view, slot);
    if (found !== undefined) held.push(found);
  }
  return held.sort(
    (a, b) => byText(view.ref(a.place), view.ref(b.place)) || byText(roles.id(a.role), roles.id(b.role)),
  );
}

/** A role that somebody holds at a place, and who. */
export type Holding = Held & { readonly person: number };

/** Everybody who holds the role, in no particular order, with what `heldBy` says of them. */
export function* holdingsOf(view: View, role: number): Generator<Holding> {
  const { assignments, tree } = view.access;
  for (const pair of assignments.pairsWithRole(role)) {
    if (!tree.exists(assignments.placeOfPair(pair), view.revision)) continue;
    for (
      let slot = assignments.firstHolder(pair, view.past);
      slot >= 0;
      slot = assignments.nextHolder(slot, view.past)
    ) {
      if (view.past && assignments.isOver(slot, view.revision)) break;
      const held = heldIn(view, slot);
      if (held !== undefined) yield { person: assignments.personOf(slot), ...held };
    }
  }
}

/** `from` and `until` in RFC 3339, as far as there are any. */
export function windowOf(period: Period | undefined): { from?: string; until?: string } {
  return {
    ...(period?.from !== undefined && { from: timeOf(period.from) }),
    ...(period?.until !== undefined && { until: timeOf(period.until) }),
  };
}

function heldIn(view: View, slot: number): Held | undefined {
  const { assignments, tree } = view.access;
  const assignment = assignments.at(slot, view.revision);
  if (assignment === undefined || lapsed(assignment.period, view.instant)) return undefined;
  const place = assignments.placeOf(slot);
  if (!tree.exists(place, view.revision)) return undefined;
  return { role: assignments.roleOf(slot), place, ...assignment };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
