import { gives, type Facet, type LevelSet } from '#model/compiled.js';
import { personValue } from '../person-value.js';
import { roleValue } from '../role-value.js';
import { type Step, Trace } from '../trace.js';
import { NOWHERE, type View } from '../view.js';
import { isActive } from './changed-person.js';
import type { Effects } from './compare.js';
import { type LevelChanges, type Levels, noLevels } from './level-changes.js';
import { type Sets, setsOf } from './sets.js';
import type { Spots } from './spots.js';

/** Somebody who can have something: a person, or whoever holds a role at a place. */
export type Having = {
  /** Whether they can have anything at that moment. */
  counts(view: View): boolean;
  /** What they have for the facet at the target, when the node is asked about. */
  value(view: View, facet: Facet, target: number, node: number, trace?: Trace): LevelSet;
};

export function personHas(number: number): Having {
  return {
    counts: (view) => !view.isClosed && isActive(view, number),
    value: (view, facet, target, node, trace) =>
      personValue(view, number, facet, target, node, undefined, trace),
  };
}

export function roleHas(role: number, place: number): Having {
  return {
    counts: (view) => !view.isClosed && view.role(role) !== undefined,
    value: (view, facet, target, node, trace) =>
      view.isAtOrBelow(target, place)
        ? roleValue(view, role, place, facet, target, node, trace)
        : facet.empty,
  };
}

/** What they have at one moment and not at the other. */
export function effectsOf(having: Having, { from, to }: Spots, changes: LevelChanges): Effects {
  return ({ before, after }) => changes.between(levelsAt(from, before, having), levelsAt(to, after, having));
}

/** The same, and what they have at both moments through something else. */
export function sourcesOf(having: Having, { from, to }: Spots): Effects {
  return ({ before, after }) => differing(textsAt(from, before, having), textsAt(to, after, having));
}

function levelsAt(view: View, node: number, having: Having): Levels {
  if (node === NOWHERE || !having.counts(view)) return noLevels;
  const levels: LevelSet[] = [];
  for (const facet of view.model.facets.values()) {
    const target = view.target(facet, node);
    levels.push(target === NOWHERE ? facet.empty : having.value(view, facet, target, node));
  }
  return levels;
}

/** Permissions by name, each with what it comes from in words that tell one source from another. */
type Texts = ReadonlyMap<string, string>;

const nothing: Texts = new Map();

function differing(was: Texts, is: Texts): Sets {
  const gained = [...is.keys()].filter((name) => !was.has(name));
  const lost = [...was.keys()].filter((name) => !is.has(name));
  const changed = [...is.keys()].filter((name) => was.has(name) && was.get(name) !== is.get(name));
  return setsOf(gained, lost, changed);
}

/** The same chains read the same, whenever their links were made. */
function textsAt(view: View, node: number, having: Having): Texts {
  if (node === NOWHERE || !having.counts(view)) return nothing;
  const { facets, permissions, derived } = view.model;
  const trace = new Trace(view);
  for (const facet of facets.values()) {
    const target = view.target(facet, node);
    if (target !== NOWHERE) having.value(view, facet, target, node, trace);
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
