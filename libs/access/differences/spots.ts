import { NOWHERE, type View } from '../view.js';

/** A resource at two moments, as the node it was at each; NOWHERE: it was not there. Registered again it is another node. */
export type Spot = { readonly before: number; readonly after: number };

/** The resources of an organization at two moments, `from` the earlier one. The same resource is the same object. */
export class Spots {
  /** By every node that it was. */
  private readonly known = new Map<number, Spot>();

  constructor(
    readonly from: View,
    readonly to: View,
  ) {}

  of(node: number): Spot {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const found = this.find(node);
    const spot = this.known.get(nodeOf(found)) ?? found;
    for (const life of [node, spot.before, spot.after]) this.known.set(life, spot);
    return spot;
  }

  /** What it lay in at both moments, or at the one when it was there; `undefined` for the root and what lies elsewhere now. */
  above({ before, after }: Spot): Spot | undefined {
    const parents = [this.from.parent(before), this.to.parent(after)]
      .filter((parent) => parent !== NOWHERE)
      .map((parent) => this.of(parent));
    return parents.every((parent) => parent === parents[0]) ? parents[0] : undefined;
  }

  /** Everything at or below it at either moment. */
  *below({ before, after }: Spot): Generator<Spot> {
    for (const [view, top] of [
      [this.to, after],
      [this.from, before],
    ] as const) {
      if (top === NOWHERE) continue;
      for (const below of view.access.tree.subtree(top, view.revision)) yield this.of(below);
    }
  }

  /** Whether it is at or below another one at either moment. */
  isAtOrBelow(spot: Spot, above: Spot): boolean {
    return (
      (above.before !== NOWHERE && this.from.isAtOrBelow(spot.before, above.before)) ||
      (above.after !== NOWHERE && this.to.isAtOrBelow(spot.after, above.after))
    );
  }

  private find(node: number): Spot {
    const [before, after] = [this.from, this.to].map((view) => {
      const { tree } = view.access;
      return tree.exists(node, view.revision) ? node : (view.find(tree.ref(node)) ?? NOWHERE);
    });
    return { before: before!, after: after! };
  }
}

/** The node that stands for it: the one it is, else the one it was. */
export function nodeOf({ before, after }: Spot): number {
  return after === NOWHERE ? before : after;
}
