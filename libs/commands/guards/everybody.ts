import { roleValue } from '#access/role-value.js';
import { LEAF, NOWHERE } from '#access/view.js';
import type { Value } from './effects.js';

/** What all roles that somebody holds, and all levels of people, give together. */
export const everybody: Value = (view, facet, target, asked) => {
  const { assignments, userLevels } = view.access;
  let value = facet.empty;
  for (let place = target; place !== NOWHERE; place = view.parent(place)) {
    if (place === LEAF) continue;
    for (const pair of assignments.pairsAt(place)) {
      if (assignments.holdersOf(pair) === 0) continue;
      value = facet.union(value, roleValue(view, assignments.roleOfPair(pair), place, facet, target, asked));
    }
  }
  if (facet.userGrants === undefined || target === LEAF) return value;
  for (const { facet: of, level } of userLevels.at(target, view.revision)) {
    if (of === facet.name) value = facet.union(value, facet.levels(level.level));
  }
  return value;
};
