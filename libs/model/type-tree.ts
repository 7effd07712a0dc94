/** Names of the types that can be the parent of a type. */
export type Parents = (type: string) => Iterable<string>;

/**
 * Whether a resource of `type` can lie somewhere below one of `ancestor`. A type lies below itself only where it nests
 * (`dashboard_group` under `dashboard_group`).
 */
export function canLieBelow(parents: Parents, type: string, ancestor: string): boolean {
  return typesAbove(parents, type).has(ancestor);
}

/** Every type that can stand above the type, at any distance. */
export function typesAbove(parents: Parents, type: string): ReadonlySet<string> {
  const above = new Set<string>();
  const open = [type];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const parent of parents(next)) {
      if (above.has(parent)) continue;
      above.add(parent);
      open.push(parent);
    }
  }
  return above;
}
