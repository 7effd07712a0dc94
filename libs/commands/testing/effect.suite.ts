import { personValue } from '#access/person-value.js';
import { NOWHERE, type View } from '#access/view.js';

/** Names of all permissions somebody would have on the resource if they were active: what a change really gives. */
export function effectOf(view: View, person: number, node: number): ReadonlySet<string> {
  const { model } = view;
  const found = new Set<number>();
  for (const facet of model.facets.values()) {
    const target = view.target(facet, node);
    if (target === NOWHERE) continue;
    const { bits } = personValue(view, person, facet, target, node);
    for (let word = 0; word < bits.length; word++) {
      for (let left = bits[word]!; left !== 0; left &= left - 1) {
        found.add(word * 32 + (31 - Math.clz32(left & -left)));
      }
    }
  }
  for (const { permission, anyOf } of model.derived) {
    if (anyOf.some((all) => all.every((needed) => found.has(needed)))) found.add(permission);
  }
  return new Set([...found].map((permission) => model.permissions[permission]!));
}
