import { z } from 'zod';
import { whenQuery } from '../http/parameters.js';
import { catalogueQuery } from '../queries/organization/organization-schema.js';
import type { Operation } from './operation.js';
import { instant, question } from './question.js';

const organization = z.object({
  organization: z.string(),
  name: z.string(),
  status: z.enum(['active', 'closed']),
  model: z.object({ name: z.string(), version: z.int(), hash: z.string() }),
  root: z.string(),
  revision: z.int(),
  createdOn: instant,
});

const matrix = z.object({
  areas: z.array(z.string()).describe('what stands before the dot of permissions'),
  roles: z.array(z.object({ role: z.string(), name: z.string() })),
  rows: z.array(
    z.object({
      area: z.string(),
      permission: z.string(),
      roles: z.array(z.string()).describe('roles that give it in any of their grants'),
    }),
  ),
});

const names = z.array(z.string());

const catalogue = z.object({
  facets: z.array(
    z.object({
      facet: z.string(),
      type: z.string().describe('type of the resources that it is decided on'),
      pick: z.enum(['one', 'many']),
      none: z.string().optional().describe('the level that says nothing, explicitly'),
      permissions: names,
      levels: z.array(z.object({ level: z.string(), permissions: names })),
    }),
  ),
  derived: z.array(z.object({ permission: z.string(), anyOf: z.array(names) })),
});

const levelDifference = z.object({
  facet: z.string(),
  level: z.string(),
  over: z.string(),
  adds: names.describe('what `level` gives and `over` does not'),
  lacks: names.describe('what `over` gives and `level` does not'),
});

export const organizationOperations: readonly Operation[] = [
  question({
    id: 'showOrganization',
    path: '',
    summary: 'The organization itself',
    query: whenQuery,
    schema: organization,
    problems: [],
  }),
  question({
    id: 'showMatrix',
    path: '/matrix',
    summary: 'Which roles give which permissions, by area',
    query: whenQuery,
    schema: matrix,
    problems: [],
  }),
  question({
    id: 'showCatalogue',
    path: '/catalogue',
    summary: 'What can be given; with `facet`, `level` and `over` what one level adds to another',
    query: catalogueQuery,
    schema: z.union([catalogue, levelDifference]),
    problems: ['UNKNOWN_FACET', 'UNKNOWN_LEVEL'],
  }),
];
