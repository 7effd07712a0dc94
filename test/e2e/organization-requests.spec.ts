import { describe, expect, it } from '@jest/globals';
import { trial } from './trial.js';

type Request = { id: string; status: string; email?: string; user?: string };
const path = '/v1/organization-requests';
const wish = { name: 'Acme', email: 'Ana@Example.com', groups: ['sales', 'support'] };

describe('requests for organizations', () => {
  const service = trial();

  it('are made by people and approved by operators', async () => {
    const made = await service.operator.as('ana').post<Request>(path, wish);
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Acme', status: 'requested', groups: ['sales', 'support'] },
    });
    expect((await service.operator.get<{ items: Request[] }>(path)).body.items).toMatchObject([
      { id: made.body.id, email: 'ana@example.com', user: 'ana' },
    ]);

    const approved = await service.operator.post<Request>(`${path}/${made.body.id}/approve`, {
      organization: 'acme',
    });

    expect(approved).toMatchObject({ status: 200, body: { status: 'approved', organization: 'acme' } });
    const { body } = await service.operator.get<{ items: object[] }>('/v1/organizations/acme/users');
    expect(body.items).toMatchObject([{ user: 'ana@example.com', roles: [{ role: 'org_admin' }] }]);
    for (const group of wish.groups) {
      expect(
        await service.operator.get(`/v1/organizations/acme/resources/group:${group}/members`),
      ).toMatchObject({ status: 200 });
    }
    const [decided] = (await service.operator.get<{ items: Request[] }>(path)).body.items;
    expect(decided).not.toHaveProperty('email');
    expect(await service.operator.post(`${path}/${made.body.id}/reject`, undefined)).toMatchObject({
      status: 409,
      body: { code: 'NOT_REQUESTED' },
    });
  });

  it('are turned down', async () => {
    const { body } = await service.operator.as('bob').post<Request>(path, { ...wish, name: 'Bell' });
    expect(await service.operator.post(`${path}/${body.id}/reject`, undefined)).toMatchObject({
      status: 200,
      body: { status: 'rejected' },
    });
    expect(await service.operator.post(`${path}/none/reject`, undefined)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
  });

  it('that cannot be met stay open', async () => {
    const { body } = await service.operator.as('cat').post<Request>(path, { ...wish, name: 'Cats' });
    const approve = (approval: object) =>
      service.operator.post<Request>(`${path}/${body.id}/approve`, approval);
    expect(await approve({ organization: 'acme' })).toMatchObject({
      status: 409,
      body: { code: 'ORGANIZATION_EXISTS' },
    });
    expect(await approve({ organization: 'Cats!' })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_ID' },
    });
    expect(await approve({ organization: 'cats', role: 'king' })).toMatchObject({
      body: { code: 'ROLE_NOT_FOUND' },
    });
    expect(await approve({ organization: 'cats', user: 'cat' })).toMatchObject({
      status: 200,
      body: { status: 'approved' },
    });
  });

  it('are for operators to see and decide', async () => {
    const ana = service.operator.as('ana');
    expect(await ana.get(path)).toMatchObject({ status: 403 });
    expect(await ana.post(`${path}/x/approve`, { organization: 'x' })).toMatchObject({ status: 403 });
  });

  it.each([
    [{ ...wish, name: ' ' }, 400, 'NAME_EMPTY'],
    [{ ...wish, name: 'x'.repeat(16) }, 400, 'NAME_TOO_LONG'],
    [{ ...wish, email: 'nobody' }, 400, 'INVALID_ADDRESS'],
    [{ ...wish, groups: ['*'] }, 400, 'INVALID_ID'],
    [{ ...wish, model: 'none' }, 404, 'MODEL_UNKNOWN'],
    [{ ...wish, admin: true }, 400, 'MALFORMED'],
  ])('are refused as %j', async (body, status, code) => {
    expect(await service.operator.as('ana').post(path, body)).toMatchObject({ status, body: { code } });
  });
});
