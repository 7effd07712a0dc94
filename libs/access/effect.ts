import type { Facet, LevelSet } from '#model/compiled.js';
import { personValue } from './person-value.js';
import { roleValue } from './role-value.js';
import { NOWHERE, type View } from './view.js';

/** Names of all permissions somebody would have on the resource if they were active: what a change really gives. */
export function effectOf(view: View, person: number, node: number): ReadonlySet<string> {
  return effect(view, node, (facet, target) => personValue(view, person, facet, target, node));
}

/** The same, and nothing for people who are not active. */
export function personEffect(view: View, person: number, node: number): ReadonlySet<string> {
  return view.status(person) === 'active' ? effectOf(view, person, node) : new Set();
}

/** What the role alone gives on the resource to those who hold it at the place. */
export function roleEffect(view: View, role: number, place: number, node: number): ReadonlySet<string> {
  return effect(view, node, (facet, target) =>
    view.isAtOrBelow(target, place) ? roleValue(view, role, place, facet, target, node) : facet.empty,
  );
}

function effect(
  view: View,
  node: number,
  value: (facet: Facet, target: number) => LevelSet,
): ReadonlySet<string> {
  const { model } = view;
  const found = new Set<number>();
  for (const facet of model.facets.values()) {
    const target = view.target(facet, node);
    if (target === NOWHERE) continue;
    const { bits } = value(facet, target);
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
