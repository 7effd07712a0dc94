import { beforeAll, describe, expect, it } from '@jest/globals';
import { acme, beginAcme, type Decision, founding, order, question } from './acme.js';
import type { Client } from './client.js';
import { trial } from './trial.js';

const evaluation = `${acme}/access/v1/evaluation`;
const evaluations = `${acme}/access/v1/evaluations`;
const edit = 'miniapps.edit_app';

describe('callers', () => {
  const service = trial();
  beginAcme(() => service.operator);
  const keys = new Map<string, Client>();

  beforeAll(async () => {
    for (const capability of [
      'check',
      'search',
      'read',
      'audit',
      'write',
      'act_for',
      'sign_in',
      'write:AddUser',
    ]) {
      const name = capability.replace(':', '-');
      const { body } = await service.operator.post<{ secret: string }>('/v1/keys', {
        name,
        organizations: ['acme'],
        capabilities: [capability],
      });
      keys.set(capability, service.client(body.secret));
    }
  });

  it.each([
    ['nothing', {}],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['an unknown key', { authorization: 'Bearer gl_op_nobody' }],
    ['an empty key', { authorization: 'Bearer ' }],
  ])('with %s are asked to sign in', async (_, headers) => {
    for (const path of [evaluation, `${acme}/commands`, '/v1/keys']) {
      const answer = await service.stranger.post(path, {}, headers);
      expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  it.each([
    ['check', 'POST', evaluation, question('dev', edit, 'group:sales')],
    ['search', 'POST', `${acme}/access/v1/search/subject`, question('x', edit, 'group:sales')],
    ['read', 'GET', acme, undefined],
    ['read', 'GET', `${acme}/users`, undefined],
    ['read', 'GET', `${acme}/roles`, undefined],
    ['read', 'GET', `${acme}/resources/group:sales/members`, undefined],
    ['audit', 'GET', `${acme}/events`, undefined],
    ['write', 'POST', `${acme}/commands`, order('RenameOrganization', { name: 'Acme' })],
    ['sign_in', 'POST', `${acme}/commands`, order('RecordFirstAccess', { user: 'new' })],
    ['write:AddUser', 'POST', `${acme}/commands`, order('AddUser', { user: 'amy' })],
  ] as const)('need %s to %s %s', async (capability, method, path, body) => {
    for (const [able, client] of keys) {
      // `write` is `write:X` for every command but signing in.
      const may = able === capability || (able === 'write' && capability === 'write:AddUser');
      const sent = body === undefined ? {} : { body };
      const { status, body: answer } = await client.send(method, path, sent);
      const expected = may ? expect.not.stringMatching('FORBIDDEN') : 'FORBIDDEN';
      expect({ able, code: (answer as { code?: string }).code ?? 'none', status: status === 403 }).toEqual({
        able,
        code: expected,
        status: !may,
      });
    }
  });

  it('need audit for the past beside the right to ask', async () => {
    const past = question('dev', edit, 'group:sales', { asOf: 3 });
    expect(await keys.get('check')!.post(evaluation, past)).toMatchObject({ status: 403 });
    expect(await keys.get('audit')!.post(evaluation, past)).toMatchObject({ status: 403 });
    expect(await keys.get('read')!.get(`${acme}/users?asOf=3`)).toMatchObject({ status: 403 });
    const { body } = await service.operator.post<{ secret: string }>('/v1/keys', {
      name: 'historian',
      organizations: '*',
      capabilities: ['check', 'audit'],
    });
    expect(await service.client(body.secret).post(evaluation, past)).toMatchObject({ status: 200 });
  });

  it('see no organization that their key does not reach', async () => {
    const { body } = await service.operator.post<{ secret: string }>('/v1/keys', {
      name: 'elsewhere',
      organizations: ['other'],
      capabilities: ['check', 'search', 'read', 'audit', 'write', 'act_for'],
    });
    const elsewhere = service.client(body.secret);
    const unseen = { status: 404, body: { code: 'UNKNOWN_ORGANIZATION' } };
    expect(await elsewhere.post(evaluation, question('dev', edit, 'group:sales'))).toMatchObject(unseen);
    expect(await elsewhere.get(`${acme}/users`)).toMatchObject(unseen);
    expect(await elsewhere.as('ana').get(`${acme}/users`)).toMatchObject(unseen);
    const answer = await elsewhere.post(`${acme}/commands`, order('AddUser', { user: 'x' }));
    expect(answer).toMatchObject(unseen);
    expect(answer.headers.get('grantline-revision')).toBeNull();
    expect(await elsewhere.post(`${acme}/commands`, founding)).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN' },
    });
  });

  it('act for people with exactly their rights', async () => {
    const act = keys.get('act_for')!;
    const rename = order('RenameResource', { ref: 'group:sales', name: 'Sales' });
    expect(await act.as('ana').post(`${acme}/commands`, rename)).toMatchObject({
      status: 200,
      body: { events: [{ actor: 'ana', via: 'service:act_for' }] },
    });
    expect(await act.as('dev').post(`${acme}/commands`, rename)).toMatchObject({ status: 403 });
    expect(await service.operator.as('dev').post(`${acme}/commands`, rename)).toMatchObject({ status: 403 });
    expect(await keys.get('write')!.as('ana').post(`${acme}/commands`, rename)).toMatchObject({
      status: 403,
    });
    expect(await service.operator.as('ana').post('/v1/organizations/new/commands', founding)).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN' },
    });
  });

  it('who are people see only what they are active members of', async () => {
    await service.operator.post(`${acme}/commands`, order('InviteUser', { emails: 'guest@example.com' }));
    for (const user of ['stranger', 'guest@example.com']) {
      const person = service.operator.as(user);
      expect(await person.post(evaluation, question(user, edit, 'group:sales'))).toMatchObject({
        status: 404,
      });
      expect(await person.get(acme)).toMatchObject({ status: 404, body: { code: 'UNKNOWN_ORGANIZATION' } });
    }
  });

  it('who are people ask about themselves freely, about others with the right to', async () => {
    const [ana, dev] = [service.operator.as('ana'), service.operator.as('dev')];
    expect(await dev.post(evaluation, question('dev', edit, 'group:sales'))).toMatchObject({
      body: { decision: true },
    });
    expect(await dev.post(evaluation, question('ana', edit, 'group:sales'))).toMatchObject({ status: 403 });
    expect(await ana.post(evaluation, question('dev', edit, 'group:sales'))).toMatchObject({
      body: { decision: true },
    });
    expect(await ana.post(evaluation, question('dev', edit, 'group:none'))).toMatchObject({ status: 403 });
    expect(await dev.post(evaluation, question('dev', edit, 'group:none'))).toMatchObject({
      body: { decision: false },
    });
    const mixed = {
      evaluations: [question('dev', edit, 'group:sales'), question('ana', edit, 'group:sales')],
    };
    expect((await dev.post<{ evaluations: unknown[] }>(evaluations, mixed)).body.evaluations).toEqual([
      { decision: true },
      {
        decision: false,
        context: { error: { status: 403, code: 'FORBIDDEN', message: expect.any(String) } },
      },
    ]);
    expect(
      await dev.post(`${acme}/access/v1/search/subject`, question('x', edit, 'group:sales')),
    ).toMatchObject({ status: 403 });
    expect(
      await ana.post(`${acme}/access/v1/search/subject`, question('x', edit, 'group:sales')),
    ).toMatchObject({ status: 200 });
  });

  it('who are people read why they may, and only with view_audit why somebody may not', async () => {
    const why = { explain: true };
    const ask = (user: string, resource: string) =>
      service.operator.as(user).post<Decision>(evaluation, question('dev', edit, resource, why));
    expect((await ask('dev', 'group:sales')).body.context).toBeDefined();
    expect((await ask('dev', 'group:support')).body).toEqual({ decision: false });
    expect((await ask('ana', 'group:support')).body.context).toBeDefined();
    const past = question('dev', edit, 'group:sales', { asOf: 3 });
    expect(await service.operator.as('dev').post(evaluation, past)).toMatchObject({ status: 403 });
    expect(await service.operator.as('ana').post(evaluation, past)).toMatchObject({ status: 200 });
  });

  it.each([
    ['%ff', 'INVALID_ID'],
    ['a b', 'INVALID_ID'],
    ['operator%3Aroot', 'INVALID_ID'],
    ['', 'INVALID_ID'],
  ])('may not name the actor %j', async (actor, code) => {
    const answer = await service.operator.get(acme, { 'grantline-actor': actor });
    expect(answer).toMatchObject({ status: 400, body: { code } });
  });

  it('may name one actor at most', async () => {
    const headers = new Headers({ authorization: 'Bearer the-operator-key-of-all-end-to-end-tests' });
    headers.append('grantline-actor', 'ana');
    headers.append('grantline-actor', 'dev');
    const response = await fetch(`${service.url}${acme}`, { headers });
    expect(response.status).toBe(400);
  });

  it('whose keys fail too often are slowed down, and nobody else', async () => {
    const statuses = [];
    for (let tries = 0; tries < 80; tries += 1)
      statuses.push((await service.stranger.get('/v1/keys')).status);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
    const slowed = await service.stranger.get('/v1/keys');
    expect(slowed.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(slowed.body).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect((await service.operator.get('/v1/keys')).status).toBe(200);
  });
});
