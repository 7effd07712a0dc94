import { z } from 'zod';
import { whenQuery } from '../http/parameters.js';
import { holdersQuery, rolesQuery } from '../queries/roles/roles-schema.js';
import type { Operation } from './operation.js';
import { instant, level, pageOf, personStatus, question, scalar, since, window } from './question.js';

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

const holder = z.object({
  user: z.string(),
  status: personStatus,
  place: z.string(),
  ...window,
  since,
});

const readers =
  'A person needs one of the rights `manage_roles`, `edit_role_permissions`, `assign_roles`, `list_members` and `view_audit`.';

export const roleOperations: readonly Operation[] = [
  question({
    id: 'listRoles',
    path: '/roles',
    summary: 'The roles of an organization',
    description: readers,
    query: rolesQuery,
    schema: pageOf(roleRow),
    problems: [],
  }),
  question({
    id: 'showRole',
    path: '/roles/{role}',
    summary: 'One role with its grants',
    description: readers,
    query: whenQuery,
    schema: role,
    problems: ['ROLE_NOT_FOUND'],
  }),
  question({
    id: 'listHolders',
    path: '/roles/{role}/users',
    summary: 'Who holds a role, and where',
    description: `${readers} Invited and suspended people are among them.`,
    query: holdersQuery,
    schema: pageOf(holder),
    problems: ['ROLE_NOT_FOUND'],
  }),
];
