import type { View } from './view.js';

/** Places where the person holds roles at the instant, each with the role; both are there. */
export function* heldBy(view: View, person: number): Generator<{ role: number; place: number }> {
  const { assignments, tree } = view.access;
  const { past, revision, instant } = view;
  for (let index = 0; index < assignments.count(person, past); index++) {
    const slot = assignments.slot(person, index);
    if (!assignments.holds(slot, revision, instant)) continue;
    const [role, place] = [assignments.roleOf(slot), assignments.placeOf(slot)];
    if (view.role(role) !== undefined && tree.exists(place, revision)) yield { role, place };
  }
}
