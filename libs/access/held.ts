import type { View } from './view.js';

/** Places where the person holds roles at the instant, each with the role; both are there. */
export function* heldBy(view: View, person: number): Generator<{ role: number; place: number }> {
  const { assignments, tree } = view.access;
  for (let slot = assignments.first(person, view.past); slot >= 0; slot = assignments.next(slot, view.past)) {
    if (!assignments.holds(slot, view.revision, view.instant)) continue;
    const [role, place] = [assignments.roleOf(slot), assignments.placeOf(slot)];
    if (view.role(role) !== undefined && tree.exists(place, view.revision)) yield { role, place };
  }
}
