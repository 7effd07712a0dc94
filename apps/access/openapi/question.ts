import { z } from 'zod';
import type { Operation } from './operation.js';

export const instant = z.iso.datetime();
export const since = z
  .object({ revision: z.int(), time: instant, actor: z.string() })
  .describe('the event that made it so');
export const window = { from: instant.optional(), until: instant.optional() };
export const level = z.union([z.string(), z.array(z.string())]).describe('one level, or several');
export const scalar = z.union([z.string(), z.number(), z.boolean()]);
export const personStatus = z.enum(['invited', 'active', 'suspended', 'removed', 'erased']);

/** One link of an explanation. */
export const step = z.object({
  kind: z.enum(['assignment', 'grant', 'override', 'inheritance', 'user_level', 'derived']),
  text: z.string(),
  revision: z.int().describe('of the event that made it so'),
  time: instant,
  actor: z.string(),
  role: z.string().optional(),
  place: z.string().optional(),
  scope: z.string().optional(),
  facet: z.string().optional(),
  level: z.array(z.string()).optional(),
  resource: z.string().optional(),
});

export const because = z.array(z.array(step)).describe('every chain of facts that leads to it');

export function pageOf(item: z.ZodType) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('asks for the next page; `null` on the last one'),
  });
}

type Sketch = Pick<Operation, 'id' | 'path' | 'summary' | 'query' | 'problems' | 'description'> & {
  readonly schema: z.ZodType;
};

/** A question about an organization. */
export function question({ id, path, summary, query, problems, description, schema }: Sketch): Operation {
  return {
    id,
    method: 'get',
    path: `/v1/organizations/{organization}${path}`,
    tag: 'queries',
    summary,
    description: `${description ?? 'A person needs no right for the present.'} A service needs the capability \`read\`, and \`audit\` with \`asOf\`.`,
    ...(query !== undefined && { query }),
    answer: { status: 200, description: 'what was asked for', schema },
    problems: [...problems, 'REVISION_NOT_YET_AVAILABLE'],
  };
}
