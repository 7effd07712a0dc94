import { roleValue } from '#access/role-value.js';
import { NOWHERE, type View } from '#access/view.js';
import { effectsAt, type Effect, type Value } from './effects.js';

/** What each role that somebody holds, and each level of a person, gives at a node by itself. */
export function givenAt(view: View, node: number, narrowed: ReadonlySet<string>): Effect[] {
  const alone = [{ node, within: -1 }];
  return [...rolesAbove(view, node), ...levelsAt(view, node)].map(
    (value) => effectsAt(view, alone, narrowed, value)[0]!,
  );
}

function* rolesAbove(view: View, node: number): Generator<Value> {
  const { assignments } = view.access;
  for (let place = node; place !== NOWHERE; place = view.parent(place)) {
    for (const pair of assignments.pairsAt(place)) {
      if (assignments.holdersOf(pair) > 0) yield roleAt(assignments.roleOfPair(pair), place);
    }
  }
}

function roleAt(role: number, place: number): Value {
  return (view, facet, target, asked) =>
    view.isAtOrBelow(target, place) ? roleValue(view, role, place, facet, target, asked) : facet.empty;
}

function* levelsAt(view: View, node: number): Generator<Value> {
  for (const facet of view.model.facets.values()) {
    const target = facet.userGrants === undefined ? NOWHERE : view.target(facet, node);
    if (target === NOWHERE) continue;
    for (const { facet: of, level } of view.access.userLevels.at(target, view.revision)) {
      if (of === facet.name) yield (_, asked) => (asked === facet ? asked.levels(level.level) : asked.empty);
    }
  }
}
