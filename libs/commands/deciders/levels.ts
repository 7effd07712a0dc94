import type { Level } from '#events/grant.js';
import type { Facet } from '#model/compiled.js';
import { listed, quoted } from '#model/wording.js';
import { refuse } from '../refuse.js';

/** A value for one facet. */
export type Given = { readonly facet: Facet; readonly level: Level };

export function refuseUnknownLevels(given: readonly Given[]): void {
  for (const { facet, level } of given) {
    const unknown = level.find((name) => !facet.knows(name));
    if (unknown === undefined) continue;
    const known = listed(facet.vocabulary);
    refuse('UNKNOWN_LEVEL', `facet ${quoted(facet.name)} has no level ${quoted(unknown)}, it has ${known}`);
  }
}

export function refuseSeveralLevels(given: readonly Given[]): void {
  const several = given.find(({ facet, level }) => facet.pick === 'one' && level.length > 1);
  if (several === undefined) return;
  refuse('ONE_LEVEL_ONLY', `facet ${quoted(several.facet.name)} takes one level at a time, give one`);
}
