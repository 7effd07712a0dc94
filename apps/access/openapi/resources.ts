import { z } from 'zod';
import { whenQuery } from '../http/parameters.js';
import { facetQuery, resourcesQuery } from '../queries/resources/resources-schema.js';
import type { Operation } from './operation.js';
import { level, pageOf, question } from './question.js';

const named = {
  ref: z.string(),
  parent: z.string().nullable().describe('`null` for the root'),
  name: z.string().nullable(),
};

const resourceRow = z.object({
  ...named,
  hasOverride: z.boolean().describe('whether a list there takes the place of what roles give'),
  hasUserLevels: z.boolean().describe('whether anybody has a level of their own there'),
});

const resource = z.object({
  ...named,
  path: z.array(z.string()).describe('refs from the root down to the resource itself'),
});

const member = z.object({
  user: z.string(),
  effective: z.array(z.string()).describe('levels that count'),
  explicit: level.nullable().describe('the level kept on the person there'),
  throughRoles: z.array(z.object({ role: z.string(), place: z.string(), level })),
  overruled: z.boolean().describe('whether the own level replaces what the roles would give'),
});

const rolePermissions = z.object({
  role: z.string(),
  own: z.array(z.string()).describe('levels that its own grants give'),
  inherited: z.array(z.object({ level: z.string(), from: z.string() })),
  override: level
    .nullable()
    .describe('what the list on the resource says of it; `null` where it is not listed'),
  effective: z.array(z.string()).describe('levels that count'),
  source: z.enum(['default', 'manual']).describe('`manual` where a list on the resource decides'),
});

export const resourceOperations: readonly Operation[] = [
  question({
    id: 'listResources',
    path: '/resources',
    summary: 'The tree of resources, level by level or flat',
    description:
      'In the order in which they were registered. A person sees what they have to do with: where they may do anything, and what leads to it.',
    query: resourcesQuery,
    schema: pageOf(resourceRow),
    problems: ['UNKNOWN_RESOURCE', 'UNKNOWN_TYPE'],
  }),
  question({
    id: 'showResource',
    path: '/resources/{ref}',
    summary: 'One resource and the way that leads to it',
    description: 'A person needs to have something to do with it.',
    query: whenQuery,
    schema: resource,
    problems: ['UNKNOWN_RESOURCE'],
  }),
  question({
    id: 'listMembers',
    path: '/resources/{ref}/members',
    summary: 'Who has what on a resource, and through which roles',
    description: 'A person needs the right `list_members` there.',
    query: facetQuery,
    schema: pageOf(member),
    problems: ['UNKNOWN_RESOURCE', 'UNKNOWN_FACET', 'FACET_NOT_ON_TYPE'],
  }),
  question({
    id: 'listRolePermissions',
    path: '/resources/{ref}/permissions',
    summary: 'What each role gives on a resource, by default or by a list',
    description:
      'A person needs the right `edit_role_permissions` there. In the order in which roles were created.',
    query: facetQuery,
    schema: pageOf(rolePermissions),
    problems: ['UNKNOWN_RESOURCE', 'UNKNOWN_FACET', 'FACET_NOT_ON_TYPE'],
  }),
];
