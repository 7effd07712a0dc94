import { afterEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { GrantlineError } from './error.js';
import type { Question } from './questions.js';
import { decision, refusal, type Reply, silent, StandIn } from './stand-in.suite.js';

const question: Question = { user: 'dev', permission: 'dashboards.view', resource: 'dashboard:q4:north' };
const evaluation = {
  subject: { type: 'user', id: 'dev' },
  action: { name: 'dashboards.view' },
  resource: { type: 'dashboard', id: 'q4:north' },
};

let standIn: StandIn;
const open = async (...replies: Reply[]) => (standIn = await StandIn.open(...replies));
afterEach(() => standIn.close());

describe('a check', () => {
  it.each([true, false])('answers what the service said: %s', async (said) => {
    await open(decision(said));

    expect(await standIn.acme().check(question)).toBe(said);
    expect(standIn.arrived).toMatchObject([
      { method: 'POST', url: '/v1/organizations/acme/access/v1/evaluation', body: evaluation },
    ]);
  });

  it('says where an unregistered resource lies, and which state it asks about', async () => {
    await open(decision(true));
    const asOf = new Date('2026-03-03T00:00:00Z');

    await standIn.acme().check({ ...question, parent: 'group:sales' }, { asOf, atLeast: 12 });

    expect(standIn.arrived[0]!.body).toEqual({
      ...evaluation,
      resource: { ...evaluation.resource, properties: { parent: 'group:sales' } },
      context: { grantline: { asOf: '2026-03-03T00:00:00.000Z', atLeast: 12 } },
    });
  });

  it('is never a yes unless the service says so in so many words', async () => {
    await open();
    const anything = fc.oneof(fc.jsonValue(), fc.record({ decision: fc.jsonValue() }));

    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        standIn.answers({ body });
        const said = await standIn
          .acme({ remember: false })
          .check(question)
          .catch((error: unknown) => error);

        const plain =
          typeof body === 'object' && body !== null && 'decision' in body ? body.decision : undefined;
        if (typeof plain === 'boolean') expect(said).toBe(plain);
        else expect(said).toMatchObject({ code: 'UNREADABLE', unavailable: true });
      }),
    );
  });

  it.each<[Reply, Partial<GrantlineError>]>([
    [
      { status: 500, body: { decision: true } },
      { code: 'UNREADABLE', status: 500 },
    ],
    [
      { status: 302, body: { decision: true }, headers: { location: '/' } },
      { code: 'UNREADABLE', status: 302 },
    ],
    [(response) => void response.end('{"decision": true'), { code: 'UNREADABLE', status: 200 }],
    [refusal(404, 'UNKNOWN_ORGANIZATION'), { code: 'UNKNOWN_ORGANIZATION', unavailable: false }],
    [silent, { code: 'TIMEOUT', status: undefined }],
  ])('throws where there is no decision', async (reply, error) => {
    await open(reply);

    await expect(standIn.acme({ timeout: 200 }).check(question)).rejects.toMatchObject({
      name: 'GrantlineError',
      ...error,
    });
  });
});

describe('a check that may be denied for want of an answer', () => {
  const told: GrantlineError[] = [];
  const ask = () =>
    standIn.acme({ retries: 0, timeout: 200 }).checkOrDeny(question, (error) => told.push(error));
  afterEach(() => void told.splice(0));

  it('answers what the service said', async () => {
    await open(decision(true), decision(false));

    expect([await ask(), await ask()]).toEqual([true, false]);
    expect(told).toEqual([]);
  });

  it.each<[string, Reply]>([
    ['STORE_UNAVAILABLE', refusal(503, 'STORE_UNAVAILABLE')],
    ['TOO_MANY_REQUESTS', refusal(429, 'TOO_MANY_REQUESTS')],
    ['INTERNAL', refusal(500, 'INTERNAL')],
    ['UNREACHABLE', (response) => void response.destroy()],
    ['UNREADABLE', { body: ['decision', true] }],
    ['TIMEOUT', silent],
  ])('is denied, and says so, on %s', async (code, reply) => {
    await open(reply);

    expect(await ask()).toBe(false);
    expect(told).toMatchObject([{ code }]);
  });

  it.each([
    [400, 'MALFORMED'],
    [401, 'UNAUTHENTICATED'],
    [403, 'FORBIDDEN'],
    [404, 'UNKNOWN_ORGANIZATION'],
  ])('throws what somebody has to mend: %i %s', async (status, code) => {
    await open(refusal(status, code));

    await expect(ask()).rejects.toMatchObject({ code });
    expect(told).toEqual([]);
  });
});

describe('many checks', () => {
  const others = [question, { ...question, user: 'eve' }];

  it('are asked at once and answered in their order', async () => {
    await open({ body: { evaluations: [{ decision: true }, { decision: false }] } });

    expect(await standIn.acme().checkMany(others)).toEqual([true, false]);
    expect(standIn.arrived).toMatchObject([
      {
        url: '/v1/organizations/acme/access/v1/evaluations',
        body: {
          evaluations: [evaluation, { ...evaluation, subject: { type: 'user', id: 'eve' } }],
          options: { evaluations_semantic: 'execute_all' },
        },
      },
    ]);
  });

  it('may end with the first no', async () => {
    await open({ body: { evaluations: [{ decision: false }] } });

    expect(await standIn.acme().checkMany(others, { semantic: 'deny_on_first_deny' })).toEqual([false]);
    expect(standIn.arrived[0]!.body).toHaveProperty('options', {
      evaluations_semantic: 'deny_on_first_deny',
    });
  });

  it.each([
    { evaluations: [{ decision: true }] },
    { evaluations: [{ decision: true }, { decision: true }, { decision: true }] },
    { evaluations: [{ decision: true }, {}] },
    { decision: true },
    null,
  ])('are not answered by %j', async (body) => {
    await open({ body });

    await expect(standIn.acme().checkMany(others)).rejects.toMatchObject({ code: 'UNREADABLE' });
  });

  it('may be none', async () => {
    await open();

    expect(await standIn.acme().checkMany([])).toEqual([]);
    expect(standIn.arrived).toEqual([]);
  });
});

describe('an explanation', () => {
  const step = {
    kind: 'assignment',
    text: 'dev holds viewer',
    revision: 7,
    time: '2026-01-01T00:00:00.000Z',
    actor: 'ana',
  };

  it('comes with the decision', async () => {
    const grantline = { reason: 'ALLOWED', revision: 12, because: [[step]], hidden: [] };
    await open({ body: { decision: true, context: { grantline } } });

    expect(await standIn.acme().explain(question)).toEqual({ ...grantline, allowed: true });
    expect(standIn.arrived[0]!.body).toEqual({ ...evaluation, context: { grantline: { explain: true } } });
  });

  it('has no reason where the caller may not know it', async () => {
    await open(decision(false, 12));

    expect(await standIn.acme().explain(question)).toEqual({
      allowed: false,
      reason: undefined,
      revision: 12,
      because: [],
      hidden: [],
    });
  });

  it('allows nothing of its own', async () => {
    await open({ body: { decision: false, context: { grantline: { allowed: true, reason: 'ALLOWED' } } } });

    expect(await standIn.acme().explain(question)).toMatchObject({ allowed: false });
  });
});
