import { z } from 'zod';
import { userPermissionsQuery, usersQuery } from '../queries/users/users-schema.js';
import { whenQuery } from '../http/parameters.js';
import type { Operation } from './operation.js';
import {
  because,
  instant,
  level,
  pageOf,
  personStatus,
  question,
  scalar,
  since,
  window,
} from './question.js';

const invitation = z
  .object({
    status: z
      .enum(['waiting', 'sent', 'undeliverable'])
      .describe(
        '`waiting`: no mail server has taken the mail yet; `undeliverable`: it will never take it, take the invitation back and send it elsewhere',
      ),
    since: instant.describe('since when that is so'),
    expires: instant,
    reply: z.string().optional().describe('what the mail server answered, such as `550 5.1.1`'),
  })
  .optional()
  .describe('how the invitation fares that is open now; never with `asOf`');

const userRow = z.object({
  user: z.string(),
  email: z.string().nullable(),
  status: personStatus,
  roles: z.array(z.object({ role: z.string(), place: z.string(), ...window })).describe('by place and role'),
  since: instant.describe('since when the person has this status'),
  invitation,
});

const user = z.object({
  user: z.string(),
  email: z.string().nullable(),
  attributes: z.record(z.string(), scalar),
  status: personStatus,
  invitation,
  assignments: z
    .array(z.object({ role: z.string(), place: z.string(), source: z.string(), ...window, since }))
    .describe('by place and role'),
  userLevels: z.array(z.object({ resource: z.string(), facet: z.string(), level, ...window, since })),
});

export const userOperations: readonly Operation[] = [
  question({
    id: 'listUsers',
    path: '/users',
    summary: 'The people of an organization and what roles they hold',
    description: 'A person needs the right `list_members` or `invite`.',
    query: usersQuery,
    schema: pageOf(userRow),
    problems: [],
  }),
  question({
    id: 'showUser',
    path: '/users/{user}',
    summary: 'Everything that is kept of one person',
    description: 'People read about themselves; about others with the right `list_members`.',
    query: whenQuery,
    schema: user,
    problems: ['NOT_A_MEMBER'],
  }),
  question({
    id: 'listUserPermissions',
    path: '/users/{user}/permissions',
    summary: 'What one person may do at a resource, and why',
    description: 'People read about themselves; about others with the right `list_members` at the resource.',
    query: userPermissionsQuery,
    schema: pageOf(z.object({ permission: z.string(), because })),
    problems: ['NOT_A_MEMBER', 'UNKNOWN_RESOURCE'],
  }),
];
