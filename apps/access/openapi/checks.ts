import { z } from 'zod';
import type { Operation } from './operation.js';

const properties = z.record(z.string(), z.unknown()).optional();
const subject = z.looseObject({ type: z.string(), id: z.string(), properties });
const action = z.looseObject({ name: z.string(), properties });
const resource = z.looseObject({
  type: z.string(),
  id: z.string(),
  properties: z
    .looseObject({
      parent: z
        .string()
        .optional()
        .describe('from services and operators: where a resource lies that is not registered, as `type:id`'),
    })
    .optional(),
});

const context = z.looseObject({
  grantline: z
    .looseObject({
      atLeast: z.int().min(0).optional().describe('waits, up to a limit, until this revision can be read'),
      asOf: z
        .union([z.int().min(0), z.iso.datetime({ offset: true })])
        .optional()
        .describe('the answer as of that revision or that time'),
      explain: z.boolean().optional().describe('whether to say why'),
    })
    .optional(),
});

const step = z.looseObject({
  kind: z.enum(['assignment', 'grant', 'override', 'inheritance', 'user_level', 'derived']),
  text: z.string(),
  revision: z.int().describe('of the event that made it so'),
  time: z.iso.datetime(),
  actor: z.string(),
});

const decision = z.object({
  decision: z.boolean(),
  context: z
    .looseObject({
      grantline: z
        .object({
          reason: z.enum([
            'ALLOWED',
            'ORGANIZATION_CLOSED',
            'UNKNOWN_PERMISSION',
            'UNKNOWN_RESOURCE',
            'UNKNOWN_SUBJECT',
            'NOT_AN_ACTIVE_MEMBER',
            'NOT_APPLICABLE',
            'SHADOWED_BY_USER_LEVEL',
            'SHADOWED_BY_OVERRIDE',
            'SHADOWED_BY_SPECIFIC_GRANT',
            'OUTSIDE_ONLY',
            'NO_ROLE_GIVES_IT',
          ]),
          revision: z.int(),
          because: z.array(z.array(step)).describe('every chain that leads to an allow'),
          hidden: z
            .array(
              z.object({
                code: z.string(),
                text: z.string(),
                role: z.string(),
                level: z.array(z.string()),
                by: step,
              }),
            )
            .describe('what would have given it, and what took its place'),
        })
        .optional(),
    })
    .optional(),
});

const question = {
  subject: { type: 'user', id: 'dev' },
  action: { name: 'miniapps.edit_app' },
  resource: { type: 'group', id: 'sales' },
};

const page = z.looseObject({
  limit: z.int().min(1).max(1000).optional().describe('results on a page; 100 if left out'),
  token: z.string().optional().describe('`next_token` of the page before; all else must be asked as then'),
});

const base = '/v1/organizations/{organization}/access/v1';
const late = ['REVISION_NOT_YET_AVAILABLE'] as const;

export const checkOperations: readonly Operation[] = [
  {
    id: 'evaluate',
    method: 'post',
    path: `${base}/evaluation`,
    tag: 'checks',
    summary: 'May the subject do this on the resource?',
    description:
      'OpenID AuthZEN Authorization API 1.0. Needs the capability `check`, and `audit` with `asOf`. Whatever is not known is a no, never an error.',
    body: {
      schema: z.looseObject({ subject, action, resource, context: context.optional() }),
      example: question,
    },
    answer: { status: 200, description: 'yes or no', schema: decision, example: { decision: true } },
    problems: late,
  },
  {
    id: 'evaluateMany',
    method: 'post',
    path: `${base}/evaluations`,
    tag: 'checks',
    summary: 'Many checks at one state',
    description:
      'What stands at the top is the default of every item. Without `evaluations` it is a single check and answered as one.',
    body: {
      schema: z.looseObject({
        subject: subject.optional(),
        action: action.optional(),
        resource: resource.optional(),
        context: context.optional(),
        evaluations: z
          .array(
            z.looseObject({
              subject: subject.optional(),
              action: action.optional(),
              resource: resource.optional(),
              context: context.optional(),
            }),
          )
          .max(1000)
          .optional(),
        options: z
          .looseObject({
            evaluations_semantic: z
              .enum(['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'])
              .optional(),
          })
          .optional(),
      }),
      example: {
        subject: question.subject,
        action: question.action,
        evaluations: [{ resource: question.resource }],
      },
    },
    answer: {
      status: 200,
      description: 'the decisions, in the order of the questions',
      schema: z.union([z.object({ evaluations: z.array(decision) }), decision]),
      example: { evaluations: [{ decision: true }] },
    },
    problems: [...late, 'BATCH_TOO_LARGE'],
  },
  {
    id: 'searchSubjects',
    method: 'post',
    path: `${base}/search/subject`,
    tag: 'checks',
    summary: 'Who may do this on the resource?',
    description: 'Needs the capability `search`, and `audit` with `asOf`. All pages are of one state.',
    body: {
      schema: z.looseObject({
        subject: z.looseObject({ type: z.string() }),
        action,
        resource,
        context: context.optional(),
        page: page.optional(),
      }),
      example: { ...question, subject: { type: 'user' } },
    },
    answer: {
      status: 200,
      description: 'people, in no order that means anything',
      schema: z.object({
        page: z.object({ next_token: z.string(), count: z.int(), total: z.int() }),
        results: z.array(z.object({ type: z.literal('user'), id: z.string() })),
      }),
      example: { page: { next_token: '', count: 1, total: 1 }, results: [{ type: 'user', id: 'dev' }] },
    },
    problems: late,
  },
  {
    id: 'describeDecisionPoint',
    method: 'get',
    path: '/.well-known/authzen-configuration/v1/organizations/{organization}',
    tag: 'checks',
    summary: 'Where the decision point of an organization takes its questions',
    open: true,
    answer: { status: 200, description: 'AuthZEN metadata', schema: z.record(z.string(), z.url()) },
    problems: ['INVALID_ID'],
  },
];
