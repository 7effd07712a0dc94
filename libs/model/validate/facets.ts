import type { FacetDocument, ModelDocument } from '../document.js';
import type { Fault } from '../errors.js';
import { permissionsOf, type DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { cycles } from './cycles.js';
import { fault, type Steps, unless } from './fault.js';

/** Facets, their levels and their permissions; inheritance has a file of its own. */
export function facetFaults({ facets }: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const types = listed(vocabulary.types.keys());
  const homes = new Map<string, string>();
  return Object.entries(facets).flatMap(([name, facet]) => {
    const at = ['facets', name];
    const unknown = `there is no type ${quoted(facet.type)}, the types are ${types}`;
    return [
      ...unless(vocabulary.types.has(facet.type), [...at, 'type'], unknown),
      ...unless(permissionsOf(facet).length > 0, at, 'gives no permission, add `permissions` or `levels`'),
      ...homeFaults(name, facet, homes),
      ...includeFaults(facet, at),
      ...circleFaults(facet, at),
      ...wordFaults(facet, at),
    ];
  });
}

/** A permission belongs to one facet. `homes` learns those of this one. */
function homeFaults(name: string, facet: FacetDocument, homes: Map<string, string>): Fault[] {
  return places(facet, ['facets', name]).flatMap(({ permission, at }) => {
    const home = homes.get(permission) ?? name;
    homes.set(permission, home);
    const detail = `${quoted(permission)} belongs to facet ${quoted(home)} already, a permission has one facet`;
    return unless(home === name, at, detail);
  });
}

function places({ levels = {}, permissions = [] }: FacetDocument, at: Steps) {
  const list = (names: readonly string[], here: Steps) =>
    names.map((permission, index) => ({ permission, at: [...here, 'permissions', index] }));
  return [
    ...list(permissions, at),
    ...Object.entries(levels).flatMap(([level, { permissions: names = [] }]) =>
      list(names, [...at, 'levels', level]),
    ),
  ];
}

function includeFaults({ levels = {} }: FacetDocument, at: Steps): Fault[] {
  const known = listed(Object.keys(levels));
  return Object.entries(levels).flatMap(([level, { includes = [] }]) =>
    includes.flatMap((included, index) => {
      const detail = `there is no level ${quoted(included)}, the levels are ${known}`;
      return unless(Object.hasOwn(levels, included), [...at, 'levels', level, 'includes', index], detail);
    }),
  );
}

function circleFaults({ levels = {} }: FacetDocument, at: Steps): Fault[] {
  const graph = new Map(Object.entries(levels).map(([level, { includes = [] }]) => [level, includes]));
  return cycles(graph).map(([first, ...others]) =>
    fault(
      [...at, 'levels', first, 'includes'],
      `includes itself by way of ${listed([...others, first])}, take one of them out`,
    ),
  );
}

/** Levels, permissions and the empty level share one vocabulary: a word must not mean two things. */
function wordFaults(facet: FacetDocument, at: Steps): Fault[] {
  const { levels = {}, none } = facet;
  const permissions = new Set(permissionsOf(facet));
  const double = 'is also a permission of this facet but gives something else, rename one of the two';
  return [
    ...Object.keys(levels).flatMap((level) =>
      unless(!permissions.has(level) || isOnly(level, facet), [...at, 'levels', level], double),
    ),
    ...unless(
      none === undefined || !(Object.hasOwn(levels, none) || permissions.has(none)),
      [...at, 'none'],
      `${quoted(none ?? '')} is also a level or permission of this facet, rename one of the two`,
    ),
  ];
}

/** Whether the level gives the permission of its own name and nothing else. */
function isOnly(level: string, { levels = {} }: FacetDocument): boolean {
  const { includes = [], permissions = [] } = levels[level]!;
  return includes.length === 0 && permissions.length === 1 && permissions[0] === level;
}
