import { type Code, codes } from '#model/errors.js';
import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import { type JsonSchema, jsonSchema } from './json-schema.js';

export type Tag =
  | 'checks'
  | 'commands'
  | 'organizations'
  | 'queries'
  | 'models'
  | 'credentials'
  | 'organization requests'
  | 'service';

/** One call, as it is described to people and machines. */
export type Operation = {
  readonly id: string;
  readonly method: 'get' | 'post' | 'delete';
  /** With parameters in braces, as in `/v1/keys/{id}`. */
  readonly path: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** Whether it answers everybody. */
  readonly open?: boolean;
  readonly query?: z.ZodObject;
  readonly headers?: Readonly<Record<string, { readonly schema: JsonSchema; readonly description: string }>>;
  readonly body?: {
    readonly schema: z.ZodType | JsonSchema;
    readonly example?: unknown;
    /** Media types; `application/json` if left out. */
    readonly types?: readonly string[];
  };
  readonly answer: {
    readonly status: number;
    readonly description: string;
    readonly schema?: z.ZodType | JsonSchema;
    readonly example?: unknown;
    readonly type?: string;
    /** Other media types that it can be asked for in. */
    readonly others?: Readonly<Record<string, JsonSchema>>;
  };
  /** What it answers in the place of a problem document, where that has a status of its own. */
  readonly otherwise?: { readonly status: number; readonly description: string; readonly schema: z.ZodType };
  /** Codes that it can be refused with, beyond those of every call. */
  readonly problems: readonly Code[];
};

/** TOO_LARGE: the line of the request and its headers take 16 KiB at most. */
const everywhere: readonly Code[] = ['MALFORMED', 'TOO_LARGE', 'INTERNAL', 'STORE_UNAVAILABLE'];
/** INVALID_ID is about `Grantline-Actor`. */
const withCredential: readonly Code[] = ['UNAUTHENTICATED', 'FORBIDDEN', 'TOO_MANY_REQUESTS', 'INVALID_ID'];
const withBody: readonly Code[] = ['UNSUPPORTED_MEDIA_TYPE'];
const ofOrganization: readonly Code[] = ['INVALID_ID', 'UNKNOWN_ORGANIZATION', 'READ_MODEL_STALE'];

/** The operation object of OpenAPI. */
export function described(operation: Operation): JsonSchema {
  const {
    id,
    path,
    tag,
    summary,
    description,
    open = false,
    query,
    headers = {},
    body,
    answer,
    otherwise,
  } = operation;
  const about = path.includes('{organization}') && !open;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(open && { security: [] }),
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ $ref: `#/components/parameters/${name}` })),
      ...(query === undefined ? [] : queryParameters(query)),
      ...(open ? [] : [{ $ref: '#/components/parameters/Grantline-Actor' }]),
      { $ref: '#/components/parameters/X-Request-ID' },
      ...Object.entries(headers).map(([name, header]) => ({ name, in: 'header', ...header })),
    ],
    ...(body !== undefined && { requestBody: { required: true, content: content(body, 'input') } }),
    responses: {
      [answer.status]: {
        description: answer.description,
        headers: {
          'X-Request-ID': header('X-Request-ID'),
          ...(about && { 'Grantline-Revision': header('Grantline-Revision') }),
        },
        ...(answer.schema !== undefined && {
          content: {
            ...content(
              { ...answer, schema: answer.schema, types: [answer.type ?? 'application/json'] },
              'output',
            ),
            ...Object.fromEntries(
              Object.entries(answer.others ?? {}).map(([type, schema]) => [type, { schema }]),
            ),
          },
        }),
      },
      ...problemResponses([
        ...operation.problems,
        ...everywhere,
        ...(open ? [] : withCredential),
        ...(body === undefined ? [] : withBody),
        ...(about ? ofOrganization : []),
      ]),
      ...(otherwise !== undefined && {
        [otherwise.status]: {
          description: otherwise.description,
          headers: { 'X-Request-ID': header('X-Request-ID'), 'Retry-After': header('Retry-After') },
          content: content({ schema: otherwise.schema }, 'output'),
        },
      }),
    },
  };
}

function header(name: string): JsonSchema {
  return { $ref: `#/components/headers/${name}` };
}

function queryParameters(query: z.ZodObject): JsonSchema[] {
  const { properties = {}, required = [] } = jsonSchema(query, 'input') as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

function content(
  { schema, example, types = ['application/json'] }: NonNullable<Operation['body']>,
  io: 'input' | 'output',
): JsonSchema {
  const media = {
    schema: '_zod' in schema ? jsonSchema(schema as z.ZodType, io) : schema,
    ...(example !== undefined && { example }),
  };
  return Object.fromEntries(types.map((type) => [type, media]));
}

/** One response for each status, with the codes that it can bear. */
function problemResponses(all: readonly Code[]): JsonSchema {
  const byStatus = new Map<number, Code[]>();
  for (const code of new Set(all)) byStatus.set(codes[code], [...(byStatus.get(codes[code]) ?? []), code]);
  const responses = [...byStatus].map(([status, codes]) => [
    status,
    {
      description: `${STATUS_CODES[status]}: ${codes.map((code) => `\`${code}\``).join(', ')}`,
      headers: {
        'X-Request-ID': header('X-Request-ID'),
        ...(status === 401 && { 'WWW-Authenticate': header('WWW-Authenticate') }),
        ...((status === 429 || status === 503) && {
          'Retry-After': header('Retry-After'),
        }),
      },
      content: {
        'application/problem+json': {
          schema: {
            allOf: [
              { $ref: '#/components/schemas/Problem' },
              { properties: { status: { const: status }, code: { enum: codes } } },
            ],
          },
        },
      },
    },
  ]);
  return Object.fromEntries(responses);
}
