import { describe, expect, it } from '@jest/globals';
import { trial } from './trial.js';

const document = {
  schema: 'access-model/1',
  name: 'shop',
  version: 1,
  types: { shop: { root: true } },
  facets: { shop: { type: 'shop', pick: 'many', permissions: ['shop.open'] } },
  assignments: { shop: { per_user: 'many' } },
  roles: {
    keeper: {
      kind: 'built-in',
      assignable_at: ['shop'],
      grants: [{ scope: '.', give: { shop: ['shop.open'] } }],
    },
  },
};
const yaml = { 'content-type': 'application/yaml' };

describe('models', () => {
  const service = trial();

  it('are the five of the service to begin with', async () => {
    const { body } = await service.operator.get<{ items: { name: string; version: number }[] }>('/v1/models');
    expect(body.items.map(({ name, version }) => `${name}@${version}`)).toEqual([
      'create@1',
      'jaicp@1',
      'ocp@1',
      'omniata@1',
      'portal@1',
    ]);
    expect(await service.operator.get('/v1/models/ocp/1')).toMatchObject({
      status: 200,
      body: { name: 'ocp', version: 1, publishedBy: 'system', document: { schema: 'access-model/1' } },
    });
    expect(await service.operator.get('/v1/models/ocp/2')).toMatchObject({
      status: 404,
      body: { code: 'MODEL_UNKNOWN' },
    });
  });

  it('are published once and never change', async () => {
    const made = await service.operator.post('/v1/models', document);
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'shop', version: 1, publishedBy: 'operator:root' },
    });
    expect(await service.operator.post('/v1/models', document)).toMatchObject({
      status: 201,
      body: made.body as object,
    });
    const changed = { ...document, title: 'Shop' };
    expect(await service.operator.post('/v1/models', changed)).toMatchObject({
      status: 409,
      body: { code: 'VERSION_EXISTS' },
    });
    const next = await service.operator.post('/v1/models', { ...changed, version: 2 });
    expect(next).toMatchObject({ status: 201, body: { title: 'Shop' } });
  });

  it('may be written in YAML', async () => {
    const body = `# a comment\n${JSON.stringify({ ...document, name: 'kiosk' })}`;
    expect(await service.operator.send('POST', '/v1/models', { body, headers: yaml })).toMatchObject({
      status: 201,
      body: { name: 'kiosk' },
    });
    expect(await service.operator.send('POST', '/v1/models', { body })).toMatchObject({
      status: 400,
      body: { code: 'MODEL_INVALID' },
    });
  });

  it('name every fault with its path', async () => {
    const { status, body } = await service.operator.post('/v1/models', {
      ...document,
      name: 'bad',
      colour: 'red',
      roles: { keeper: { ...document.roles.keeper, grants: [{ scope: '.', give: { till: ['open'] } }] } },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'MODEL_INVALID',
      errors: [{ path: '/colour' }, { path: '/roles/keeper/grants/0/give/till' }],
    });
  });

  it('tell what differs between two versions', async () => {
    const first = { ...document, name: 'stall' };
    const second = {
      ...first,
      version: 2,
      facets: { shop: { type: 'shop', pick: 'many', permissions: ['shop.open', 'shop.close'] } },
    };
    for (const version of [first, second]) {
      expect((await service.operator.post('/v1/models', version)).status).toBe(201);
    }
    expect(await service.operator.get('/v1/models/stall/changes?from=1&to=2')).toMatchObject({
      status: 200,
      body: {
        name: 'stall',
        from: 1,
        to: 2,
        changes: [{ change: 'added', what: 'permission', name: 'shop.close', facet: 'shop' }],
      },
    });
    expect((await service.operator.get('/v1/models/stall/changes?from=2&to=2')).body).toMatchObject({
      changes: [],
    });
  });

  it.each([
    ['/v1/models/stall/changes', 400, 'MALFORMED'],
    ['/v1/models/stall/changes?from=1', 400, 'MALFORMED'],
    ['/v1/models/stall/changes?from=0&to=1', 400, 'MALFORMED'],
    ['/v1/models/ocp/changes?from=1&to=9', 404, 'MODEL_UNKNOWN'],
    ['/v1/models/none/changes?from=1&to=2', 404, 'MODEL_UNKNOWN'],
  ])('answer %s with %i', async (path, status, code) => {
    expect(await service.operator.get(path)).toMatchObject({ status, body: { code } });
  });

  it('must pass their own tests', async () => {
    const tests = [
      {
        name: 'keepers open',
        users: { kim: [{ role: 'keeper' }] },
        expect: [{ user: 'kim', resource: 'root', deny: ['shop.open'] }],
      },
    ];
    const answer = await service.operator.post('/v1/models', { ...document, name: 'tested', tests });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'TESTS_FAILED', errors: [{ path: '/tests/0/expect/0/deny/0' }] },
    });
    expect(await service.operator.get('/v1/models/tested/1')).toMatchObject({ status: 404 });
  });

  it.each([
    ['', {}, 400, 'MODEL_INVALID'],
    ['{', {}, 400, 'MODEL_INVALID'],
    ['[]', {}, 400, 'MODEL_INVALID'],
    ['a: [', yaml, 400, 'MODEL_INVALID'],
    ['a: &x [*x]', yaml, 400, 'MODEL_INVALID'],
    [`x: ${'y'.repeat(300_000)}`, yaml, 413, 'TOO_LARGE'],
    ['x', { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('are refused when they read %.20j %j', async (body, headers, status, code) => {
    expect(await service.operator.send('POST', '/v1/models', { body, headers })).toMatchObject({
      status,
      body: { code },
    });
  });

  it('have a schema for editors', async () => {
    const answer = await service.stranger.get('/schemas/access-model-1.json');
    expect(answer).toMatchObject({ status: 200, body: { $schema: expect.stringContaining('2020-12') } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/schema\+json/);
  });
});
