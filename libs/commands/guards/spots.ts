import type { Access } from '#access/access.js';
import { LEAF, type Leaf } from '#access/view.js';
import type { LedgerEvent } from '#events/event.js';
import type { Grant } from '#events/grant.js';
import type { CompiledModel } from '#model/compiled.js';
import { quoted } from '#model/wording.js';
import { canLieBelow } from '#model/type-tree.js';

/** Where a permission can be asked: a resource, or one that may be registered there later. */
export type Spot = {
  /** The node, LEAF for a later one. */
  readonly node: number;
  readonly leaf?: Leaf;
  /** Index of the spot that this one lies in, -1 for the first. */
  readonly within: number;
};

/** A spot in words. */
export function spotText(access: Access, { node, leaf }: Spot): string {
  if (leaf === undefined) return quoted(access.tree.ref(node));
  return `every ${quoted(leaf.type)} to come in ${quoted(access.tree.ref(leaf.parent))}`;
}

/**
 * Everything that lies in a resource or may lie there later, so that what is given on all of a type is more than what is
 * given on each one there is. Only where answers can differ: where a facet is decided, and inside what grants are
 * narrowed to. Anywhere else the answer is that of the spot it lies in.
 */
export function spotsBelow(
  access: Access,
  models: readonly CompiledModel[],
  narrowed: ReadonlySet<string>,
  below: number,
): Spot[] {
  const deciding = new Set(models.flatMap(({ facets }) => [...facets.values()].map(({ type }) => type)));
  const matters = (type: string) => deciding.has(type) || narrowed.has(type);
  const later = typesInside(models, matters);
  const spots: Spot[] = [{ node: below, within: -1 }];
  const spotOf = new Map([[below, 0]]);
  for (const node of access.tree.subtree(below, access.revision)) {
    const type = access.tree.type(node);
    const inside = spotOf.get(node) ?? spotOf.get(access.tree.parent(node, access.revision)!)!;
    const isNew = node !== below && matters(type);
    spotOf.set(node, isNew ? spots.push({ node, within: inside }) - 1 : inside);
    const within = spotOf.get(node)!;
    for (const inner of later(type)) {
      spots.push({ node: LEAF, leaf: { ref: `${inner}:?`, type: inner, parent: node }, within });
    }
  }
  return spots;
}

/** Types that a grant is narrowed to, before the events or after them. */
export function narrowedTypes({ roles, revision }: Access, events: readonly LedgerEvent[]): Set<string> {
  const standing = [...roles.standing(revision)].flatMap((role) => roles.state(role, revision)!.grants);
  const given = events.flatMap(({ data }): readonly Grant[] => {
    if ('grants' in data && typeof data.grants !== 'number') return data.grants;
    return 'grant' in data ? [data.grant] : [];
  });
  return new Set([...standing, ...given].flatMap(({ only = {} }) => Object.keys(only)));
}

/** Of the types that matter, those that can lie in a resource of a type, at any depth. */
function typesInside(models: readonly CompiledModel[], matters: (type: string) => boolean) {
  const all = new Set(models.flatMap(({ types }) => [...types.keys()].filter(matters)));
  const parents = (name: string) => models.flatMap(({ types }) => [...(types.get(name)?.under ?? [])]);
  const known = new Map<string, readonly string[]>();
  return (type: string): readonly string[] => {
    let inside = known.get(type);
    if (inside === undefined) {
      known.set(type, (inside = [...all].filter((name) => canLieBelow(parents, name, type))));
    }
    return inside;
  };
}
