import { gives } from '#model/compiled.js';
import { check } from './check.js';
import { roleValue } from './role-value.js';
import { NOWHERE, type View } from './view.js';
import { who } from './who.js';

/** People by number; how many there are in all where it costs nothing to know. */
export type InOrder = { readonly people: Iterable<number>; readonly total?: number };

/** Checks that cost as much as looking up one holder, for as many people as a page usually has. */
const worth = 1200;

/**
 * Everybody behind `after` who has the permission on the resource, by number. Where few have it that costs the whole
 * answer, as `who` does; where many have it people are found one by one as they are asked for, so that a first page does
 * not pay for all. `few` is how many are few.
 */
export function whoInOrder(
  view: View,
  permission: number,
  node: number,
  after = -1,
  few = Math.sqrt(worth * view.access.people.size),
): InOrder {
  if (estimate(view, permission, node) > few) return { people: found(view, permission, node, after) };
  const people = [...who(view, permission, node)].sort((a, b) => a - b);
  return { people: people.filter((person) => person > after), total: people.length };
}

function* found(view: View, permission: number, node: number, after: number): Generator<number> {
  const { size } = view.access.people;
  for (let person = after + 1; person < size; person++) {
    if (check(view, person, permission, node)) yield person;
  }
}

/** About how many people have it, going by what roles give and who holds them now. */
function estimate(view: View, permission: number, node: number): number {
  const facet = view.model.facetOfPermission(permission);
  if (facet === undefined) {
    const { anyOf } = view.model.derivedPermission(permission)!;
    return Math.max(...anyOf.map((all) => Math.min(...all.map((needed) => estimate(view, needed, node)))));
  }
  const target = view.target(facet, node);
  if (target === NOWHERE) return 0;
  const { assignments } = view.access;
  let holders = 0;
  for (let place = target; place !== NOWHERE; place = view.parent(place)) {
    for (const pair of assignments.pairsAt(place)) {
      const role = assignments.roleOfPair(pair);
      if (gives(roleValue(view, role, place, facet, target, node), permission)) {
        holders += assignments.holdersOf(pair);
      }
    }
  }
  return holders;
}
