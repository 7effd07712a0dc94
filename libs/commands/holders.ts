import type { Deliberation } from './deliberation.js';

/** How many assignments end with the role, and a place of one role a person that somebody would be left in without any. */
export function holdersOf(
  d: Deliberation,
  role: number,
): { holders: number; leftWithout: number | undefined } {
  const { assignments, tree } = d.access;
  let holders = 0;
  let leftWithout: number | undefined;
  for (const pair of assignments.pairsWithRole(role)) {
    const place = assignments.placeOfPair(pair);
    if (!tree.exists(place, d.revision) || assignments.holdersOf(pair) === 0) continue;
    holders += assignments.holdersOf(pair);
    if (d.model.types.get(tree.type(place))?.perUser === 'one') leftWithout ??= place;
  }
  return { holders, leftWithout };
}
