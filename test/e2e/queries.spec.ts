import { beforeAll, describe, expect, it } from '@jest/globals';
import { acme, beginAcme, order, type Receipt } from './acme.js';
import type { Client } from './client.js';
import { trial } from './trial.js';

type Page = { items: Record<string, unknown>[]; nextCursor: string | null };

async function everyPage(client: Client, path: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let cursor = ''; ;) {
    const { body } = await client.get<Page>(`${path}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    items.push(...body.items);
    if (body.nextCursor === null) return items;
    cursor = body.nextCursor;
  }
}

describe('queries', () => {
  const service = trial();
  beginAcme(() => service.operator);
  const get = (path: string, client = service.operator) => client.get<Page>(`${acme}${path}`);
  const send = async (type: string, data: object) => {
    const { status, body } = await service.operator.post<Receipt>(`${acme}/commands`, order(type, data));
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.revision;
  };
  let begun: number;

  beforeAll(async () => {
    begun = (await service.operator.get<{ revision: number }>(acme)).body.revision;
    await send('InviteUser', { emails: 'Zoe@Example.com', roles: ['viewer'], place: 'group:sales' });
    await send('SuspendUser', { user: 'vic' });
    await send('CreateRole', {
      role: 'editor',
      name: 'App editor',
      description: 'edits',
      grants: [{ scope: '.', give: { group: 'miniapps.edit_app' } }],
    });
    await send('AddUser', { user: 'ed', roles: ['editor'], place: 'group:sales', attributes: { team: 'b' } });
  });

  it('show the organization', async () => {
    expect(await get('')).toMatchObject({
      status: 200,
      body: {
        organization: 'acme',
        name: 'Acme',
        status: 'active',
        model: { name: 'ocp', version: 1, hash: expect.stringMatching(/^sha256-/) },
        root: 'organization:acme',
        createdOn: expect.stringMatching(/Z$/),
      },
    });
  });

  it('list people with their roles, and invitations among them', async () => {
    const { body } = await get('/users');
    expect(body.items.map(({ user, status }) => `${String(user)} ${String(status)}`)).toEqual([
      'ana active',
      'dev active',
      'vic suspended',
      'zoe@example.com invited',
      'ed active',
    ]);
    expect(body.items[1]).toMatchObject({
      email: 'dev@example.com',
      roles: [{ role: 'developer', place: 'group:sales' }],
      since: expect.stringMatching(/Z$/),
    });
    expect((await get('/users?status=suspended')).body.items).toMatchObject([{ user: 'vic' }]);
    expect((await get('/users?q=EXAMPLE')).body.items.map(({ user }) => user)).toEqual([
      'ana',
      'dev',
      'zoe@example.com',
    ]);
  });

  it('show one person', async () => {
    expect(await get('/users/ed')).toMatchObject({
      status: 200,
      body: {
        user: 'ed',
        email: null,
        attributes: { team: 'b' },
        assignments: [
          { role: 'editor', place: 'group:sales', source: 'person', since: { actor: 'operator:root' } },
        ],
        userLevels: [],
      },
    });
    expect(await get('/users/zoe%40example.com')).toMatchObject({ status: 200, body: { status: 'invited' } });
    expect(await get('/users/nobody')).toMatchObject({ status: 404, body: { code: 'NOT_A_MEMBER' } });
    expect(await get('/users/ed', service.operator.as('ed'))).toMatchObject({ status: 200 });
    expect(await get('/users/dev', service.operator.as('ed'))).toMatchObject({ status: 403 });
  });

  it('list roles, sorted and found', async () => {
    const { body } = await get('/roles?sort=-assignedUsers&q=e');
    expect(body.items[0]).toMatchObject({ assignedUsers: 1 });
    expect((await get('/roles?q=app%20edit')).body.items).toEqual([
      {
        role: 'editor',
        name: 'App editor',
        kind: 'custom',
        locked: [],
        deprecated: false,
        assignedUsers: 1,
        assignedTenants: ['.'],
        createdBy: 'operator:root',
        updatedBy: 'operator:root',
        createdOn: expect.stringMatching(/Z$/),
        updatedOn: expect.stringMatching(/Z$/),
      },
    ]);
    expect((await get('/roles?q=developer')).body.items).toMatchObject([
      { kind: 'built-in', locked: ['details', 'permissions', 'deletion'] },
    ]);
  });

  it('name what they know when something else is asked', async () => {
    const answer = (path: string) => service.operator.get<{ detail: string }>(path);

    expect((await answer(`${acme}/users?page=2`)).body.detail).toMatch(
      /^`page` is not known here, known are `[^`]+`(, `[^`]+`)*$/,
    );
  });

  it('show one role with its grants', async () => {
    expect(await get('/roles/editor')).toMatchObject({
      status: 200,
      body: {
        description: 'edits',
        grants: [{ scope: '.', give: { group: 'miniapps.edit_app' } }],
        criteria: null,
        clonedFrom: null,
        assignableAt: ['group'],
      },
    });
    expect(await get('/roles/none')).toMatchObject({ status: 404, body: { code: 'ROLE_NOT_FOUND' } });
  });

  it('say who has what on a resource', async () => {
    expect(await get('/resources/group:sales/members')).toMatchObject({
      status: 200,
      body: {
        items: [
          {
            user: 'dev',
            effective: ['developer'],
            explicit: null,
            throughRoles: [{ role: 'developer', place: 'group:sales', level: 'developer' }],
            overruled: false,
          },
          { user: 'ed', effective: ['miniapps.edit_app'] },
        ],
        nextCursor: null,
      },
    });
    expect(await get('/resources/group%3Asales/members?facet=group')).toMatchObject({ status: 200 });
    expect(await get('/resources/group:none/members')).toMatchObject({
      status: 404,
      body: { code: 'UNKNOWN_RESOURCE' },
    });
    expect(await get('/resources/sales/members')).toMatchObject({
      status: 400,
      body: { code: 'INVALID_ID' },
    });
    expect(await get('/resources/group:sales/members?facet=x')).toMatchObject({
      status: 400,
      body: { code: 'UNKNOWN_FACET' },
    });
    expect(await get('/resources/group:sales/members?facet=org')).toMatchObject({
      body: { code: 'FACET_NOT_ON_TYPE' },
    });
    const dev = service.operator.as('dev');
    expect(await get('/resources/group:none/members', dev)).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN' },
    });
  });

  it('answer as of a revision', async () => {
    const past = await get(`/users?asOf=${begun}`);
    expect(past.headers.get('grantline-revision')).toBe(String(begun));
    expect(past.body.items.map(({ status }) => status)).toEqual(['active', 'active', 'active']);
    expect(await get(`/roles/editor?asOf=${begun}`)).toMatchObject({ status: 404 });
    expect((await get(`/resources/group:sales/members?asOf=${begun}`)).body.items).toHaveLength(1);
    expect(await get('/users?asOf=100000')).toMatchObject({
      status: 503,
      body: { code: 'REVISION_NOT_YET_AVAILABLE' },
    });
    expect(await get('/users?asOf=1999-01-01T00:00:00Z')).toMatchObject({ status: 400 });
  });

  it('go page by page through one state', async () => {
    const before = await everyPage(service.operator, `${acme}/users?limit=2`);
    expect(before).toHaveLength(5);
    const first = await get('/users?limit=2');
    const revision = first.headers.get('grantline-revision');
    await send('AddUser', { user: 'max' });
    const second = await get(`/users?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.headers.get('grantline-revision')).toBe(revision);
    expect(second.body.items.map(({ user }) => user)).toEqual(['vic', 'zoe@example.com']);
    for (const path of [
      `/users?q=a&cursor=${first.body.nextCursor}`,
      `/roles?cursor=${first.body.nextCursor}`,
    ]) {
      expect(await get(path)).toMatchObject({ status: 400, body: { code: 'MALFORMED' } });
    }
    const ana = service.operator.as('ana');
    expect(await get(`/users?limit=2&cursor=${first.body.nextCursor}`, ana)).toMatchObject({ status: 400 });
    const roles = (await everyPage(service.operator, `${acme}/roles?limit=1`)).map(({ role }) => role);
    expect(new Set(roles).size).toBe(6);
  });

  it.each([
    ['/users?limit=0', '/limit'],
    ['/users?limit=1001', '/limit'],
    ['/users?limit=ten', '/limit'],
    ['/users?status=happy', '/status'],
    ['/users?q=a&q=b', '/q'],
    ['/users?page=2', '/page'],
    ['/roles?sort=color', '/sort'],
    ['/?asOf=soon', '/asOf'],
    ['/events?since=monday', '/since'],
    ['/events?refused=maybe', '/refused'],
  ])('refuse %s', async (path, pointer) => {
    expect(await get(path.replace('/?', '?'))).toMatchObject({
      status: 400,
      body: { code: 'MALFORMED', errors: [{ path: pointer }] },
    });
  });
});

describe('the trail', () => {
  const service = trial();
  beginAcme(() => service.operator);
  const get = (query: string, client = service.operator) => client.get<Page>(`${acme}/events?${query}`);
  const types = async (query: string) => (await get(query)).body.items.map(({ type }) => type);

  beforeAll(async () => {
    const ana = service.operator.as('ana');
    await ana.post(
      `${acme}/commands`,
      order('AssignRole', { user: 'dev', role: 'viewer', place: 'group:support' }),
    );
    await service.operator
      .as('vic')
      .post(`${acme}/commands`, order('AssignRole', { user: 'vic', role: 'owner', place: 'group:sales' }));
  });

  it('has the newest first, or the oldest', async () => {
    expect((await get('limit=1')).body.items).toMatchObject([
      { type: 'RoleAssigned', actor: 'ana', via: 'operator:root' },
    ]);
    // Stored for ever, so its data are what the catalogue names and nothing else.
    const model = { name: 'ocp', version: 1, hash: expect.any(String) };
    const data = { name: 'Acme', root: 'organization:acme', model };
    expect((await get('order=oldest&limit=1')).body.items).toEqual([
      expect.objectContaining({ type: 'OrganizationCreated', data }),
    ]);
    const all = await everyPage(service.operator, `${acme}/events?limit=3`);
    expect(all.map(({ revision }) => revision)).toEqual([...all.keys()].toReversed());
  });

  it.each([
    ['actor=ana', ['RoleAssigned']],
    ['user=dev', ['RoleAssigned', 'RoleAssigned', 'UserActivated']],
    ['resource=group:support', ['RoleAssigned', 'RoleAssigned', 'ResourceRegistered']],
    ['role=developer', ['RoleAssigned', 'RoleCreated']],
    ['type=OrganizationCreated', ['OrganizationCreated']],
    ['actor=nobody', []],
    ['since=2999-01-01T00:00:00Z', []],
    ['until=1999-01-01T00:00:00Z', []],
  ])('is narrowed by %s', async (query, expected) => {
    expect(await types(query)).toEqual(expected);
  });

  it('tells what came after a revision', async () => {
    const { body } = await get('after=3&limit=2');
    expect(body.items.map(({ revision }) => revision)).toEqual([4, 5]);
  });

  it('keeps refused attempts', async () => {
    const { body } = await get('refused=true');
    expect(body.items).toMatchObject([{ actor: 'vic', data: { command: 'AssignRole', code: 'FORBIDDEN' } }]);
  });

  it('is for those who may look at history', async () => {
    expect((await get('limit=1', service.operator.as('ana'))).status).toBe(200);
    expect(await get('limit=1', service.operator.as('dev'))).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN' },
    });
  });
});
