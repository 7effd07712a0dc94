import type { Level } from '#events/grant.js';
import { Timeline, type TimelineDump } from './timeline.js';
import type { Undo } from './undo.js';

/** The list kept on a resource for one facet: levels by role number. It names at least one role. */
export type Override = ReadonlyMap<number, Level>;

export type OverridesDump = {
  readonly keys: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly lists: TimelineDump<Override>;
};

/** Overrides by facet and node. */
export class Overrides {
  private readonly keys: Map<string, Map<number, number>>;
  private readonly lists: Timeline<Override>;
  /** By role, the nodes whose lists ever named it; what was taken back may be among them. */
  private readonly named = new Map<number, Set<number>>();
  private size = 0;

  constructor(
    private readonly undo: Undo,
    dump?: OverridesDump,
  ) {
    this.keys = new Map([...(dump?.keys ?? [])].map(([facet, nodes]) => [facet, new Map(nodes)]));
    for (const nodes of this.keys.values()) this.size += nodes.size;
    this.lists = new Timeline<Override>(undo, dump?.lists);
    for (const nodes of this.keys.values()) {
      for (const [node, key] of nodes) {
        for (const { value } of this.lists.intervals(key, Infinity)) this.index(node, value);
      }
    }
  }

  get(facet: string, node: number, revision: number): Override | undefined {
    const key = this.keys.get(facet)?.get(node);
    return key === undefined ? undefined : this.lists.get(key, revision);
  }

  sinceOf(facet: string, node: number, revision: number): number {
    return this.lists.sinceOf(this.keys.get(facet)!.get(node)!, revision)!;
  }

  set(facet: string, node: number, list: Override | undefined, revision: number): void {
    this.lists.set(this.keys.get(facet)?.get(node) ?? this.makeKey(facet, node), list, revision);
    if (list !== undefined) this.index(node, list);
  }

  /** Where a list named the role at the revision. */
  *naming(role: number, revision: number): Generator<{ facet: string; node: number }> {
    for (const node of this.named.get(role) ?? []) {
      for (const facet of this.keys.keys()) {
        if (this.get(facet, node, revision)?.has(role) === true) yield { facet, node };
      }
    }
  }

  /** Every override that stood at the revision. */
  *standing(revision: number): Generator<{ facet: string; node: number; list: Override }> {
    for (const [facet, nodes] of this.keys) {
      for (const [node, key] of nodes) {
        const list = this.lists.get(key, revision);
        if (list !== undefined) yield { facet, node, list };
      }
    }
  }

  dump(): OverridesDump {
    return { keys: this.keys, lists: this.lists.dump() };
  }

  private index(node: number, list: Override): void {
    for (const role of list.keys()) {
      const nodes = this.named.get(role);
      if (nodes === undefined) this.named.set(role, new Set([node]));
      else nodes.add(node);
    }
  }

  private makeKey(facet: string, node: number): number {
    const known = this.keys.get(facet);
    const nodes = known ?? new Map<number, number>();
    if (known === undefined) this.keys.set(facet, nodes);
    const key = this.size++;
    nodes.set(node, key);
    this.undo.step(() => {
      this.size--;
      nodes.delete(node);
      if (known === undefined) this.keys.delete(facet);
    });
    return key;
  }
}
