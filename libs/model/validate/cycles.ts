export type Graph = ReadonlyMap<string, readonly string[]>;
export type Circle = readonly [string, ...string[]];

/**
 * The circles of a graph, each as the names along the way, the last of which leads back to the first. There may be more
 * circles than are listed, but none is left when those listed are broken up one after the other.
 */
export function cycles(graph: Graph): Circle[] {
  const found: Circle[] = [];
  const done = new Set<string>();
  for (const start of graph.keys()) {
    const path: { readonly name: string; readonly rest: Iterator<string> }[] = [];
    const onPath = new Set<string>();
    const enter = (name: string) => {
      path.push({ name, rest: new Set(graph.get(name)).values() });
      onPath.add(name);
    };
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { value: next, done: empty } = top.rest.next();
      if (empty) {
        path.pop();
        onPath.delete(top.name);
        done.add(top.name);
      } else if (onPath.has(next)) {
        const names = path.map(({ name }) => name);
        found.push([next, ...names.slice(names.indexOf(next) + 1)]);
      } else if (!done.has(next) && graph.has(next)) {
        enter(next);
      }
    }
  }
  return found;
}
