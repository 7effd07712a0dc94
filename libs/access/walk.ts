import type { CompiledModel } from '#model/compiled.js';
import { typesAbove } from '#model/type-tree.js';
import type { View } from './view.js';

/**
 * Goes down the tree to the resources of a type: parents before children, siblings in the order of their registration.
 * At one revision the order is the same in every process.
 */
export class Walk {
  private readonly above: ReadonlySet<string>;
  private readonly wanted: ReadonlySet<string>;

  constructor(
    private readonly view: View,
    private readonly type: string,
  ) {
    const models = [...modelsUntil(view)];
    const parents = (name: string) => models.flatMap(({ types }) => [...(types.get(name)?.under ?? [])]);
    this.above = typesAbove(parents, type);
    this.wanted = new Set([...this.above, type]);
  }

  /** What lies at or below the nodes, none of which lies below another. */
  *all(tops: readonly number[]): Generator<number> {
    for (const way of this.inOrder(tops)) yield* this.from(way.at(-1)!);
  }

  /** What of it comes after a node. */
  *after(tops: readonly number[], node: number): Generator<number> {
    const end = this.way(node);
    for (const way of this.inOrder(tops)) {
      const top = way.at(-1)!;
      if (end.includes(top)) yield* this.beyond(top, end);
      else if (compare(end, way) < 0) yield* this.from(top);
    }
  }

  private *from(node: number): Generator<number> {
    if (this.view.type(node) === this.type) yield node;
    for (const child of this.children(node)) yield* this.from(child);
  }

  /** The rest of a walk from `node` that came to the end of the way. */
  private *beyond(node: number, way: readonly number[]): Generator<number> {
    const next = way[way.indexOf(node) + 1];
    if (next !== undefined) yield* this.beyond(next, way);
    for (const child of this.children(node, next)) yield* this.from(child);
  }

  private children(node: number, after?: number): Iterable<number> {
    const { view } = this;
    if (!this.above.has(view.type(node))) return [];
    return view.access.tree.children(node, view.revision, after, this.wanted);
  }

  private inOrder(nodes: readonly number[]): number[][] {
    return nodes.map((node) => this.way(node)).sort(compare);
  }

  /** From the root down to the node. */
  private way(node: number): number[] {
    return this.view.path(node).reverse();
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length && at < b.length; at++) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return a.length - b.length;
}

/** Every model that the organization had: where a resource lies was right in one of them. */
export function* modelsUntil({ access, revision }: View): Generator<CompiledModel> {
  for (let at = revision; at >= 0; at = access.modelSince(at) - 1) yield access.model(at);
}
