import type { FacetDocument, ModelDocument, TypeDocument } from '#model/document.js';

/**
 * A document with what a spec is about: types in a line below a `house`, by default floors with rooms in them, and
 * one facet `room` whose levels are `look` and `use`.
 */
export function document({
  facet = {},
  type = {},
  ...parts
}: Partial<ModelDocument> & {
  facet?: Partial<FacetDocument>;
  type?: Partial<TypeDocument>;
} = {}): ModelDocument {
  return {
    schema: 'access-model/1',
    name: 'house',
    version: 1,
    types: {
      house: { root: true },
      floor: { under: ['house', 'floor'] },
      room: { under: ['floor'], ...type },
      desk: { under: ['room'] },
    },
    facets: { room: { type: 'room', pick: 'many', levels, ...facet } },
    assignments: { house: { per_user: 'many' }, floor: { per_user: 'many' }, room: { per_user: 'many' } },
    custom_roles: { allowed: true, assignable_at: ['house', 'floor', 'room'] },
    ...parts,
  };
}

const levels = {
  look: { permissions: ['room.look'] },
  use: { includes: ['look'], permissions: ['room.use'] },
};
