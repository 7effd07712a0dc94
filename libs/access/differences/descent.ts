import { typesAbove } from '#model/type-tree.js';
import type { View } from '../view.js';
import { modelsUntil } from '../walk.js';

/** The ways down the tree to resources of some types: nothing else is visited, however much lies there. */
export class Descent {
  private readonly above = new Set<string>();
  private readonly wanted: ReadonlySet<string>;

  constructor(
    private readonly view: View,
    types: ReadonlySet<string>,
  ) {
    const models = [...modelsUntil(view)];
    const parents = (name: string) => models.flatMap((model) => [...(model.types.get(name)?.under ?? [])]);
    for (const type of types) for (const above of typesAbove(parents, type)) this.above.add(above);
    this.wanted = new Set([...this.above, ...types]);
  }

  /** Whether anything can be on a way from the node. */
  goesOn(node: number): boolean {
    return this.above.has(this.view.access.tree.type(node));
  }

  /** The node, and what can be on a way from it, parents before children. */
  from(node: number): readonly number[] {
    const { tree } = this.view.access;
    const nodes = [node];
    for (let at = 0; at < nodes.length; at++) {
      if (!this.goesOn(nodes[at]!)) continue;
      for (const child of tree.children(nodes[at]!, this.view.revision, undefined, this.wanted))
        nodes.push(child);
    }
    return nodes;
  }
}
