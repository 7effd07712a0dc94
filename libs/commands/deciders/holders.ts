import type { Deliberation } from '../deliberation.js';

export type Holders = {
  /** How many assignments end with the role. */
  readonly holders: number;
  /** A place of one role a person where somebody would be left without any. */
  readonly leftWithout: number | undefined;
};

export function holdersOf(d: Deliberation, role: number): Holders {
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
