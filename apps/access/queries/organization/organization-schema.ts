import { identifier, level } from '#commands/schema/ids.js';
import { z } from 'zod';
import { when } from '../../http/parameters.js';

export const catalogueQuery = z.strictObject({
  ...when,
  facet: identifier.exactOptional().describe('with `level` and `over`: the facet of both levels'),
  level: level.exactOptional().describe('which level to look at'),
  over: level.exactOptional().describe('which level to compare it with'),
});

export type CatalogueRequest = z.output<typeof catalogueQuery>;
