import type { View } from '../view.js';
import { type Sets, same } from './sets.js';
import { nodeOf, type Spot, type Spots } from './spots.js';

/** What differs for somebody on a resource. */
export type Effects = (spot: Spot) => Sets;

/** What differs at one resource. */
export type Change = {
  readonly node: number;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Allowed at both moments, for other reasons. */
  readonly changed: readonly string[];
};

/**
 * Where effects differ. A permission is told where it is decided: what a resource gains or loses only because the one
 * above it does is not told again, except on the resource that is asked about.
 */
export function* compare(
  spots: Spots,
  all: Iterable<Spot>,
  effects: Effects,
  asked?: Spot,
): Generator<Change & { readonly spot: Spot }> {
  const known = new Map<Spot, Sets>();
  const setsAt = (spot: Spot): Sets => {
    let sets = known.get(spot);
    if (sets === undefined) known.set(spot, (sets = effects(spot)));
    return sets;
  };
  for (const spot of all) {
    const sets = setsAt(spot);
    if (sets === same) continue;
    const above = spot === asked ? undefined : spots.above(spot);
    const setsAbove = above === undefined ? same : setsAt(above);
    const own = (kind: keyof Sets) => {
      if (setsAbove[kind].all.length === 0) return sets[kind].all;
      const view = kind === 'lost' ? spots.from : spots.to;
      return sets[kind].all.filter(
        (name) => !setsAbove[kind].has(name) || isDecidedOn(view, view.type(nodeOf(spot)), name),
      );
    };
    const change = { gained: own('gained'), lost: own('lost'), changed: own('changed') };
    if (change.gained.length + change.lost.length + change.changed.length === 0) continue;
    yield { spot, node: nodeOf(spot), ...change };
  }
}

function isDecidedOn({ model }: View, type: string, name: string): boolean {
  const permission = model.permission(name);
  return permission !== undefined && model.facetOfPermission(permission)?.type === type;
}
