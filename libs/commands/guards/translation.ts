import type { CompiledModel } from '#model/compiled.js';
import { has, type Effect } from './effects.js';

/** Permissions of one version of a model in the numbers of another; those that it does not have follow behind. */
export type Translation = {
  /** Names by number. */
  readonly names: readonly string[];
  effect(effect: Effect): Effect;
};

/** The same numbers, or those of `from` as what they are called in `into`, by the lines of the later version's `migrate`. */
export function translation(from: CompiledModel, into: CompiledModel): Translation {
  if (from === into) return { names: into.permissions, effect: (effect) => effect };
  const lines = Object.values(from.document.migrate?.levels ?? {}).flatMap((names) => Object.entries(names));
  const earlier = new Map(lines.map(([before, after]) => [after, before]));
  const names = [...into.permissions];
  const numbers = from.permissions.map((name) => {
    const number = into.permission(name) ?? into.permission(earlier.get(name) ?? name);
    return number ?? names.push(name) - 1;
  });
  return {
    names,
    effect(effect) {
      const translated = new Uint32Array((names.length + 31) >>> 5);
      numbers.forEach((number, permission) => {
        if (has(effect, permission)) translated[number >>> 5]! |= 1 << (number & 31);
      });
      return translated;
    },
  };
}
