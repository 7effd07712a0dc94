import { z } from 'zod';
import { differencesQuery } from '../queries/differences/differences-schema.js';
import { eventsQuery } from '../queries/trail/events-schema.js';
import { event } from './event.js';
import type { Operation } from './operation.js';
import { pageOf } from './question.js';

const toldEvent = event.extend({
  text: z.string().describe('the event in one sentence'),
  before: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('what it took the place of, where that is known'),
});

const differing = z
  .object({
    user: z.string().optional(),
    role: z.string().optional(),
    place: z.string().optional(),
    holders: z.int().optional().describe('how many people hold the role at the place now'),
    permission: z.string(),
    resource: z.string().describe('where the permission is decided'),
    events: z.array(toldEvent).describe('what caused it; empty where only time did'),
  })
  .describe('of a person (`user`), or of everybody who holds a role at a place');

const audit =
  'A service needs the capability `audit`, a person the right `view_audit`: at the resource that is named, or else at the root. Where nobody can hold it at the root, people see what is about the places where they hold it.';

export const trailOperations: readonly Operation[] = [
  {
    id: 'listEvents',
    method: 'get',
    path: '/v1/organizations/{organization}/events',
    tag: 'queries',
    summary: 'The audit trail: who did what, and when',
    description: `${audit} The history of a role, a person or a resource is the trail of that role, user or resource. With \`Accept: text/event-stream\` it is followed live, as server-sent events whose ids are revisions: from now on, behind \`after\`, or behind \`Last-Event-ID\`. A stream ends when the right to look ends, or when nobody reads it for half a minute; a sign of life comes every 15 seconds.`,
    query: eventsQuery,
    headers: {
      'Last-Event-ID': {
        description: 'of a stream: the id of the last event that was seen; it goes on behind that one',
        schema: { type: 'string', pattern: '^[0-9]{1,15}$' },
      },
    },
    answer: {
      status: 200,
      description: 'events in words and data',
      schema: pageOf(toldEvent),
      others: {
        'text/event-stream': {
          type: 'string',
          description: 'each `data` is one of the items, `id` its revision',
        },
      },
    },
    problems: ['REVISION_NOT_YET_AVAILABLE', 'TOO_MANY_REQUESTS'],
  },
  {
    id: 'showDifferences',
    method: 'get',
    path: '/v1/organizations/{organization}/diff',
    tag: 'queries',
    summary: 'What people could do at one moment and not at another, and which events made it so',
    description: `${audit} What changes of roles, lists and the tree did is told by role and place, not by person.`,
    query: differencesQuery,
    answer: {
      status: 200,
      description: 'at most 1,000 of each kind',
      schema: z.object({
        gained: z.array(differing),
        lost: z.array(differing),
        changed: z.array(differing).describe('allowed at both moments, for other reasons'),
        truncated: z.boolean().describe('whether there is more'),
      }),
    },
    problems: ['REVISION_NOT_YET_AVAILABLE', 'NOT_A_MEMBER', 'ROLE_NOT_FOUND', 'UNKNOWN_RESOURCE'],
  },
];
