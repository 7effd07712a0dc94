import { describe, expect, it } from '@jest/globals';
import { trial } from './trial.js';

type Key = { id: string; name: string; secret?: string };

const crm = { name: 'crm', organizations: ['acme'], capabilities: ['check', 'write:RegisterResource'] };

describe('API keys', () => {
  const service = trial();

  it('are made by an operator, who sees the secret once', async () => {
    const made = await service.operator.post<Key>('/v1/keys', crm);

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...crm,
      id: expect.any(String),
      secret: expect.stringMatching(/^gl_key_/),
    });
    const list = await service.operator.get<{ items: Key[] }>('/v1/keys');
    expect(list.body.items).toMatchObject([crm]);
    expect(JSON.stringify(list.body)).not.toContain('gl_key_');
  });

  it('open the service until they are deleted', async () => {
    const { body } = await service.operator.post<Key>('/v1/keys', { ...crm, name: 'shop' });
    const shop = service.client(body.secret!);
    expect((await shop.get('/v1/models')).status).toBe(200);

    expect((await service.operator.delete(`/v1/keys/${body.id}`)).status).toBe(204);

    expect((await shop.get('/v1/models')).status).toBe(401);
    expect(await service.operator.delete(`/v1/keys/${body.id}`)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
  });

  it('are the matter of operators alone', async () => {
    const { body } = await service.operator.post<Key>('/v1/keys', { ...crm, name: 'spy' });
    const spy = service.client(body.secret!);
    expect(await spy.post('/v1/keys', crm)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect(await spy.get('/v1/keys')).toMatchObject({ status: 403 });
    expect(await service.operator.as('ana').get('/v1/keys')).toMatchObject({ status: 403 });
  });

  it.each([
    [{ ...crm, name: '' }, '/name', 'MALFORMED'],
    [{ ...crm, organizations: [] }, '/organizations', 'MALFORMED'],
    [{ ...crm, organizations: ['Acme!'] }, '/organizations/0', 'INVALID_ID'],
    [{ ...crm, capabilities: ['root'] }, '/capabilities/0', 'MALFORMED'],
    [{ ...crm, capabilities: ['write:RecordFirstAccess'] }, '/capabilities/0', 'MALFORMED'],
    [{ ...crm, admin: true }, '/admin', 'MALFORMED'],
    [{ name: 'crm' }, '/organizations', 'MALFORMED'],
    [[], '', 'MALFORMED'],
  ])('are refused as %j, at %s', async (request, path, code) => {
    const { status, body } = await service.operator.post('/v1/keys', request);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code,
      errors: expect.arrayContaining([expect.objectContaining({ path, code })]),
    });
  });
});

describe('operators', () => {
  const service = trial();

  it('each have a name and a key of their own', async () => {
    const made = await service.operator.post<Key>('/v1/operators', { name: 'olga' });
    expect(made.status).toBe(201);
    const olga = service.client(made.body.secret!);

    const { body } = await olga.get<{ items: Key[] }>('/v1/operators');
    expect(body.items.map(({ name }) => name)).toEqual(['root', 'olga']);

    expect((await service.operator.delete(`/v1/operators/${made.body.id}`)).status).toBe(204);
    expect((await olga.get('/v1/operators')).status).toBe(401);
  });

  it('never all go', async () => {
    const { body } = await service.operator.get<{ items: Key[] }>('/v1/operators');
    const last = await service.operator.delete(`/v1/operators/${body.items[0]!.id}`);
    expect(last).toMatchObject({ status: 409, body: { code: 'LAST_ADMIN' } });
  });
});
