/** Nodes at or below which something can differ, and the facets of which it can, without those that inherit from them. */
export class Area {
  readonly nodes: Set<number>;
  readonly #facets = new Set<string>();
  #isOfAll = false;

  constructor(nodes: Iterable<number> = []) {
    this.nodes = new Set(nodes);
  }

  /** `undefined`: it can be any. */
  get facets(): ReadonlySet<string> | undefined {
    return this.#isOfAll ? undefined : this.#facets;
  }

  add(nodes: Iterable<number>, facets: Iterable<string> = []): void {
    for (const node of nodes) this.nodes.add(node);
    for (const facet of facets) this.#facets.add(facet);
  }

  ofAllFacets(): this {
    this.#isOfAll = true;
    return this;
  }
}
