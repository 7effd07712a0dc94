import { beforeAll, describe, expect, it } from '@jest/globals';
import { readAll } from '#store/event-samples.suite.js';
import { order } from './acme.js';
import type { Client } from './client.js';
import { eventually } from './eventually.js';
import type { Page } from './lists.js';
import { trial } from './trial.js';

const day = 24 * 60 * 60 * 1000;

describe('organizations', () => {
  let now = Date.UTC(2026, 10, 21);
  const service = trial({}, () => now);
  const send = async (organization: string, type: string, data: object, client = service.operator) => {
    const { status, body } = await client.post(
      `/v1/organizations/${organization}/commands`,
      order(type, data),
    );
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  const begin = (id: string, name: string, user: string) =>
    send(id, 'CreateOrganization', {
      name,
      model: { name: 'ocp', version: 1 },
      admin: { user, email: `${user}@example.com`, role: 'org_admin' },
    });
  /** The list, once it is as long as it should be. */
  const list = async (path: string, length: number, client: Client = service.operator) => {
    const { body } = await eventually(
      () => client.get<Page>(path),
      ({ body }) => body.items?.length === length,
    );
    return body.items;
  };
  const mine = (user: string, length: number) =>
    list('/v1/me/organizations', length, service.operator.as(user));
  const ids = (items: Page['items']) => items.map(({ organization }) => organization);

  beforeAll(async () => {
    await begin('zeta', 'Zeta Games', 'ana');
    await begin('acme', 'Acme', 'ana');
    await begin('beta', 'Beta Games', 'bob');
    await send('beta', 'InviteUser', { users: [{ user: 'ana', email: 'ana@example.com' }] });
    await send('acme', 'AddUser', { user: 'cem' });
    await send('acme', 'SuspendUser', { user: 'cem' });
    await list('/v1/organizations', 3);
  });

  it('are listed for operators by id, page by page, and found by id and name', async () => {
    const items = await list('/v1/organizations', 3);
    expect(items).toEqual([
      { organization: 'acme', name: 'Acme', status: 'active' },
      { organization: 'beta', name: 'Beta Games', status: 'active' },
      { organization: 'zeta', name: 'Zeta Games', status: 'active' },
    ]);
    expect(ids(await list('/v1/organizations?q=GAMES', 2))).toEqual(['beta', 'zeta']);
    expect(ids(await list('/v1/organizations?q=acm', 1))).toEqual(['acme']);
    const first = (await service.operator.get<Page>('/v1/organizations?limit=2')).body;
    expect(ids(first.items)).toEqual(['acme', 'beta']);
    const second = (await service.operator.get<Page>(`/v1/organizations?cursor=${first.nextCursor}`)).body;
    expect(ids(second.items)).toEqual(['zeta']);
    expect(second.nextCursor).toBeNull();
  });

  it('are listed for a service as far as its key reaches', async () => {
    const key = async (name: string, organizations: string[] | '*', capabilities: string[]) => {
      const { body } = await service.operator.post<{ secret: string }>('/v1/keys', {
        name,
        organizations,
        capabilities,
      });
      return service.client(body.secret);
    };
    const [some, all] = [
      await key('some', ['zeta', 'acme'], ['read', 'act_for']),
      await key('all', '*', ['read']),
    ];
    expect(ids(await list('/v1/organizations', 2, some))).toEqual(['acme', 'zeta']);
    expect(await list('/v1/organizations', 3, all)).toHaveLength(3);
    expect(ids(await list('/v1/me/organizations', 2, some.as('ana')))).toEqual(['acme', 'zeta']);
    const none = await key('none', '*', ['check']);
    expect(await none.get('/v1/organizations')).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  });

  it('of a person are those they belong to, and those that invited them', async () => {
    expect(await mine('ana', 3)).toEqual([
      { organization: 'acme', name: 'Acme', status: 'active' },
      { organization: 'beta', name: 'Beta Games', status: 'invited' },
      { organization: 'zeta', name: 'Zeta Games', status: 'active' },
    ]);
    expect(await mine('cem', 1)).toMatchObject([{ organization: 'acme', status: 'suspended' }]);
    expect(await mine('nobody', 0)).toEqual([]);
    for (const [client, path] of [
      [service.operator, '/v1/me/organizations'],
      [service.operator.as('ana'), '/v1/organizations'],
    ] as const) {
      expect(await client.get(path)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    }
  });

  it.each([
    '/v1/organizations?limit=0',
    '/v1/organizations?status=sad',
    '/v1/organizations?asOf=3',
    '/v1/organizations?cursor=nonsense',
  ])('refuse %s', async (path) => {
    expect(await service.operator.get(path)).toMatchObject({ status: 400, body: { code: 'MALFORMED' } });
  });

  it('take no cursor of another list, or of somebody else', async () => {
    const { body } = await service.operator.get<Page>('/v1/organizations?limit=1');
    const { nextCursor } = body;
    expect((await service.operator.get(`/v1/organizations?q=a&cursor=${nextCursor}`)).status).toBe(400);
    expect((await service.operator.get(`/v1/organizations?limit=2&cursor=${nextCursor}`)).status).toBe(400);
    const own = await service.operator.as('ana').get<Page>('/v1/me/organizations?limit=1');
    const next = `/v1/me/organizations?cursor=${own.body.nextCursor}`;
    expect((await service.operator.as('bob').get(next)).status).toBe(400);
    expect((await service.operator.as('ana').get<Page>(next)).body.items).toMatchObject([
      { organization: 'beta' },
    ]);
  });

  it('follow what happens: names, ends, departures and returns', async () => {
    await send('zeta', 'RenameOrganization', { name: 'Omega Games' });
    expect(await list('/v1/organizations?q=omega', 1)).toMatchObject([{ organization: 'zeta' }]);
    await send('beta', 'AcceptInvitation', { user: 'ana' });
    const accepted = await eventually(
      () => service.operator.as('ana').get<Page>('/v1/me/organizations'),
      ({ body }) => body.items[1]?.['status'] === 'active',
    );
    expect(accepted.body.items).toMatchObject([{}, { organization: 'beta', status: 'active' }, {}]);
    await send('beta', 'RemoveUser', { user: 'ana' });
    expect(ids(await mine('ana', 2))).toEqual(['acme', 'zeta']);
    await send('beta', 'AddUser', { user: 'ana' });
    expect(await mine('ana', 3)).toHaveLength(3);
    await send('beta', 'CloseOrganization', {});
    expect(await list('/v1/organizations?status=closed', 1)).toMatchObject([{ organization: 'beta' }]);
  });

  it('forget who was erased, and invitations that nobody took up in time', async () => {
    await send('acme', 'AddUser', { user: 'eve' });
    expect(await mine('eve', 1)).toHaveLength(1);
    await send('acme', 'EraseUser', { user: 'eve' });
    expect(await mine('eve', 0)).toEqual([]);
    await send('acme', 'InviteUser', { emails: 'late@example.com' });
    expect(await mine('late@example.com', 1)).toMatchObject([{ status: 'invited' }]);
    now += 15 * day;
    expect(await mine('late@example.com', 0)).toEqual([]);
  });

  it('stop alone at an event that nobody knows, loudly, and the others go on', async () => {
    await begin('odd', 'Odd', 'ana');
    await mine('ana', 4);
    const { events } = service.inside.homes;
    const last = (await readAll(events, 'organization-odd')).at(-1)!;
    const unknown = { ...last, id: '5f0c9f6e-0000-4000-8000-000000000001', type: 'RoleSold', data: {} };
    await events.append('organization-odd', [unknown], last.revision);

    expect(await list('/v1/organizations?status=unreadable', 1)).toMatchObject([{ organization: 'odd' }]);
    expect(ids(await mine('ana', 3))).not.toContain('odd');
    const { body } = await service.stranger.get<string>('/metrics');
    expect(body).toMatch(/^grantline_projection_stopped_organizations 1$/m);
    expect(await service.stranger.get('/readyz')).toMatchObject({ status: 200 });
    await begin('even', 'Even', 'ana');
    expect(ids(await mine('ana', 4))).toContain('even');
  });

  it('show in the metrics whether the list is up to date', async () => {
    const { body } = await service.stranger.get<string>('/metrics');
    expect(body).toMatch(/^grantline_projection_live 1$/m);
    expect(body).toMatch(/^grantline_projection_stopped_organizations \d$/m);
    expect(body).toMatch(/^grantline_subscription_drops_total 0$/m);
  });
});
