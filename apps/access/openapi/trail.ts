import { z } from 'zod';
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

const audit =
  'A service needs the capability `audit`, a person the right `view_audit`: at the resource that is named, or else at the root. Where nobody can hold it at the root, people see what is about the places where they hold it.';

export const trailOperations: readonly Operation[] = [
  {
    id: 'listEvents',
    method: 'get',
    path: '/v1/organizations/{organization}/events',
    tag: 'queries',
    summary: 'The audit trail: who did what, and when',
    description: `${audit} The history of a role, a person or a resource is the trail of that role, user or resource.`,
    query: eventsQuery,
    answer: { status: 200, description: 'events in words and data', schema: pageOf(toldEvent) },
    problems: ['REVISION_NOT_YET_AVAILABLE'],
  },
];
