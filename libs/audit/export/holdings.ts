import { lapsed } from '#access/assignments.js';
import type { View } from '#access/view.js';
import type { AssignmentSource, Level, Window } from '#events/grant.js';
import { holder, type Holder, type People, since, type Since, windowOf } from './people.js';

/** What one person holds: a role at a place, or a level of their own at a resource. */
export type Holding = AssignmentHeld | UserLevelHeld;

type AssignmentHeld = Holder &
  Window & {
    readonly kind: 'assignment';
    readonly role: string;
    readonly place: string;
    readonly source: AssignmentSource;
    readonly since: Since;
  };

type UserLevelHeld = Holder &
  Window & {
    readonly kind: 'user_level';
    readonly resource: string;
    readonly facet: string;
    readonly level: Level;
    readonly since: Since;
  };

/**
 * Who holds what: a group for each person, in the order in which they came, with what they hold, the oldest first; the
 * group of somebody who holds nothing is empty. Lapsed holdings are left out, those not yet begun are there. It stays
 * the state of the view, whatever is folded in between two steps.
 */
export function* holdings(view: View, people: People): Generator<readonly Holding[]> {
  const { size } = view.access.people;
  for (let person = 0; person < size; person++) {
    const held = [...assignmentsOf(view, person, people), ...userLevelsOf(view, person, people)];
    yield held.sort((a, b) => a.since.revision - b.since.revision);
  }
}

function* assignmentsOf(view: View, person: number, people: People): Generator<AssignmentHeld> {
  const { assignments, roles, tree } = view.access;
  for (let slot = assignments.first(person, view.past); slot >= 0; slot = assignments.next(slot, view.past)) {
    const assignment = assignments.at(slot, view.revision);
    if (assignment === undefined || lapsed(assignment.period, view.instant)) continue;
    const [role, place] = [assignments.roleOf(slot), assignments.placeOf(slot)];
    // What hung on a role or a resource that is gone stays where it was, out of reach.
    if (view.role(role) === undefined || !tree.exists(place, view.revision)) continue;
    yield {
      kind: 'assignment',
      ...holder(view, person, people),
      role: roles.id(role),
      place: view.ref(place),
      source: assignment.source,
      ...windowOf(assignment.period),
      since: since(view.access, assignment.since, people),
    };
  }
}

function* userLevelsOf(view: View, person: number, people: People): Generator<UserLevelHeld> {
  const { userLevels, tree } = view.access;
  for (const { node, facet, level: own } of userLevels.of(person, view.revision)) {
    const { level, period, given } = own;
    if (lapsed(period, view.instant) || !tree.exists(node, view.revision)) continue;
    yield {
      kind: 'user_level',
      ...holder(view, person, people),
      resource: view.ref(node),
      facet,
      level,
      ...windowOf(period),
      since: since(view.access, given, people),
    };
  }
}
