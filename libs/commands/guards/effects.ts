import { NOWHERE, type View } from '#access/view.js';
import type { CompiledModel, Facet, LevelSet } from '#model/compiled.js';
import type { Spot } from './spots.js';

/** Permissions of a model, one bit each. */
export type Effect = Uint32Array;

/** What somebody has for the facet at `target`, when `asked` is asked about. */
export type Value = (view: View, facet: Facet, target: number, asked: number) => LevelSet;

/**
 * What somebody has at each of the spots, derived permissions included. What is decided above a spot and not narrowed
 * there is taken from the spot it lies in.
 */
export function effectsAt(
  view: View,
  spots: readonly Spot[],
  narrowed: ReadonlySet<string>,
  value: Value,
): Effect[] {
  const { model } = view;
  const facets = [...model.facets.values()].map((facet) => ({ facet, bits: facet.levels(['*']).bits }));
  const given: Effect[] = [];
  for (const { node, within } of spots) {
    const type = view.type(node);
    const effect =
      within < 0 ? new Uint32Array((model.permissions.length + 31) >>> 5) : given[within]!.slice();
    for (const { facet, bits } of facets) {
      if (within >= 0 && facet.type !== type && !narrowed.has(type)) continue;
      const target = view.target(facet, node);
      if (target !== NOWHERE) replace(effect, bits, value(view, facet, target, node).bits);
    }
    given.push(effect);
  }
  for (const effect of given) addDerived(model, effect);
  return given;
}

/** What `effect` has and none of the others. */
export function beyond(effect: Effect, ...others: readonly Effect[]): Effect {
  return effect.map((bits, word) => others.reduce((left, other) => left & ~other[word]!, bits));
}

export function isEmpty(effect: Effect): boolean {
  return effect.every((bits) => bits === 0);
}

export function first(effect: Effect): number | undefined {
  const word = effect.findIndex((bits) => bits !== 0);
  if (word < 0) return undefined;
  const bits = effect[word]!;
  return word * 32 + (31 - Math.clz32(bits & -bits));
}

export function has(effect: Effect, permission: number): boolean {
  return ((effect[permission >>> 5]! >>> (permission & 31)) & 1) === 1;
}

export function add(effect: Effect, bits: Uint32Array): void {
  for (let word = 0; word < bits.length; word++) effect[word]! |= bits[word]!;
}

/** Adds what follows from what is there. */
export function addDerived(model: CompiledModel, effect: Effect): void {
  for (const { permission, anyOf } of model.derived) {
    if (!anyOf.some((all) => all.every((needed) => has(effect, needed)))) continue;
    effect[permission >>> 5]! |= 1 << (permission & 31);
  }
}

/** Everything that each derived permission follows from, directly and by others. */
export function supportOf(model: CompiledModel): Map<number, Effect> {
  const supports = new Map<number, Effect>();
  for (const { permission, anyOf } of model.derived) {
    const support = new Uint32Array((model.permissions.length + 31) >>> 5);
    for (const needed of anyOf.flat()) {
      support[needed >>> 5]! |= 1 << (needed & 31);
      add(support, supports.get(needed) ?? new Uint32Array());
    }
    supports.set(permission, support);
  }
  return supports;
}

function replace(effect: Effect, area: Uint32Array, bits: Uint32Array): void {
  for (let word = 0; word < bits.length; word++) {
    effect[word] = (effect[word]! & ~area[word]!) | bits[word]!;
  }
}
