import { commandTypes } from '#commands/schema.js';
import { type Code, codes } from '#model/errors.js';
import { z } from 'zod';
import { event } from './event.js';
import type { Operation } from './operation.js';

/** What a command cannot be refused with. */
const others: readonly Code[] = [
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'MODEL_INVALID',
  'TESTS_FAILED',
  'VERSION_EXISTS',
  'NOT_REQUESTED',
  'REVISION_NOT_YET_AVAILABLE',
];

const all = (Object.keys(codes) as Code[]).filter((code) => !others.includes(code));

const line = z
  .object({
    permission: z.string(),
    resource: z.string(),
    user: z.string().optional(),
    role: z.string().optional(),
    place: z.string().optional(),
    holders: z.int().optional(),
  })
  .describe('a person, or everybody who holds a role at a place');

const impact = z
  .object({
    gained: z.array(line),
    lost: z.array(line),
    counts: z.object({ gained: z.int(), lost: z.int() }).describe('of all lines, also those not listed'),
    truncated: z.boolean(),
    countsAtLeast: z.boolean().describe('whether there are more lines than were counted'),
  })
  .describe('of a dry run: who would gain and lose what');

export const commandOperations: readonly Operation[] = [
  {
    id: 'submitCommands',
    method: 'post',
    path: '/v1/organizations/{organization}/commands',
    tag: 'commands',
    summary: 'Changes an organization: all commands of the list, or none',
    description:
      'A service needs the capability `write`, or `write:X` for the command X; a person needs the rights that the access model asks for. A refusal names the first rule that is broken. A command without effect answers with no events.',
    headers: {
      'Idempotency-Key': {
        description: 'the same key with the same body is answered as the first time, for a day',
        schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
      },
    },
    body: {
      schema: {
        type: 'object',
        additionalProperties: false,
        required: ['commands'],
        properties: {
          commands: {
            type: 'array',
            minItems: 1,
            maxItems: 100,
            items: {
              oneOf: commandTypes.map((type) => ({ $ref: `#/components/schemas/${type}` })),
              discriminator: { propertyName: 'type' },
            },
          },
          expectedRevision: {
            type: 'integer',
            minimum: 0,
            description: 'refuses unless the organization is still at this revision',
          },
          dryRun: { type: 'boolean', description: 'answers with what would happen, and writes nothing' },
          reason: { type: 'string', minLength: 1, maxLength: 1000, description: 'why, for the audit trail' },
        },
      },
      example: {
        commands: [{ type: 'AssignRole', data: { user: 'dev', role: 'developer', place: 'group:sales' } }],
        reason: 'CHG-1042',
      },
    },
    answer: {
      status: 200,
      description: 'what has happened',
      schema: z.object({
        organization: z.string(),
        revision: z.int().describe('of the last event; with `dryRun` the one that it was computed at'),
        eventCount: z.int(),
        events: z.array(event).describe('the first 1,000'),
        warnings: z.array(z.object({ code: z.string(), detail: z.string() })),
        impact: impact.optional(),
      }),
    },
    problems: all,
  },
];
