import type { FacetDocument, ModelDocument } from '../document.js';
import type { Fault } from '../errors.js';
import { permissionsOf, type DocumentVocabulary } from '../vocabulary.js';
import { listed, quoted } from '../wording.js';
import { cycles } from './cycles.js';
import { fault } from './fault.js';

/** Facets, their levels and their permissions; inheritance has a file of its own. */
export function facetFaults({ facets }: ModelDocument, vocabulary: DocumentVocabulary): Fault[] {
  const homes = new Map<string, string>();
  return Object.entries(facets).flatMap(([name, facet]) => [
    ...(vocabulary.types.has(facet.type)
      ? []
      : [
          fault(
            ['facets', name, 'type'],
            `there is no type ${quoted(facet.type)}, the types are ${listed(vocabulary.types.keys())}`,
          ),
        ]),
    ...(permissionsOf(facet).length > 0
      ? []
      : [fault(['facets', name], 'gives no permission, add `permissions` or `levels`')]),
    ...homeFaults(name, facet, homes),
    ...includeFaults(name, facet),
    ...wordFaults(name, facet),
  ]);
}

/** A permission belongs to one facet. `homes` learns those of this one. */
function homeFaults(name: string, facet: FacetDocument, homes: Map<string, string>): Fault[] {
  return places(name, facet).flatMap(({ permission, steps }) => {
    const home = homes.get(permission) ?? name;
    homes.set(permission, home);
    return home === name
      ? []
      : [
          fault(
            steps,
            `${quoted(permission)} belongs to facet ${quoted(home)} already, a permission has one facet`,
          ),
        ];
  });
}

function places(name: string, { levels = {}, permissions = [] }: FacetDocument) {
  return [
    ...permissions.map((permission, index) => ({
      permission,
      steps: ['facets', name, 'permissions', index],
    })),
    ...Object.entries(levels).flatMap(([level, { permissions = [] }]) =>
      permissions.map((permission, index) => ({
        permission,
        steps: ['facets', name, 'levels', level, 'permissions', index],
      })),
    ),
  ];
}

function includeFaults(name: string, { levels = {} }: FacetDocument): Fault[] {
  const unknown = Object.entries(levels).flatMap(([level, { includes = [] }]) =>
    includes.flatMap((included, index) =>
      Object.hasOwn(levels, included)
        ? []
        : [
            fault(
              ['facets', name, 'levels', level, 'includes', index],
              `there is no level ${quoted(included)}, the levels are ${listed(Object.keys(levels))}`,
            ),
          ],
    ),
  );
  const graph = new Map(Object.entries(levels).map(([level, { includes = [] }]) => [level, includes]));
  const circles = cycles(graph).map((circle) =>
    fault(
      ['facets', name, 'levels', circle[0]!, 'includes'],
      `includes itself by way of ${listed([...circle.slice(1), circle[0]!])}, take one of them out`,
    ),
  );
  return [...unknown, ...circles];
}

/** Levels, permissions and the empty level share one vocabulary: a word must not mean two things. */
function wordFaults(name: string, facet: FacetDocument): Fault[] {
  const { levels = {}, none } = facet;
  const permissions = new Set(permissionsOf(facet));
  const doubles = Object.keys(levels)
    .filter((level) => permissions.has(level) && !isOnly(level, facet))
    .map((level) =>
      fault(
        ['facets', name, 'levels', level],
        `is also a permission of this facet but gives something else, rename one of the two`,
      ),
    );
  if (none === undefined || !(Object.hasOwn(levels, none) || permissions.has(none))) return doubles;
  return [
    ...doubles,
    fault(
      ['facets', name, 'none'],
      `${quoted(none)} is also a level or permission of this facet, rename one of the two`,
    ),
  ];
}

/** Whether the level gives the permission of its own name and nothing else. */
function isOnly(level: string, { levels = {} }: FacetDocument): boolean {
  const { includes = [], permissions = [] } = levels[level]!;
  return includes.length === 0 && permissions.length === 1 && permissions[0] === level;
}
