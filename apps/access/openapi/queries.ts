import { z } from 'zod';
import { eventsQuery } from '../queries/events-schema.js';
import { membersQuery, rolesQuery, usersQuery, whenQuery } from '../queries/query-schema.js';
import { event } from './event.js';
import type { Operation } from './operation.js';

const instant = z.iso.datetime();
const since = z.object({ revision: z.int(), time: instant, actor: z.string() });
const window = { from: instant.optional(), until: instant.optional() };
const level = z.union([z.string(), z.array(z.string())]);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const status = z.enum(['invited', 'active', 'suspended', 'removed', 'erased']);

function pageOf(item: z.ZodType) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

const userRow = z.object({
  user: z.string(),
  email: z.string().nullable(),
  status,
  roles: z.array(z.object({ role: z.string(), place: z.string(), ...window })),
  since: instant,
});

const user = z.object({
  user: z.string(),
  email: z.string().nullable(),
  attributes: z.record(z.string(), scalar),
  status,
  assignments: z.array(
    z.object({ role: z.string(), place: z.string(), source: z.string(), ...window, since }),
  ),
  userLevels: z.array(z.object({ resource: z.string(), facet: z.string(), level, ...window, since })),
});

const roleRow = z.object({
  role: z.string(),
  name: z.string(),
  kind: z.enum(['built-in', 'preset', 'custom', 'specialized']),
  locked: z.array(z.enum(['details', 'permissions', 'deletion'])),
  deprecated: z.boolean(),
  replacement: z.string().optional(),
  assignedUsers: z.int().describe('distinct active people who hold it'),
  assignedTenants: z.array(z.string()).describe('scopes of its grants'),
  createdBy: z.string(),
  updatedBy: z.string(),
  createdOn: instant,
  updatedOn: instant,
});

const role = roleRow.extend({
  description: z.string().nullable(),
  grants: z.array(
    z.object({
      scope: z.string(),
      give: z.record(z.string(), level),
      only: z.record(z.string(), z.array(z.string())).optional(),
      since,
    }),
  ),
  criteria: z.record(z.string(), scalar).nullable(),
  clonedFrom: z.string().nullable(),
  assignableAt: z.array(z.string()),
});

const member = z.object({
  user: z.string(),
  effective: z.array(z.string()).describe('levels that count'),
  explicit: level.nullable().describe('the level kept on the person there'),
  throughRoles: z.array(z.object({ role: z.string(), place: z.string(), level })),
  overruled: z.boolean().describe('whether the own level replaces what the roles would give'),
});

const organization = z.object({
  organization: z.string(),
  name: z.string(),
  status: z.enum(['active', 'closed']),
  model: z.object({ name: z.string(), version: z.int(), hash: z.string() }),
  root: z.string(),
  revision: z.int(),
  createdOn: instant,
});

const base = '/v1/organizations/{organization}';

type Sketch = Pick<Operation, 'id' | 'path' | 'summary' | 'query' | 'problems' | 'description'> & {
  readonly schema: z.ZodType;
};

function query({ id, path, summary, query, problems, description, schema }: Sketch): Operation {
  return {
    id,
    method: 'get',
    path: base + path,
    tag: 'queries',
    summary,
    description: description ?? 'Needs the capability `read`, and `audit` with `asOf`.',
    ...(query !== undefined && { query }),
    answer: { status: 200, description: 'what was asked for', schema },
    problems: [...problems, 'REVISION_NOT_YET_AVAILABLE'],
  };
}

export const queryOperations: readonly Operation[] = [
  query({
    id: 'showOrganization',
    path: '',
    summary: 'The organization itself',
    query: whenQuery,
    schema: organization,
    problems: [],
  }),
  query({
    id: 'listUsers',
    path: '/users',
    summary: 'Its people and what roles they hold',
    query: usersQuery,
    schema: pageOf(userRow),
    problems: [],
  }),
  query({
    id: 'showUser',
    path: '/users/{user}',
    summary: 'Everything that is kept of one person',
    query: whenQuery,
    schema: user,
    problems: ['NOT_A_MEMBER'],
  }),
  query({
    id: 'listRoles',
    path: '/roles',
    summary: 'Its roles',
    query: rolesQuery,
    schema: pageOf(roleRow),
    problems: [],
  }),
  query({
    id: 'showRole',
    path: '/roles/{role}',
    summary: 'One role with its grants',
    query: whenQuery,
    schema: role,
    problems: ['ROLE_NOT_FOUND'],
  }),
  query({
    id: 'listMembers',
    path: '/resources/{ref}/members',
    summary: 'Who has what on a resource, and through which roles',
    query: membersQuery,
    schema: pageOf(member),
    problems: ['UNKNOWN_RESOURCE', 'UNKNOWN_FACET', 'FACET_NOT_ON_TYPE'],
  }),
  query({
    id: 'listEvents',
    path: '/events',
    summary: 'The audit trail: who did what, and when',
    description: 'Needs the capability `audit`; of a person the right `view_audit`.',
    query: eventsQuery,
    schema: pageOf(event),
    problems: [],
  }),
];
