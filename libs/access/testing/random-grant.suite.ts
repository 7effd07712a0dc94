import type { Grant, Level } from '#events/grant.js';
import type { FacetDocument, ModelDocument } from '#model/document.js';
import type { Draw } from './draw.suite.js';
import type { NaiveState } from './naive-state.suite.js';

/** A grant that the model takes, of a role that can be assigned at such places; `undefined` if none was hit upon. */
export function randomGrant(
  { document, parents }: NaiveState,
  assignableAt: readonly string[],
  draw: Draw,
): Grant | undefined {
  const facets = Object.entries(document.facets);
  const [, { type }] = draw.from(facets)!;
  const named = [...parents.keys()];
  const scope = draw.from([
    ...(assignableAt.includes(type) ? ['.'] : []),
    `${type}:*`,
    ...named.filter((ref) => typeOf(ref) === type),
    ...named.map((ref) => `${ref}/**`),
  ])!;
  const fitting = facets.filter(([, facet]) => facet.type === type);
  const give: Record<string, Level> = {};
  for (const [name, facet] of [draw.from(fitting)!, draw.from(fitting)!])
    give[name] = randomLevel(facet, draw);
  const inside = named.filter((ref) => typesAbove(document, typeOf(ref)).has(type));
  const narrowing = draw.chance(4) ? draw.from(inside) : undefined;
  if (narrowing === undefined) return { scope, give };
  const narrowed = typeOf(narrowing);
  const ids = inside.filter((ref) => typeOf(ref) === narrowed).map((ref) => ref.slice(narrowed.length + 1));
  return { scope, give, only: { [narrowed]: draw.some(ids, 2) } };
}

export function randomLevel(facet: FacetDocument, draw: Draw): Level {
  return draw.some(words(facet), facet.pick === 'many' ? 2 : 1);
}

/** Everything that can be given for the facet. */
export function words({ levels = {}, permissions = [], none }: FacetDocument): string[] {
  const inLevels = Object.values(levels).flatMap((level) => level.permissions ?? []);
  const all = [...Object.keys(levels), ...permissions.slice(0, 6), ...inLevels.slice(0, 6), '*'];
  return none === undefined ? all : [...all, none];
}

export function typeOf(ref: string): string {
  return ref.slice(0, ref.indexOf(':'));
}

function typesAbove({ types }: ModelDocument, type: string, seen = new Set<string>()): Set<string> {
  for (const above of types[type]?.under ?? []) {
    if (seen.has(above)) continue;
    seen.add(above);
    typesAbove({ types } as ModelDocument, above, seen);
  }
  return seen;
}
