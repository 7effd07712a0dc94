import { z } from 'zod';
import { action, context, question, resource, subject } from './checks.js';
import type { Operation } from './operation.js';

const page = z.looseObject({
  limit: z.int().min(1).max(1000).optional().describe('results on a page; 100 if left out'),
  token: z.string().optional().describe('`next_token` of the page before; all else must be asked as then'),
});

const typeOnly = z.looseObject({ type: z.string() });

const shared = { context: context.optional(), page: page.optional() };

function search(
  { id, path, summary, description }: Pick<Operation, 'id' | 'path' | 'summary' | 'description'>,
  body: { readonly schema: z.ZodType; readonly example: unknown },
  result: { readonly schema: z.ZodType; readonly example: unknown },
): Operation {
  return {
    id,
    method: 'post',
    path: `/v1/organizations/{organization}/access/v1/search/${path}`,
    tag: 'checks',
    summary,
    description: `${description} A service needs the capability \`search\`, and \`audit\` with \`asOf\`. All pages are of one state.`,
    body,
    answer: {
      status: 200,
      description: 'what was found; nothing where something is not known',
      schema: z.object({
        page: z.object({
          next_token: z.string().describe('asks for the next page; empty on the last one'),
          count: z.int(),
          total: z.int().optional().describe('of all pages, where it is known'),
        }),
        results: z.array(result.schema),
      }),
      example: { page: { next_token: '', count: 1 }, results: [result.example] },
    },
    problems: ['REVISION_NOT_YET_AVAILABLE'],
  };
}

const own = 'People ask about themselves, and about others with the right `list_members`';

export const searchOperations: readonly Operation[] = [
  search(
    {
      id: 'searchSubjects',
      path: 'subject',
      summary: 'Who may do this on the resource?',
      description:
        'In the order in which they came. A person needs the right `list_members` at the resource.',
    },
    {
      schema: z.looseObject({ subject: typeOnly, action, resource, ...shared }),
      example: { ...question, subject: { type: 'user' } },
    },
    {
      schema: z.object({ type: z.literal('user'), id: z.string() }),
      example: { type: 'user', id: 'dev' },
    },
  ),
  search(
    {
      id: 'searchResources',
      path: 'resource',
      summary: 'On which resources of a type may the subject do this?',
      description: `In the order of the tree. ${own} at the root.`,
    },
    {
      schema: z.looseObject({ subject, action, resource: typeOnly, ...shared }),
      example: { ...question, resource: { type: 'group' } },
    },
    { schema: z.object({ type: z.string(), id: z.string() }), example: { type: 'group', id: 'sales' } },
  ),
  search(
    {
      id: 'searchActions',
      path: 'action',
      summary: 'What may the subject do on the resource?',
      description: `In the order of the model. ${own} at the resource.`,
    },
    {
      schema: z.looseObject({ subject, resource, ...shared }),
      example: { subject: question.subject, resource: question.resource },
    },
    { schema: z.object({ name: z.string() }), example: { name: question.action.name } },
  ),
];
