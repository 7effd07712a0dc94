import type { Access } from '../access.js';
import { check, permissionsOf } from '../check.js';
import { explain } from '../explain.js';
import { LEAF, type View } from '../view.js';
import { who } from '../who.js';
import { words } from './random-grant.suite.js';

/** A resource to ask about, as a view that knows it and its node there; `leafOf` names the parent of one that is not registered. */
export type Asked = {
  readonly view: View;
  readonly node: number;
  readonly ref: string;
  readonly leafOf?: string;
};

/** Everything that can be asked about at that moment: all resources, and of every type one that is not registered. */
export function* resources(view: View): Generator<Asked> {
  const { tree } = view.access;
  const nodes = Array.from({ length: tree.nodes }, (_, node) => node);
  const standing = nodes.filter((node) => tree.exists(node, view.revision));
  standing.sort((a, b) => (tree.ref(a) < tree.ref(b) ? -1 : 1));
  for (const node of standing) yield { view, node, ref: tree.ref(node) };
  for (const { name: type, under } of view.model.types.values()) {
    const parent = standing.find((node) => under.has(tree.type(node)));
    if (parent === undefined) continue;
    const leaf = { ref: `${type}:leaf`, type, parent };
    yield { view: view.withLeaf(leaf), node: LEAF, ref: leaf.ref, leafOf: tree.ref(parent) };
  }
}

/** Permissions that stand for all: of every facet what its levels are told apart by, and the derived ones. */
export function permissions({ model }: View): number[] {
  const telling = [...model.facets].flatMap(([name, facet]) => {
    const sets = words(model.document.facets[name]!).map((word) => facet.levels([word]).bits);
    const patterns = new Map<string, number>();
    model.permissions.forEach((_, permission) => {
      if (model.facetOfPermission(permission) !== facet) return;
      const pattern = sets.map((bits) => (bits[permission >>> 5]! >>> (permission & 31)) & 1).join('');
      patterns.set(pattern, permission);
    });
    return [...patterns.values()];
  });
  return [...telling, ...model.derived.map(({ permission }) => permission)];
}

/** Everybody that a random ledger can speak of, and a stranger. */
export const people: readonly number[] = [0, 1, 2, 3];

/** What is allowed to one person on one resource. */
export type Decision = {
  readonly person: number;
  readonly ref: string;
  readonly leafOf?: string;
  readonly permissions: readonly string[];
};

export function decisions(access: Access, revision: number, instant: number): Decision[] {
  return [...resources(access.view(revision, instant))].flatMap(({ view, node, ref, leafOf }) =>
    people.map((person) => ({
      person,
      ref,
      ...(leafOf !== undefined && { leafOf }),
      permissions: permissionsOf(view, person, node).map((permission) => view.model.permissions[permission]!),
    })),
  );
}

/** Everything there is to answer: decisions, explanations of each, and who has what. */
export function answers(access: Access, revision: number, instant: number): string[] {
  const view = access.view(revision, instant);
  const asked = permissions(view);
  return [...resources(view)].flatMap(({ view, node, ref, leafOf = '' }) =>
    asked.flatMap((permission) => {
      const question = `${view.model.permissions[permission]} ${ref} ${leafOf}`;
      const holders = [...who(view, permission, node)].sort().join(' ');
      const explained = people.map((person) => {
        const { hidden, ...explanation } = explain(view, person, permission, node);
        const shadows = hidden.map(({ levels, ...shadow }) => ({ ...shadow, levels: levels.names }));
        const decision = check(view, person, permission, node);
        return `${person} ${question}: ${decision} ${JSON.stringify({ ...explanation, shadows })}`;
      });
      return [`who ${question}: ${holders}`, ...explained];
    }),
  );
}
