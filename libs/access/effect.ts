import type { CompiledModel, Facet, LevelSet } from '#model/compiled.js';
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
  const has = new Uint32Array((model.permissions.length + 31) >>> 5);
  for (const facet of model.facets.values()) {
    const target = view.target(facet, node);
    if (target === NOWHERE) continue;
    const { bits } = value(facet, target);
    for (let word = 0; word < bits.length; word++) has[word]! |= bits[word]!;
  }
  for (const { permission, anyOf } of model.derived) {
    if (anyOf.some((all) => all.every((needed) => isIn(has, needed)))) {
      has[permission >>> 5]! |= 1 << (permission & 31);
    }
  }
  return namesOf(model, has);
}

/** So many sets of permissions are named for a model before all are named anew. */
const setsMost = 10_000;

/** The same few sets are met over and over: each is named once, and is the same object then. */
const named = new WeakMap<CompiledModel, Map<string, ReadonlySet<string>>>();

function namesOf(model: CompiledModel, has: Uint32Array): ReadonlySet<string> {
  let known = named.get(model);
  if (known === undefined || known.size > setsMost) named.set(model, (known = new Map()));
  const key = has.join();
  let names = known.get(key);
  if (names === undefined) {
    names = new Set(model.permissions.filter((_, permission) => isIn(has, permission)));
    known.set(key, names);
  }
  return names;
}

function isIn(bits: Uint32Array, permission: number): boolean {
  return ((bits[permission >>> 5]! >>> (permission & 31)) & 1) === 1;
}
