import { lapsed } from '#access/assignments.js';
import type { View } from '#access/view.js';
import { matches } from '../matching.js';

/** A line of the tree of resources. */
export type ResourceRow = {
  readonly ref: string;
  readonly parent: string | null;
  readonly name: string | null;
  /** Whether a list on the resource takes the place of what roles give there. */
  readonly hasOverride: boolean;
  /** Whether anybody has a level of their own there. */
  readonly hasUserLevels: boolean;
};

/** One resource with the way that leads to it. */
export type Resource = Pick<ResourceRow, 'ref' | 'parent' | 'name'> & {
  /** Refs from the root down to the resource itself. */
  readonly path: readonly string[];
};

export type ResourcesFilter = { readonly type?: string; readonly q?: string };

/**
 * Nodes of resources after one, in the order in which they were registered: those right below `parent`, or all where
 * no parent is named.
 */
export function* resources(
  view: View,
  parent: number | undefined,
  { type, q }: ResourcesFilter,
  after: number,
): Generator<number> {
  const { tree } = view.access;
  const found = matches(q);
  for (const node of parent === undefined ? all(view, after) : below(view, parent, after)) {
    if (type !== undefined && view.type(node) !== type) continue;
    if (found(view.ref(node), tree.name(node, view.revision) ?? null)) yield node;
  }
}

export function resourceRow(view: View, node: number): ResourceRow {
  const { model, access, revision, instant } = view;
  const levels = [...access.userLevels.at(node, revision)];
  return {
    ...named(view, node),
    hasOverride: [...model.facets.values()].some((facet) => view.override(facet, node) !== undefined),
    hasUserLevels: levels.some(({ level }) => !lapsed(level.period, instant)),
  };
}

export function resourceOf(view: View, node: number): Resource {
  const path = view.path(node).reverse();
  return { ...named(view, node), path: path.map((above) => view.ref(above)) };
}

function named(view: View, node: number): Pick<ResourceRow, 'ref' | 'parent' | 'name'> {
  const parent = view.parent(node);
  return {
    ref: view.ref(node),
    parent: parent < 0 ? null : view.ref(parent),
    name: view.access.tree.name(node, view.revision) ?? null,
  };
}

function* all(view: View, after: number): Generator<number> {
  const { tree } = view.access;
  for (let node = after + 1; node < tree.nodes; node += 1) if (tree.exists(node, view.revision)) yield node;
}

function below(view: View, parent: number, after: number): number[] {
  const children = [...view.access.tree.children(parent, view.revision)];
  return children.filter((child) => child > after).sort((a, b) => a - b);
}
