import { commandSchemas } from '#commands/schema.js';
import { codes } from '#model/errors.js';
import { z } from 'zod';
import { checkOperations } from './checks.js';
import { commandOperations } from './commands.js';
import { exportOperations } from './exports.js';
import { type JsonSchema, jsonSchema } from './json-schema.js';
import { described, type Operation } from './operation.js';
import { organizationOperations } from './organization.js';
import { organizationsOperations } from './organizations.js';
import { platformOperations } from './platform.js';
import { resourceOperations } from './resources.js';
import { roleOperations } from './roles.js';
import { searchOperations } from './searches.js';
import { serviceOperations } from './service.js';
import { trailOperations } from './trail.js';
import { userOperations } from './users.js';

export const operations: readonly Operation[] = [
  ...checkOperations,
  ...searchOperations,
  ...commandOperations,
  ...organizationsOperations,
  ...organizationOperations,
  ...userOperations,
  ...roleOperations,
  ...resourceOperations,
  ...trailOperations,
  ...exportOperations,
  ...platformOperations,
  ...serviceOperations,
];

/** The description of the service in OpenAPI 3.1. */
export function openApiDocument(url: string, version: string): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = described(operation);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Grantline',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Event-sourced access control: every permission has a history, an author and a proof. Each organization is a ledger; its revision is the number of its last event, and every question can be asked as of any revision.',
    },
    servers: [{ url }],
    security: [{ key: [] }],
    tags,
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'an operator key or an API key' },
      },
      parameters,
      headers,
      schemas: { Problem: problemSchema, ...withoutDialect(commandSchemas()) },
    },
  };
}

const tags = [
  { name: 'checks', description: 'May they? OpenID AuthZEN Authorization API 1.0' },
  { name: 'commands', description: 'What changes an organization' },
  { name: 'organizations', description: 'Which organizations there are' },
  { name: 'queries', description: 'What an organization is like, and was like' },
  { name: 'models', description: 'Access models' },
  { name: 'credentials', description: 'Operators and API keys' },
  { name: 'organization requests', description: 'Customers ask for an organization' },
  { name: 'service', description: 'The service itself' },
];

const fault = z.object({
  path: z.string().describe('JSON Pointer into what was sent'),
  code: z.string(),
  detail: z.string(),
  test: z.string().optional().describe('name of the golden case of a model that failed'),
  reason: z.string().optional().describe('how the case was decided'),
});

const problemSchema = jsonSchema(
  z
    .object({
      type: z.literal('about:blank'),
      title: z.string(),
      status: z.int(),
      // The keys of the registry are strings.
      code: z.enum(Object.keys(codes) as [string, ...string[]]),
      detail: z.string().describe('what is wrong and what to do about it'),
      instance: z.string().describe('names the request, as the log does'),
      errors: z.array(fault).optional().describe('every fault of the input'),
    })
    .describe('An error (RFC 9457).'),
  'output',
);

function inPath(name: string, description: string, schema: JsonSchema): JsonSchema {
  return { name, in: 'path', required: true, description, schema: { type: 'string', ...schema } };
}

const parameters = {
  organization: inPath('organization', 'id of an organization', {
    pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
    examples: ['acme'],
  }),
  user: inPath('user', 'a user id', { maxLength: 256, examples: ['dev'] }),
  role: inPath('role', 'id of a role', { maxLength: 64, examples: ['developer'] }),
  ref: inPath('ref', 'a resource as `type:id`', { maxLength: 321, examples: ['group:sales'] }),
  id: inPath('id', 'as it was answered', { format: 'uuid' }),
  name: inPath('name', 'name of a model', { maxLength: 64, examples: ['ocp'] }),
  version: inPath('version', 'its version', { pattern: '^[1-9][0-9]{0,8}$', examples: ['1'] }),
  'Grantline-Actor': {
    name: 'Grantline-Actor',
    in: 'header',
    description:
      'user id (percent-encoded UTF-8) of the person that an operator or a service with `act_for` acts for',
    schema: { type: 'string', minLength: 1, pattern: '^[!-~]+$' },
  },
  'X-Request-ID': {
    name: 'X-Request-ID',
    in: 'header',
    description:
      'an id for the request, at most 128 of `A-Za-z0-9._-`, else another takes its place; it stands in the answer, in the log and on the events',
    schema: { type: 'string' },
  },
};

const headers = {
  'X-Request-ID': { description: 'id of the request', schema: { type: 'string' } },
  'Grantline-Revision': {
    description: 'the revision that the answer was read from',
    schema: { type: 'integer' },
  },
  'WWW-Authenticate': { schema: { type: 'string' } },
  'Retry-After': { description: 'seconds to wait', schema: { type: 'integer' } },
};

function withoutDialect(schemas: Readonly<Record<string, object>>): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, { ...schema, $schema: undefined }]),
  );
}
