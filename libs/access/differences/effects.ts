import { gives, type Facet } from '#model/compiled.js';
import { effectOf, roleEffect } from '../effect.js';
import { personValue } from '../person-value.js';
import { roleValue } from '../role-value.js';
import { type Step, Trace } from '../trace.js';
import { NOWHERE, type View } from '../view.js';
import type { Effect, Effects } from './compare.js';
import { isActive } from './changed-person.js';

const nothing: Effect = new Map();

/** What the person has; with `sources`, and through what. */
export function personEffects(person: number, sources: boolean): Effects {
  return (view, node) => {
    if (view.isClosed || !isActive(view, person)) return nothing;
    if (!sources) return named(effectOf(view, person, node));
    return sourcesOf(view, node, (facet, target, trace) =>
      personValue(view, person, facet, target, node, undefined, trace),
    );
  };
}

/** What the role gives to whoever holds it at the place; with `sources`, and through what. */
export function roleEffects(role: number, place: number, sources: boolean): Effects {
  return (view, node) => {
    if (view.isClosed || view.role(role) === undefined) return nothing;
    if (!sources) return named(roleEffect(view, role, place, node));
    return sourcesOf(view, node, (facet, target, trace) => {
      if (view.isAtOrBelow(target, place)) roleValue(view, role, place, facet, target, node, trace);
    });
  };
}

const effects = new WeakMap<ReadonlySet<string>, Effect>();

/** The same names are the same effect. */
function named(names: ReadonlySet<string>): Effect {
  let effect = effects.get(names);
  if (effect === undefined) effects.set(names, (effect = new Map([...names].map((name) => [name, '']))));
  return effect;
}

/** The same chains read the same, whenever their links were made. */
function sourcesOf(
  view: View,
  node: number,
  explain: (facet: Facet, target: number, trace: Trace) => void,
): Effect {
  const { facets, permissions, derived } = view.model;
  const trace = new Trace(view);
  for (const facet of facets.values()) {
    const target = view.target(facet, node);
    if (target !== NOWHERE) explain(facet, target, trace);
  }
  const chains = trace.sources.map(({ levels, steps }) => ({ levels, text: steps.map(words).join('; ') }));
  const found = permissions.map((_, permission) =>
    inWords(chains.filter(({ levels }) => gives(levels, permission)).map(({ text }) => text)),
  );
  for (const { permission, anyOf } of derived) {
    const reasons = anyOf.filter((all) => all.every((needed) => found[needed] !== ''));
    found[permission] = inWords(reasons.map((all) => all.map((needed) => found[needed]).join('\n')));
  }
  const given = [...found.entries()].filter(([, text]) => text !== '');
  return new Map(given.map(([permission, text]) => [permissions[permission]!, text]));
}

/** What is said twice counts once, and the order does not. */
function inWords(texts: readonly string[]): string {
  return [...new Set(texts)].sort().join('\n');
}

function words({ kind, role, place, resource, facet, scope, level = [] }: Step): string {
  return [kind, role, place, resource, facet, scope, ...level].join(' ');
}
