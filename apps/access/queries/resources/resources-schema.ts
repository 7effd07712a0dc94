import { identifier } from '#commands/schema/ids.js';
import { z } from 'zod';
import { facet, paging, ref, search, when } from '../../http/parameters.js';

export const resourcesQuery = z.strictObject({
  ...when,
  ...paging,
  parent: ref.exactOptional().describe('only what lies right below this resource, as `type:id`'),
  type: identifier.exactOptional().describe('only resources of this type'),
  q: search.describe('part of the ref or the name of a resource'),
});

export type ResourcesRequest = z.output<typeof resourcesQuery>;

export const facetQuery = z.strictObject({ ...when, ...paging, facet });

export type FacetRequest = z.output<typeof facetQuery>;
