import type { Access } from '#access/access.js';
import type { CompiledModel } from '#model/compiled.js';
import { canLieBelow } from '#model/type-tree.js';

/**
 * Looks at the resources as if in each of them there were one more of every type that can lie in it, and in that one
 * more of every other type: what is given on all of a type is more than what is given on each one there is. Types that
 * do not matter are left out. `read` is told of the first node that is not really there.
 */
export function withResourcesToCome<T>(
  access: Access,
  inside: Iterable<number>,
  {
    models,
    matters,
    now,
  }: { models: readonly CompiledModel[]; matters: (type: string) => boolean; now: number },
  read: (firstToCome: number) => T,
): T {
  const real = access.tree.nodes;
  const nodes = new Set<number>();
  for (const below of inside) {
    if (!nodes.has(below)) for (const node of access.tree.subtree(below, access.revision)) nodes.add(node);
  }
  const types = typesIn(models, matters);
  const mark = access.undo.mark();
  const register = (parent: string, type: string, above: readonly string[]): void => {
    for (const inner of types(type)) {
      if (above.includes(inner)) continue;
      // No resource can be registered under such an id.
      const resource = `${inner}:*${access.tree.nodes}`;
      const fact = { revision: access.revision + 1, time: now, actor: 'proposal' };
      access.evolve({ type: 'ResourceRegistered', data: { resource, parent }, ...fact });
      register(resource, inner, [...above, inner]);
    }
  };
  try {
    for (const node of nodes) register(access.tree.ref(node), access.tree.type(node), []);
    return read(real);
  } finally {
    access.undo.rollback(mark);
  }
}

/** Types that can lie directly in a resource of a type, as far as they or what they can hold matters. */
function typesIn(models: readonly CompiledModel[], matters: (type: string) => boolean) {
  const all = [...new Set(models.flatMap(({ types }) => [...types.keys()]))];
  const parents = (type: string) => models.flatMap(({ types }) => [...(types.get(type)?.under ?? [])]);
  const wanted = all.filter(
    (type) => matters(type) || all.some((inner) => matters(inner) && canLieBelow(parents, inner, type)),
  );
  const known = new Map<string, readonly string[]>();
  return (type: string): readonly string[] => {
    let types = known.get(type);
    if (types === undefined) {
      known.set(type, (types = wanted.filter((inner) => parents(inner).includes(type))));
    }
    return types;
  };
}
