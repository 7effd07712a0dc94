import { lastAtOrBefore } from './search.js';
import { Timeline, type TimelineDump } from './timeline.js';
import type { Undo } from './undo.js';

export type TreeDump = {
  readonly refs: readonly string[];
  readonly parents: TimelineDump<number>;
  readonly names: TimelineDump<string>;
};

/** The parent of the root. */
export const ABOVE_ROOT = -1;

/**
 * The resources of an organization. A *node* is one life of a resource: a ref that was removed and registered again is
 * another node, so whatever hung on the first life can never reach the second.
 */
export class Tree {
  private readonly refs: string[];
  private readonly types: string[] = [];
  private readonly typeNames = new Map<string, string>();
  /** Newest node of each ref, and the life before it. */
  private readonly newest = new Map<string, number>();
  private readonly earlier: (number | undefined)[] = [];
  private readonly parents: Timeline<number>;
  private readonly names: Timeline<string>;
  /** Every node that was ever right below a node, ascending; the parent at the revision decides. */
  private readonly below: (number[] | undefined)[] = [];
  private standing = 0;

  constructor(
    private readonly undo: Undo,
    dump?: TreeDump,
  ) {
    this.refs = [];
    this.parents = new Timeline<number>(undo, dump?.parents);
    this.names = new Timeline<string>(undo, dump?.names);
    for (const ref of dump?.refs ?? []) this.makeNode(ref);
    if (dump !== undefined) this.indexBelow(dump);
  }

  register(ref: string, parent: number, name: string | undefined, revision: number): number {
    if (this.find(ref, revision) !== undefined) throw new RangeError(`resource ${ref} is there already`);
    const node = this.makeNode(ref);
    this.parents.set(node, parent, revision);
    this.names.set(node, name, revision);
    this.hang(node, parent);
    this.standing++;
    this.undo.step(() => {
      this.standing--;
      this.dropNewest();
    });
    return node;
  }

  move(node: number, parent: number, revision: number): void {
    this.parents.set(node, parent, revision);
    this.hang(node, parent);
  }

  rename(node: number, name: string, revision: number): void {
    this.names.set(node, name, revision);
  }

  remove(node: number, revision: number): void {
    this.parents.set(node, undefined, revision);
    this.standing--;
    this.undo.step(() => this.standing++);
  }

  /** The node of a ref at the revision, `undefined` when it was not registered then. */
  find(ref: string, revision: number): number | undefined {
    let node = this.newest.get(ref);
    while (node !== undefined && this.parents.get(node, revision) === undefined) node = this.earlier[node];
    return node;
  }

  /** The node that the ref had last, whether it is still there or not. */
  newestNode(ref: string): number {
    return this.newest.get(ref)!;
  }

  exists(node: number, revision: number): boolean {
    return this.parents.get(node, revision) !== undefined;
  }

  /** `undefined` when the node is not there at the revision, ABOVE_ROOT for the root. */
  parent(node: number, revision: number): number | undefined {
    return this.parents.get(node, revision);
  }

  /** Revision since which the node has the parent it has at the revision. */
  parentSince(node: number, revision: number): number {
    return this.parents.sinceOf(node, revision)!;
  }

  name(node: number, revision: number): string | undefined {
    return this.names.get(node, revision);
  }

  ref(node: number): string {
    return this.refs[node]!;
  }

  /** Name of the type; the same string object for all nodes of a type. */
  type(node: number): string {
    return this.types[node]!;
  }

  /** Whether `above` is the node or one of its ancestors. */
  isAtOrBelow(node: number, above: number, revision: number): boolean {
    for (
      let at: number | undefined = node;
      at !== undefined && at >= 0;
      at = this.parents.get(at, revision)
    ) {
      if (at === above) return true;
    }
    return false;
  }

  /** The node, its parent, and so on up to the root. */
  path(node: number, revision: number): number[] {
    const path: number[] = [];
    for (
      let at: number | undefined = node;
      at !== undefined && at >= 0;
      at = this.parents.get(at, revision)
    ) {
      path.push(at);
    }
    return path;
  }

  /** In the order of their registration, those behind the node `after`; with `types`, only of these. */
  *children(node: number, revision: number, after = -1, types?: ReadonlySet<string>): Generator<number> {
    const children = this.below[node] ?? [];
    for (let at = lastAtOrBefore(children, after) + 1; at < children.length; at++) {
      const child = children[at]!;
      if (types !== undefined && !types.has(this.types[child]!)) continue;
      if (this.parents.get(child, revision) === node) yield child;
    }
  }

  /** The node and everything below it, parents before children. */
  subtree(node: number, revision: number): number[] {
    const nodes = [node];
    for (let at = 0; at < nodes.length; at++) {
      for (const child of this.children(nodes[at]!, revision)) nodes.push(child);
    }
    return nodes;
  }

  /** How many steps lead down from the node to the lowest one below it. */
  height(node: number, revision: number): number {
    let height = 0;
    for (const child of this.children(node, revision))
      height = Math.max(height, 1 + this.height(child, revision));
    return height;
  }

  /** Every node that ever was; ask `exists` for the revision. */
  get nodes(): number {
    return this.refs.length;
  }

  /** Number of resources that are there now. */
  get size(): number {
    return this.standing;
  }

  dump(): TreeDump {
    return { refs: this.refs, parents: this.parents.dump(), names: this.names.dump() };
  }

  private makeNode(ref: string): number {
    const node = this.refs.length;
    const type = ref.slice(0, ref.indexOf(':'));
    let name = this.typeNames.get(type);
    if (name === undefined) this.typeNames.set(type, (name = type));
    this.refs.push(ref);
    this.types.push(name);
    this.earlier.push(this.newest.get(ref));
    this.below.push(undefined);
    this.newest.set(ref, node);
    return node;
  }

  private dropNewest(): void {
    const ref = this.refs.pop()!;
    this.types.pop();
    const earlier = this.earlier.pop();
    this.below.pop();
    if (earlier === undefined) this.newest.delete(ref);
    else this.newest.set(ref, earlier);
  }

  private hang(node: number, parent: number): void {
    if (parent < 0) return;
    const children = (this.below[parent] ??= []);
    const at = lastAtOrBefore(children, node);
    if (children[at] === node) return;
    children.splice(at + 1, 0, node);
    this.undo.step(() => children.splice(at + 1, 1));
  }

  private indexBelow({ parents }: TreeDump): void {
    parents.live.forEach((parent, node) => {
      if (parent !== undefined) this.standing++;
      for (const above of [parent, ...(parents.past[node]?.values ?? [])]) {
        if (above !== undefined) this.hang(node, above);
      }
    });
  }
}
