import { lapsed } from '#access/assignments.js';
import type { View } from '#access/view.js';
import type { AssignmentSource, Level, Window } from '#events/grant.js';
import { anew, holder, type Holder, type People, since, type Since, windowOf } from './people.js';

/** What one person holds: a role at a place, or a level of their own at a resource. */
export type Holding = Held & Holder & Window & { readonly since: Since };

type Held =
  | {
      readonly kind: 'assignment';
      readonly role: string;
      readonly place: string;
      readonly source: AssignmentSource;
    }
  | {
      readonly kind: 'user_level';
      readonly resource: string;
      readonly facet: string;
      readonly level: Level;
    };

/**
 * Who holds what: a group for each person, in the order in which they came, with what they hold, the oldest first; the
 * group of somebody who holds nothing is empty. Lapsed holdings are left out, those not yet begun are there. It stays
 * the state of the view, whatever is folded in between two steps.
 */
export function* holdings(view: View, people: People): Generator<readonly Holding[]> {
  const { size } = view.access.people;
  for (let person = 0; person < size; person++) yield heldBy(anew(view), person, people);
}

function heldBy(view: View, person: number, people: People): Holding[] {
  const { access } = view;
  return [...assignmentsOf(view, person), ...userLevelsOf(view, person)]
    .sort((a, b) => a.revision - b.revision)
    .map(({ held, window, revision }) => ({
      ...held,
      ...holder(view, person, people),
      ...window,
      since: since(access, revision, people),
    }));
}

type Standing = { readonly held: Held; readonly window: Window; readonly revision: number };

function* assignmentsOf(view: View, person: number): Generator<Standing> {
  const { assignments, roles, tree } = view.access;
  for (let slot = assignments.first(person, view.past); slot >= 0; slot = assignments.next(slot, view.past)) {
    const assignment = assignments.at(slot, view.revision);
    if (assignment === undefined || lapsed(assignment.period, view.instant)) continue;
    const [role, place] = [assignments.roleOf(slot), assignments.placeOf(slot)];
    // What hung on a role or a resource that is gone stays where it was, out of reach.
    if (view.role(role) === undefined || !tree.exists(place, view.revision)) continue;
    const { source, period, since: revision } = assignment;
    const held = { kind: 'assignment', role: roles.id(role), place: view.ref(place), source } as const;
    yield { held, window: windowOf(period), revision };
  }
}

function* userLevelsOf(view: View, person: number): Generator<Standing> {
  const { userLevels, tree } = view.access;
  for (const { node, facet, level: own } of userLevels.of(person, view.revision)) {
    const { level, period, given } = own;
    if (lapsed(period, view.instant) || !tree.exists(node, view.revision)) continue;
    const held = { kind: 'user_level', resource: view.ref(node), facet, level } as const;
    yield { held, window: windowOf(period), revision: given };
  }
}
