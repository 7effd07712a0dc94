import type { CompiledModel, Facet } from '#model/compiled.js';
import type { Access } from './access.js';
import type { Facts } from './facts.js';
import type { Override } from './overrides.js';
import type { PersonStatus } from './people.js';
import type { CompiledRole, RoleState } from './roles.js';

/** A resource that is not registered; the question itself names its parent. */
export type Leaf = { readonly ref: string; readonly type: string; readonly parent: number };

/** Stands for the leaf of the question wherever a node is expected. */
export const LEAF = -2;

/** No node: above the root, or where a facet does not apply. */
export const NOWHERE = -1;

/** An organization as it was at a revision, decided at an instant. Every question reads through one of these. */
export class View<F extends Facts = Access> {
  readonly model: CompiledModel;

  constructor(
    readonly access: F,
    readonly revision: number,
    /** UTC milliseconds. */
    readonly instant: number,
    readonly leaf?: Leaf,
  ) {
    this.model = access.model(revision);
  }

  /** Whether facts that ended can matter: more is folded in by now than the revision. */
  get past(): boolean {
    return this.revision < this.access.revision;
  }

  withLeaf(leaf: Leaf): View<F> {
    return new View(this.access, this.revision, this.instant, leaf);
  }

  find(ref: string): number | undefined {
    return this.access.tree.find(ref, this.revision);
  }

  parent(node: number): number {
    if (node === LEAF) return this.leaf!.parent;
    return this.access.tree.parent(node, this.revision) ?? NOWHERE;
  }

  type(node: number): string {
    return node === LEAF ? this.leaf!.type : this.access.tree.type(node);
  }

  ref(node: number): string {
    return node === LEAF ? this.leaf!.ref : this.access.tree.ref(node);
  }

  /** The node, its parent, and so on up to the root. */
  path(node: number): number[] {
    const path: number[] = [];
    for (let at = node; at !== NOWHERE; at = this.parent(at)) path.push(at);
    return path;
  }

  isAtOrBelow(node: number, above: number): boolean {
    for (let at = node; at !== NOWHERE; at = this.parent(at)) if (at === above) return true;
    return false;
  }

  /** Where the facet is decided for a resource: the nearest of the facet's type at or above it, else NOWHERE. */
  target(facet: Facet, node: number): number {
    for (let at = node; at !== NOWHERE; at = this.parent(at)) if (this.type(at) === facet.type) return at;
    return NOWHERE;
  }

  status(person: number): PersonStatus | undefined {
    return this.access.people.status(person, this.revision);
  }

  override(facet: Facet, node: number): Override | undefined {
    if (facet.override === undefined || node === LEAF) return undefined;
    return this.access.overrides.get(facet.name, node, this.revision);
  }

  role(role: number): RoleState | undefined {
    return this.access.roles.state(role, this.revision);
  }

  compiled(role: number): CompiledRole | undefined {
    const state = this.role(role);
    return state && this.access.roles.compile(state, this.model);
  }

  get isClosed(): boolean {
    return this.access.isClosed(this.revision);
  }
}
