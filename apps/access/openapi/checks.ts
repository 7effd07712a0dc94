import { z } from 'zod';
import type { Operation } from './operation.js';
import { because, step } from './question.js';

const properties = z.record(z.string(), z.unknown()).optional();
export const subject = z.looseObject({ type: z.string(), id: z.string(), properties });
export const action = z.looseObject({ name: z.string(), properties });
export const resource = z.looseObject({
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

export const context = z.looseObject({
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
          because,
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

export const question = {
  subject: { type: 'user', id: 'dev' },
  action: { name: 'miniapps.edit_app' },
  resource: { type: 'group', id: 'sales' },
};

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
