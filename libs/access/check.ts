import { gives } from '#model/compiled.js';
import type { Facts } from './facts.js';
import { personValue } from './person-value.js';
import { NOWHERE, type View } from './view.js';

/**
 * Whether an active person has the permission on the resource. Anything unknown is a no; `explain` says which.
 * `person` and `permission` are numbers, `node` is a node or LEAF.
 */
export function check(view: View<Facts>, person: number, permission: number, node: number): boolean {
  return view.status(person) === 'active' && !view.isClosed && has(view, person, permission, node);
}

/** The same without looking at the person's status: what an invited or suspended person would have. */
export function has(view: View<Facts>, person: number, permission: number, node: number): boolean {
  const { model } = view;
  const facet = model.facetOfPermission(permission);
  if (facet !== undefined) {
    const target = view.target(facet, node);
    if (target === NOWHERE) return false;
    return gives(personValue(view, person, facet, target, node, permission), permission);
  }
  const derived = model.derivedPermission(permission);
  if (derived === undefined) return false;
  return derived.anyOf.some((all) => all.every((needed) => has(view, person, needed, node)));
}

/** Everything the person has on the resource, as numbers of permissions in the model's order. */
export function permissionsOf(view: View<Facts>, person: number, node: number): number[] {
  const { model } = view;
  if (view.status(person) !== 'active' || view.isClosed) return [];
  const found = new Set<number>();
  for (const facet of model.facets.values()) {
    const target = view.target(facet, node);
    if (target === NOWHERE) continue;
    const { bits } = personValue(view, person, facet, target, node);
    for (const permission of members(bits)) found.add(permission);
  }
  for (const { permission, anyOf } of model.derived) {
    if (anyOf.some((all) => all.every((needed) => found.has(needed)))) found.add(permission);
  }
  return [...found].sort((a, b) => a - b);
}

function* members(bits: Uint32Array): Generator<number> {
  for (let word = 0; word < bits.length; word++) {
    for (let left = bits[word]!; left !== 0; left &= left - 1) {
      yield word * 32 + (31 - Math.clz32(left & -left));
    }
  }
}
