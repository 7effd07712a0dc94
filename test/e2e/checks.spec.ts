import { beforeAll, describe, expect, it } from '@jest/globals';
import { acme, beginAcme, type Decision, order, question, type Receipt } from './acme.js';
import type { Client } from './client.js';
import { trial } from './trial.js';

const evaluation = `${acme}/access/v1/evaluation`;
const evaluations = `${acme}/access/v1/evaluations`;
const edit = 'miniapps.edit_app';

describe('a check', () => {
  const service = trial();
  beginAcme(() => service.operator);
  const ask = (body: unknown, who: Client = service.operator) => who.post<Decision>(evaluation, body);

  it('is answered with yes or no and nothing else', async () => {
    const yes = await ask(question('dev', edit, 'group:sales'));
    expect(yes).toMatchObject({ status: 200, body: { decision: true } });
    expect(Object.keys(yes.body)).toEqual(['decision']);
    expect(yes.headers.get('content-type')).toMatch(/^application\/json/);
    expect(Number(yes.headers.get('grantline-revision'))).toBeGreaterThan(5);

    expect((await ask(question('dev', edit, 'group:support'))).body).toEqual({ decision: false });
  });

  it.each([
    ['nobody', edit, 'group:sales', 'UNKNOWN_SUBJECT'],
    ['dev', 'fly', 'group:sales', 'UNKNOWN_PERMISSION'],
    ['dev', edit, 'group:none', 'UNKNOWN_RESOURCE'],
    ['dev', edit, 'planet:mars', 'UNKNOWN_RESOURCE'],
    ['dev', edit, 'organization:acme', 'NOT_APPLICABLE'],
    ['dev', edit, 'group:support', 'NO_ROLE_GIVES_IT'],
    ['__proto__', 'constructor', 'toString:hasOwnProperty', 'UNKNOWN_PERMISSION'],
    ['e\u0301', edit, 'group:sales', 'UNKNOWN_SUBJECT'],
  ])('of %s, %s on %s is a no, with the reason %4$s', async (user, permission, resource, reason) => {
    const { status, body } = await ask(question(user, permission, resource, { explain: true }));
    expect(status).toBe(200);
    expect(body).toMatchObject({ decision: false, context: { grantline: { reason, because: [] } } });
  });

  it('knows subjects of no other type', async () => {
    const { body } = await ask({
      ...question('dev', edit, 'group:sales'),
      subject: { type: 'robot', id: 'dev' },
    });
    expect(body).toEqual({ decision: false });
  });

  it('explains itself when asked to, with the event that made every step', async () => {
    const { body } = await ask(question('dev', edit, 'group:sales', { explain: true }));
    expect(body).toMatchObject({
      decision: true,
      context: {
        grantline: {
          reason: 'ALLOWED',
          because: [
            [
              {
                kind: 'assignment',
                role: 'developer',
                place: 'group:sales',
                actor: 'operator:root',
                revision: expect.any(Number),
                time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
              },
              { kind: 'grant' },
            ],
          ],
          hidden: [],
        },
      },
    });
  });

  it('ignores what it does not know', async () => {
    const body = {
      ...question('dev', edit, 'group:sales'),
      nonsense: [1],
      context: { ip: '::1', grantline: { x: 1 } },
    };
    expect(await ask(body)).toMatchObject({ status: 200, body: { decision: true } });
  });

  it('of an unregistered resource takes the parent that a service names', async () => {
    const app = (parent?: string) => ({
      ...question('dev', edit, 'app:a1'),
      resource: { type: 'app', id: 'a1', ...(parent !== undefined && { properties: { parent } }) },
    });
    expect((await ask(app('group:sales'))).body).toEqual({ decision: true });
    expect((await ask(app('group:support'))).body).toEqual({ decision: false });
    expect((await ask(app())).body).toEqual({ decision: false });
    expect((await ask(app('organization:acme'))).body).toEqual({ decision: false });
    expect((await ask(app('group:sales'), service.operator.as('dev'))).body).toEqual({ decision: false });
  });

  it('is answered as of a revision and as of a time', async () => {
    const before = await service.operator.get<{ revision: number }>(acme);
    const changed = await service.operator.post<Receipt>(
      `${acme}/commands`,
      order('ChangeRole', { user: 'vic', role: 'developer', place: 'group:support' }),
    );
    const [{ revision }, time] = [before.body, new Date().toISOString()];
    const vic = (options?: object) => ask(question('vic', edit, 'group:support', options));

    expect((await vic()).body).toEqual({ decision: true });
    expect((await vic({ asOf: revision })).body).toEqual({ decision: false });
    expect((await vic({ asOf: changed.body.revision })).body).toEqual({ decision: true });
    expect((await vic({ asOf: time })).body).toEqual({ decision: true });
    expect((await vic({ atLeast: changed.body.revision })).body).toEqual({ decision: true });
    const past = await vic({ asOf: revision, explain: true });
    expect(past.headers.get('grantline-revision')).toBe(String(revision));
    expect(past.body.context?.grantline).toMatchObject({ revision, reason: 'NO_ROLE_GIVES_IT' });
  });

  it.each([
    [{ asOf: 1_000_000 }, 503, 'REVISION_NOT_YET_AVAILABLE'],
    [{ asOf: '2999-01-01T00:00:00Z' }, 503, 'REVISION_NOT_YET_AVAILABLE'],
    [{ asOf: '1999-01-01T00:00:00Z' }, 400, 'MALFORMED'],
    [{ atLeast: 1_000_000 }, 503, 'REVISION_NOT_YET_AVAILABLE'],
    [{ asOf: -1 }, 400, 'MALFORMED'],
    [{ asOf: 1.5 }, 400, 'MALFORMED'],
    [{ asOf: 'yesterday' }, 400, 'MALFORMED'],
    [{ asOf: null }, 400, 'MALFORMED'],
    [{ atLeast: '3' }, 400, 'MALFORMED'],
    [{ explain: 'yes' }, 400, 'MALFORMED'],
  ])('with %j is answered %i %s', async (options, status, code) => {
    const answer = await ask(question('dev', edit, 'group:sales', options));
    expect(answer).toMatchObject({ status, body: { code } });
    if (status === 503) expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it.each([
    [[], ''],
    ['text', ''],
    [null, ''],
    [{}, '/subject'],
    [{ ...question('a', 'b', 'c:d'), subject: 'dev' }, '/subject'],
    [{ ...question('a', 'b', 'c:d'), subject: { type: 'user' } }, '/subject/id'],
    [{ ...question('a', 'b', 'c:d'), subject: { type: 1, id: 'x' } }, '/subject/type'],
    [{ ...question('a', 'b', 'c:d'), action: {} }, '/action/name'],
    [{ ...question('a', 'b', 'c:d'), resource: { type: 'c', id: null } }, '/resource/id'],
    [
      { ...question('a', 'b', 'c:d'), resource: { type: 'c', id: 'd', properties: [] } },
      '/resource/properties',
    ],
    [{ ...question('a', 'b', 'c:d'), context: 'x' }, '/context'],
    [{ ...question('a', 'b', 'c:d'), context: { grantline: 1 } }, '/context/grantline'],
  ])('is refused as %j, at %s', async (body, path) => {
    expect(await ask(body)).toMatchObject({
      status: 400,
      body: { code: 'MALFORMED', ...(path !== '' && { errors: [{ path, code: 'MALFORMED' }] }) },
    });
  });

  it('must be JSON, and says so with 400 as the standard wants it', async () => {
    const text = JSON.stringify(question('dev', edit, 'group:sales'));
    for (const headers of [{ 'content-type': 'text/plain' }, { 'content-type': 'application/xml' }]) {
      const answer = await service.operator.send('POST', evaluation, { body: text, headers });
      expect(answer).toMatchObject({ status: 400, body: { code: 'MALFORMED' } });
    }
    expect(await service.operator.send('POST', evaluation, {})).toMatchObject({ status: 400 });
  });

  it('echoes the id of the request', async () => {
    const answer = await service.operator.post(evaluation, question('dev', edit, 'group:sales'), {
      'x-request-id': 'R.1-x',
    });
    expect(answer.headers.get('x-request-id')).toBe('R.1-x');
    const bad = await service.operator.post(evaluation, {}, { 'x-request-id': 'no good' });
    expect(bad.headers.get('x-request-id')).not.toBe('no good');
    expect(bad.body).toMatchObject({ instance: `urn:grantline:request:${bad.headers.get('x-request-id')}` });
  });
});

describe('many checks', () => {
  const service = trial();
  beginAcme(() => service.operator);
  type Decisions = { evaluations: Decision[]; decision?: boolean };
  const ask = (body: unknown, who: Client = service.operator) => who.post<Decisions>(evaluations, body);
  const items = [
    { resource: { type: 'group', id: 'sales' } },
    { resource: { type: 'group', id: 'support' } },
    question('vic', 'miniapps.list_apps', 'group:support'),
  ];
  const { subject, action } = question('dev', edit, 'group:sales') as Record<string, unknown>;
  const batch = { subject, action, evaluations: items };
  const decisions = (body: Decisions) => body.evaluations.map(({ decision }) => decision);

  it('are answered in their order, with the defaults of the request', async () => {
    const { status, body } = await ask(batch);
    expect(status).toBe(200);
    expect(body).toEqual({ evaluations: [{ decision: true }, { decision: false }, { decision: true }] });
  });

  it.each([
    ['execute_all', [true, false, true]],
    ['deny_on_first_deny', [true, false]],
    ['permit_on_first_permit', [true]],
  ])('end where %s says', async (evaluations_semantic, expected) => {
    const { body } = await ask({ ...batch, options: { evaluations_semantic } });
    expect(decisions(body)).toEqual(expected);
  });

  it.each([[{}], [{ evaluations: [] }]])('are one check without a list: %j', async (list) => {
    const { body } = await ask({ ...question('dev', edit, 'group:sales'), ...list });
    expect(body).toEqual({ decision: true });
  });

  it('are explained one by one', async () => {
    const explain = { grantline: { explain: true } };
    const one = await ask({ ...batch, evaluations: [items[0], { ...items[1], context: explain }] });
    expect(one.body.evaluations[0]).toEqual({ decision: true });
    expect(one.body.evaluations[1]).toMatchObject({ context: { grantline: { reason: 'NO_ROLE_GIVES_IT' } } });
    const all = await ask({ ...batch, context: explain });
    expect(all.body.evaluations.every(({ context }) => context !== undefined)).toBe(true);
  });

  it('are answered at one state', async () => {
    const { body } = await ask({ ...batch, context: { grantline: { asOf: 1 } } });
    expect(decisions(body)).toEqual([false, false, false]);
    const own = await ask({ ...batch, evaluations: [{ ...items[0], context: { grantline: { asOf: 1 } } }] });
    expect(own).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/evaluations/0/context/grantline' }] },
    });
  });

  it.each([
    [{ ...batch, evaluations: {} }, 400, '/evaluations'],
    [{ ...batch, evaluations: [1] }, 400, '/evaluations/0'],
    [{ action, evaluations: items }, 400, '/evaluations/0/subject'],
    [{ ...batch, evaluations: [{ resource: 'x' }] }, 400, '/evaluations/0/resource'],
    [{ ...batch, options: { evaluations_semantic: 'best' } }, 400, '/options/evaluations_semantic'],
    [{ ...batch, options: [] }, 400, '/options'],
    [{ ...batch, evaluations: Array.from({ length: 1001 }, () => items[0]) }, 413, '/evaluations'],
  ])('are refused where one is malformed: case %#', async (body, status, path) => {
    expect(await ask(body)).toMatchObject({ status, body: { errors: [{ path }] } });
  });
});

describe('who can', () => {
  const service = trial();
  beginAcme(() => service.operator);
  type Found = {
    page: { next_token: string; count: number; total: number };
    results: { type: string; id: string }[];
  };
  const search = (body: object, who: Client = service.operator) =>
    who.post<Found>(`${acme}/access/v1/search/subject`, body);
  const lookers = { ...question('ignored', 'miniapps.list_apps', 'group:sales'), subject: { type: 'user' } };

  beforeAll(async () => {
    const more = Array.from({ length: 5 }, (_, index) => ({
      type: 'AddUser',
      data: { user: `w${index}`, roles: ['viewer'], place: 'group:sales' },
    }));
    await service.operator.post(`${acme}/commands`, { commands: more });
  });

  it('is answered with the people, page by page, at one revision', async () => {
    const first = await search({ ...lookers, page: { limit: 4 } });
    expect(Object.keys(first.body)[0]).toBe('page');
    expect(first.body.page).toMatchObject({ count: 4, total: 6 });
    await service.operator.post(
      `${acme}/commands`,
      order('AddUser', { user: 'late', roles: ['viewer'], place: 'group:sales' }),
    );

    const second = await search({ ...lookers, page: { token: first.body.page.next_token } });

    const found = [...first.body.results, ...second.body.results].map(({ id }) => id);
    expect(found).toEqual(['dev', 'w0', 'w1', 'w2', 'w3', 'w4']);
    expect(second.body.page.next_token).toBe('');
    expect(second.headers.get('grantline-revision')).toBe(first.headers.get('grantline-revision'));
  });

  it('goes on only with the same question', async () => {
    const { body } = await search({ ...lookers, page: { limit: 2 } });
    const token = body.page.next_token;
    expect(await search({ ...lookers, action: { name: edit }, page: { token } })).toMatchObject({
      status: 400,
    });
    expect(await search({ ...lookers, page: { token, limit: 3 } })).toMatchObject({ status: 400 });
    expect(await search({ ...lookers, page: { token: `${token}x` } })).toMatchObject({ status: 400 });
    expect(await search({ ...lookers, page: { token, limit: 2 } })).toMatchObject({ status: 200 });
  });

  it.each([
    [{ resource: { type: 'group', id: 'none' } }],
    [{ resource: { type: 'planet', id: 'mars' } }],
    [{ action: { name: 'fly' } }],
    [{ subject: { type: 'robot' } }],
  ])('finds nobody where something is unknown: %j', async (change) => {
    const { status, body } = await search({ ...lookers, ...change });
    expect(status).toBe(200);
    expect(body).toMatchObject({ page: { next_token: '' }, results: [] });
  });

  it.each([
    [{ subject: {} }, '/subject/type'],
    [{ resource: { type: 'group' } }, '/resource/id'],
    [{ page: { limit: 0 } }, '/page/limit'],
    [{ page: { token: 5 } }, '/page/token'],
  ])('is refused with %j', async (change, path) => {
    expect(await search({ ...lookers, ...change })).toMatchObject({
      status: 400,
      body: { errors: [{ path }] },
    });
  });
});

describe('the metadata of a decision point', () => {
  const service = trial({ GRANTLINE_PUBLIC_URL: 'https://access.example.com/' });

  it('names the endpoints for everybody, whether or not the organization is there', async () => {
    const { status, body } = await service.stranger.get(
      '/.well-known/authzen-configuration/v1/organizations/acme',
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      policy_decision_point: 'https://access.example.com/v1/organizations/acme',
      access_evaluation_endpoint: 'https://access.example.com/v1/organizations/acme/access/v1/evaluation',
      access_evaluations_endpoint: 'https://access.example.com/v1/organizations/acme/access/v1/evaluations',
      search_subject_endpoint: 'https://access.example.com/v1/organizations/acme/access/v1/search/subject',
      search_resource_endpoint: 'https://access.example.com/v1/organizations/acme/access/v1/search/resource',
      search_action_endpoint: 'https://access.example.com/v1/organizations/acme/access/v1/search/action',
    });
  });
});
