import { z } from 'zod';
import type { Operation } from './operation.js';

const readiness = z.object({
  ready: z.boolean(),
  behind: z.array(z.string()).describe('what is not as it should be'),
});

type Sketch = Pick<Operation, 'id' | 'path' | 'summary' | 'otherwise'> & Partial<Operation['answer']>;

function served({ id, path, summary, otherwise, ...answer }: Sketch): Operation {
  return {
    id,
    method: 'get',
    path,
    tag: 'service',
    summary,
    open: true,
    answer: { status: 200, description: summary, ...answer },
    ...(otherwise !== undefined && { otherwise }),
    problems: [],
  };
}

export const serviceOperations: readonly Operation[] = [
  served({
    id: 'health',
    path: '/healthz',
    summary: 'Whether the process lives',
    schema: z.object({ status: z.literal('ok') }),
  }),
  served({
    id: 'readiness',
    path: '/readyz',
    summary: 'Whether it can take requests; 503 if not',
    schema: readiness,
    otherwise: { status: 503, description: 'not now', schema: readiness },
  }),
  served({
    id: 'metrics',
    path: '/metrics',
    summary: 'Metrics for Prometheus',
    schema: z.string(),
    type: 'text/plain',
  }),
  served({
    id: 'openapi',
    path: '/openapi.json',
    summary: 'This document',
    schema: z.record(z.string(), z.unknown()),
  }),
  served({
    id: 'asyncapi',
    path: '/asyncapi.json',
    summary: 'What is published to Kafka, in AsyncAPI 3',
    schema: z.record(z.string(), z.unknown()),
  }),
  served({
    id: 'docs',
    path: '/docs',
    summary: 'This document, for people',
    schema: z.string(),
    type: 'text/html',
  }),
  served({
    id: 'modelSchema',
    path: '/schemas/access-model-1.json',
    summary: 'The JSON Schema of access models, for editors',
    schema: z.record(z.string(), z.unknown()),
    type: 'application/schema+json',
  }),
];
