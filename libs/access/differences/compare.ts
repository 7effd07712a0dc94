import { NOWHERE, type View } from '../view.js';
import { nodeOf, type Spot, type Spots } from './spots.js';

/** Permissions by name, each with what it comes from in words that tell one source from another; they may all be empty. */
export type Effect = ReadonlyMap<string, string>;

/** What somebody has on a resource. */
export type Effects = (view: View, node: number) => Effect;

/** What differs at one resource. */
export type Change = {
  readonly node: number;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Allowed at both moments, for other reasons. */
  readonly changed: readonly string[];
};

type Sets = { readonly [K in 'gained' | 'lost' | 'changed']: ReadonlySet<string> };

const nothing: Effect = new Map();
const same: Sets = { gained: new Set(), lost: new Set(), changed: new Set() };

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
    if (sets === undefined) known.set(spot, (sets = setsOf(spots, spot, effects)));
    return sets;
  };
  for (const spot of all) {
    const sets = setsAt(spot);
    if (sets === same) continue;
    const above = spot === asked ? undefined : spots.above(spot);
    const setsAbove = above === undefined ? same : setsAt(above);
    const own = (kind: keyof Sets) => {
      const view = kind === 'lost' ? spots.from : spots.to;
      return [...sets[kind]].filter(
        (name) => !setsAbove[kind].has(name) || isDecidedOn(view, view.type(nodeOf(spot)), name),
      );
    };
    const change = { gained: own('gained'), lost: own('lost'), changed: own('changed') };
    if (change.gained.length + change.lost.length + change.changed.length === 0) continue;
    yield { spot, node: nodeOf(spot), ...change };
  }
}

function setsOf({ from, to }: Spots, { before, after }: Spot, effects: Effects): Sets {
  const [was, is] = [
    before === NOWHERE ? nothing : effects(from, before),
    after === NOWHERE ? nothing : effects(to, after),
  ];
  // Nothing differs, or what differs was told before: the same few effects meet over and over.
  if (was === is) return same;
  const known = told.get(was)?.get(is);
  if (known !== undefined) return known;
  const sets = differing(was, is);
  if (!told.has(was)) told.set(was, new WeakMap());
  told.get(was)!.set(is, sets);
  return sets;
}

const told = new WeakMap<Effect, WeakMap<Effect, Sets>>();

function differing(was: Effect, is: Effect): Sets {
  const gained = names(is, (name) => !was.has(name));
  const lost = names(was, (name) => !is.has(name));
  const changed = names(is, (name, source) => was.has(name) && was.get(name) !== source);
  return gained.size + lost.size + changed.size === 0 ? same : { gained, lost, changed };
}

function names(effect: Effect, keep: (name: string, source: string) => boolean): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const [name, source] of effect) if (keep(name, source)) kept.add(name);
  return kept;
}

function isDecidedOn({ model }: View, type: string, name: string): boolean {
  const permission = model.permission(name);
  return permission !== undefined && model.facetOfPermission(permission)?.type === type;
}
