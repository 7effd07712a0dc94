import type { View } from '../view.js';

/** Permissions by name, with a key that tells one source from another; the keys may all be empty. */
export type Effect = ReadonlyMap<string, string>;

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

/**
 * The nodes where effects differ. A permission is told where it is decided: what a resource gains or loses only because
 * the one above it does is not told again. `nodes` has parents before children.
 */
export function* compare(from: View, to: View, nodes: Iterable<number>, effects: Effects): Generator<Change> {
  const told = new Map<number, Sets>();
  for (const node of nodes) {
    const before = effectAt(from, node, effects);
    const after = effectAt(to, node, effects);
    const sets: Sets = {
      gained: names(after, (name) => !before.has(name)),
      lost: names(before, (name) => !after.has(name)),
      changed: names(after, (name, source) => before.has(name) && before.get(name) !== source),
    };
    told.set(node, sets);
    const above = told.get(to.parent(node)) ?? told.get(from.parent(node));
    const own = {
      gained: newsAt(to, node, sets.gained, above?.gained),
      lost: newsAt(from, node, sets.lost, above?.lost),
      changed: newsAt(to, node, sets.changed, above?.changed),
    };
    if (own.gained.length + own.lost.length + own.changed.length > 0) yield { node, ...own };
  }
}

/** Nodes at or below the given ones at either moment, parents first, as far as anything is decided or narrowed there. */
export function nodesBelow(
  from: View,
  to: View,
  tops: Iterable<number>,
  wanted: (node: number) => boolean,
): Set<number> {
  const found = new Set<number>();
  for (const top of tops) {
    for (const view of [to, from]) {
      for (const node of view.access.tree.subtree(top, view.revision)) if (wanted(node)) found.add(node);
    }
  }
  return found;
}

/** Types of resources where an answer can differ from the one above: a facet lives there, or a grant is narrowed by it. */
export function decidingTypes(from: View, to: View): ReadonlySet<string> {
  const types = new Set<string>();
  for (const view of [from, to]) {
    for (const facet of view.model.facets.values()) types.add(facet.type);
    for (const role of view.access.roles.standing(view.revision)) {
      for (const { only } of view.role(role)!.grants) {
        for (const type of Object.keys(only ?? {})) types.add(type);
      }
    }
  }
  return types;
}

function effectAt(view: View, node: number, effects: Effects): Effect {
  return view.access.tree.exists(node, view.revision) ? effects(view, node) : new Map();
}

function names(effect: Effect, keep: (name: string, source: string) => boolean): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const [name, source] of effect) if (keep(name, source)) kept.add(name);
  return kept;
}

function newsAt(
  view: View,
  node: number,
  found: ReadonlySet<string>,
  above: ReadonlySet<string> | undefined,
): string[] {
  return [...found].filter((name) => isDecidedAt(view, node, name) || above?.has(name) !== true);
}

function isDecidedAt(view: View, node: number, name: string): boolean {
  const permission = view.model.permission(name);
  const facet = permission === undefined ? undefined : view.model.facetOfPermission(permission);
  return facet?.type === view.type(node);
}
