import type { Access } from '#access/access.js';
import type { LedgerEvent } from '#events/event.js';
import type { Grant } from '#events/grant.js';
import type { CompiledModel } from '#model/compiled.js';

/** A resource where answers can differ from those in the one it lies in. */
export type Spot = {
  readonly node: number;
  /** Index of the spot that this one lies in, -1 for the first. */
  readonly within: number;
};

/**
 * The spots of a resource and of everything below it: where a facet is decided, and inside what grants are narrowed to.
 * Anywhere else the answer is that of the spot it lies in.
 */
export function spotsBelow(access: Access, matters: (type: string) => boolean, below: number): Spot[] {
  const spots: Spot[] = [{ node: below, within: -1 }];
  const spotOf = new Map([[below, 0]]);
  for (const node of access.tree.subtree(below, access.revision)) {
    if (node === below) continue;
    const within = spotOf.get(access.tree.parent(node, access.revision)!)!;
    spotOf.set(node, matters(access.tree.type(node)) ? spots.push({ node, within }) - 1 : within);
  }
  return spots;
}

/** Types of which every resource is a spot: those that a facet is on, and those that a grant is narrowed to. */
export function typesThatMatter(
  models: readonly CompiledModel[],
  narrowed: ReadonlySet<string>,
): (type: string) => boolean {
  const deciding = new Set(models.flatMap(({ facets }) => [...facets.values()].map(({ type }) => type)));
  return (type) => deciding.has(type) || narrowed.has(type);
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
