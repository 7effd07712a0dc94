import { roleValue } from '#access/role-value.js';
import { LEAF, NOWHERE, type View } from '#access/view.js';
import { effectsAt, type Effect, type Value } from './effects.js';
import type { Spot } from './spots.js';

/** What each role that somebody holds, and each level of a person, gives at a spot by itself. */
export function givenAt(view: View, spot: Spot, narrowed: ReadonlySet<string>): Effect[] {
  const alone = [{ ...spot, within: -1 }];
  return [...rolesAbove(view, spot), ...levelsAt(view, spot)].map(
    (value) => effectsAt(view, alone, narrowed, value)[0]!,
  );
}

function* rolesAbove(view: View, { node, leaf }: Spot): Generator<Value> {
  const { assignments } = view.access;
  for (let place = leaf?.parent ?? node; place !== NOWHERE; place = view.parent(place)) {
    for (const pair of assignments.pairsAt(place)) {
      if (assignments.holdersOf(pair) > 0) yield roleAt(assignments.roleOfPair(pair), place);
    }
  }
}

function roleAt(role: number, place: number): Value {
  return (view, facet, target, asked) =>
    view.isAtOrBelow(target, place) ? roleValue(view, role, place, facet, target, asked) : facet.empty;
}

function* levelsAt(view: View, { node, leaf }: Spot): Generator<Value> {
  const here = leaf === undefined ? view : view.withLeaf(leaf);
  for (const facet of view.model.facets.values()) {
    const target = facet.userGrants === undefined ? NOWHERE : here.target(facet, node);
    if (target === NOWHERE || target === LEAF) continue;
    for (const { facet: of, level } of view.access.userLevels.at(target, view.revision)) {
      if (of === facet.name) yield (_, asked) => (asked === facet ? asked.levels(level.level) : asked.empty);
    }
  }
}
