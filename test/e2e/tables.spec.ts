import { beforeAll, describe, expect, it } from '@jest/globals';
import { order } from './acme.js';
import type { Client } from './client.js';
import { beginOmni, omni } from './omni.js';
import type { Page } from './lists.js';
import { trial } from './trial.js';

describe('tables of an organization', () => {
  const service = trial();
  beginOmni(() => service.operator);
  const get = (path: string, client = service.operator) => client.get<Page>(`${omni}${path}`);
  const column = async (path: string, name: string) => (await get(path)).body.items.map((row) => row[name]);
  const keys = new Map<string, Client>();
  let begun: number;
  beforeAll(async () => {
    begun = (await service.operator.get<{ revision: number }>(omni)).body.revision;
    for (const [name, ...capabilities] of [
      ['read', 'read'],
      ['audit', 'audit', 'check'],
      ['both', 'read', 'audit'],
    ] as const) {
      const key = { name, organizations: ['omni'], capabilities };
      const { body } = await service.operator.post<{ secret: string }>('/v1/keys', key);
      keys.set(name, service.client(body.secret));
    }
  });

  it('say what one person may do on a resource, and why', async () => {
    const { status, body } = await get('/users/bob/permissions?resource=recipe:offer');
    expect(status).toBe(200);
    expect(body).toEqual({
      items: [
        {
          permission: 'unit.view',
          because: [
            [
              {
                kind: 'user_level',
                text: expect.any(String),
                revision: expect.any(Number),
                time: expect.stringMatching(/Z$/),
                actor: 'operator:root',
                resource: 'unit:sales',
                facet: 'unit',
                level: ['view'],
              },
            ],
          ],
        },
      ],
      nextCursor: null,
    });
    const held = await column('/users/ed/permissions?resource=unit:hr', 'permission');
    expect(held.sort()).toEqual(['unit.edit', 'unit.view']);
    expect((await get('/users/nil/permissions?resource=unit:hr')).body.items).toEqual([]);
  });

  it.each([
    ['/users/bob/permissions', 400, 'MALFORMED'],
    ['/users/bob/permissions?resource=sales', 400, 'INVALID_ID'],
    ['/users/bob/permissions?resource=unit:none', 404, 'UNKNOWN_RESOURCE'],
    ['/users/nobody/permissions?resource=unit:hr', 404, 'NOT_A_MEMBER'],
    ['/roles/none/users', 404, 'ROLE_NOT_FOUND'],
    ['/resources?parent=unit:none', 404, 'UNKNOWN_RESOURCE'],
    ['/resources?parent=none', 400, 'INVALID_ID'],
    ['/resources?type=planet', 400, 'UNKNOWN_TYPE'],
    ['/resources/unit:none', 404, 'UNKNOWN_RESOURCE'],
    ['/resources/none', 400, 'INVALID_ID'],
    ['/resources/unit:none/permissions', 404, 'UNKNOWN_RESOURCE'],
    ['/resources/recipe:offer/permissions', 400, 'MALFORMED'],
    ['/resources/unit:hr/permissions?facet=flying', 400, 'UNKNOWN_FACET'],
    ['/resources/unit:hr/permissions?facet=org', 400, 'FACET_NOT_ON_TYPE'],
    ['/users?sort=password', 400, 'MALFORMED'],
    ['/roles?sort=--name', 400, 'MALFORMED'],
    ['/catalogue?facet=unit', 400, 'MALFORMED'],
    ['/catalogue?facet=none&level=view&over=edit', 400, 'UNKNOWN_FACET'],
    ['/catalogue?facet=unit&level=view&over=none', 400, 'UNKNOWN_LEVEL'],
    ['/matrix?asOf=9999', 503, 'REVISION_NOT_YET_AVAILABLE'],
    ['/catalogue?asOf=1999-01-01T00:00:00Z', 400, 'MALFORMED'],
  ])('refuse %s', async (path, status, code) => {
    expect(await get(path)).toMatchObject({ status, body: { code, detail: expect.any(String) } });
  });

  it('list who holds a role, and since when', async () => {
    await service.operator.post(
      `${omni}/commands`,
      order('AddUser', { user: 'Zoë', email: 'zoe@example.com', roles: ['sellers'] }),
    );
    await service.operator.post(`${omni}/commands`, order('SuspendUser', { user: 'Zoë' }));
    const { body } = await get('/roles/sellers/users');
    expect(body.items).toEqual([
      {
        user: 'mo',
        status: 'active',
        place: 'organization:omni',
        since: { revision: expect.any(Number), time: expect.stringMatching(/Z$/), actor: 'operator:root' },
      },
      expect.objectContaining({ user: 'Zoë', status: 'suspended' }),
    ]);
    expect(await column('/roles/sellers/users?q=ZOË', 'user')).toEqual(['Zoë']);
    expect(await column('/roles/sellers/users?q=example.com', 'user')).toEqual(['Zoë']);
    expect(await column(`/roles/sellers/users?asOf=${begun}`, 'user')).toEqual(['mo']);
  });

  it('show the tree of resources', async () => {
    expect((await get('/resources?parent=organization:omni')).body).toEqual({
      items: [
        {
          ref: 'unit:sales',
          parent: 'organization:omni',
          name: 'Sales',
          hasOverride: false,
          hasUserLevels: true,
        },
        { ref: 'unit:hr', parent: 'organization:omni', name: null, hasOverride: false, hasUserLevels: false },
      ],
      nextCursor: null,
    });
    expect(await column('/resources?parent=unit:sales', 'ref')).toEqual(['recipe:offer']);
    expect(await column('/resources', 'ref')).toEqual([
      'organization:omni',
      'unit:sales',
      'unit:hr',
      'recipe:offer',
      'asset:logo',
    ]);
    expect(await column('/resources?type=unit', 'ref')).toEqual(['unit:sales', 'unit:hr']);
    expect(await column('/resources?q=SALES', 'ref')).toEqual(['unit:sales']);
    expect((await get('/resources/recipe%3Aoffer')).body).toEqual({
      ref: 'recipe:offer',
      parent: 'unit:sales',
      name: null,
      path: ['organization:omni', 'unit:sales', 'recipe:offer'],
    });
    expect((await get('/resources/organization:omni')).body).toMatchObject({ parent: null, name: 'Omni' });
  });

  it('show people what they have to do with', async () => {
    const seen = async (user: string, query = '') =>
      (await get(`/resources${query}`, service.operator.as(user))).body.items.map(({ ref }) => ref);
    expect(await seen('mo')).toEqual(['organization:omni', 'unit:sales', 'recipe:offer']);
    expect(await seen('bob', '?parent=organization:omni')).toEqual(['unit:sales']);
    expect(await seen('ada')).toHaveLength(5);
    expect(await seen('nil')).toEqual([]);
    const forbidden = { status: 403, body: { code: 'FORBIDDEN' } };
    expect(await get('/resources?parent=unit:hr', service.operator.as('mo'))).toMatchObject(forbidden);
    expect(await get('/resources/asset:logo', service.operator.as('mo'))).toMatchObject(forbidden);
    expect(await get('/resources/asset:none', service.operator.as('mo'))).toMatchObject(forbidden);
    expect(await get('/resources/recipe:offer', service.operator.as('mo'))).toMatchObject({ status: 200 });
  });

  it('show what roles give on a resource', async () => {
    expect((await get('/resources/unit:sales/permissions')).body.items).toEqual([
      {
        role: 'organization_administrator',
        own: ['moderate'],
        inherited: [],
        override: null,
        effective: ['moderate'],
        source: 'default',
      },
      expect.objectContaining({ role: 'editors', own: ['edit'], effective: ['edit'] }),
      expect.objectContaining({ role: 'sellers', own: ['moderate'] }),
    ]);
    expect((await get('/resources/unit:hr/permissions?facet=unit')).body.items[2]).toMatchObject({
      role: 'sellers',
      own: [],
      effective: [],
    });
  });

  it('show which roles give which permissions', async () => {
    const { body } = await service.operator.get<{ areas: string[]; roles: object[]; rows: object[] }>(
      `${omni}/matrix`,
    );
    expect(body.areas).toEqual(['org', 'unit']);
    expect(body.roles).toContainEqual({ role: 'editors', name: 'Editors' });
    expect(body.rows).toContainEqual({
      area: 'unit',
      permission: 'unit.edit',
      roles: ['organization_administrator', 'editors', 'sellers'],
    });
    expect(body.rows).toContainEqual({
      area: 'org',
      permission: 'org.settings',
      roles: ['organization_administrator'],
    });
  });

  it('show what can be given, and what one level adds to another', async () => {
    const { body } = await service.operator.get<{ facets: object[] }>(`${omni}/catalogue`);
    expect(body.facets).toContainEqual({
      facet: 'unit',
      type: 'unit',
      pick: 'one',
      permissions: expect.arrayContaining(['unit.view', 'unit.moderate']),
      levels: expect.arrayContaining([{ level: 'view', permissions: ['unit.view'] }]),
    });
    expect((await get('/catalogue?facet=unit&level=edit&over=view')).body).toEqual({
      facet: 'unit',
      level: 'edit',
      over: 'view',
      adds: ['unit.edit'],
      lacks: [],
    });
  });

  it.each([
    ['/matrix', 'nil', 200],
    ['/catalogue', 'nil', 200],
    ['', 'nil', 200],
    ['/matrix?asOf=3', 'nil', 403],
    ['/catalogue?asOf=3', 'ada', 200],
    ['/roles/editors/users', 'ed', 403],
    ['/roles/editors/users', 'ada', 200],
    ['/roles/editors/users?asOf=3', 'mo', 403],
    ['/users/ed/permissions?resource=unit:hr', 'ed', 200],
    ['/users/ed/permissions?resource=unit:none', 'ed', 404],
    ['/users/ed/permissions?resource=unit:hr&asOf=5', 'ed', 403],
    ['/users/ed/permissions?resource=unit:sales', 'mo', 200],
    ['/users/ed/permissions?resource=unit:hr', 'mo', 403],
    ['/users/ed/permissions?resource=unit:none', 'mo', 403],
    ['/resources/unit:sales/permissions', 'mo', 403],
    ['/resources/unit:sales/permissions', 'ada', 200],
    ['/resources/unit:sales/members', 'mo', 200],
    ['/resources/unit:hr/members', 'mo', 403],
    ['/resources?asOf=5', 'mo', 403],
    ['/resources?asOf=5', 'ada', 200],
    ['/resources/unit:sales?asOf=5', 'mo', 403],
    ['/users', 'mo', 403],
    ['/users', 'ada', 200],
  ])('let %s be read by %s: %i', async (path, user, status) => {
    expect((await get(path, service.operator.as(user))).status).toBe(status);
  });

  it.each([
    '/matrix',
    '/catalogue',
    '/resources',
    '/resources/unit:sales',
    '/resources/unit:sales/permissions',
    '/roles/editors/users',
    '/users/ed/permissions?resource=unit:hr',
  ])('need the capability read for %s, and audit for its past', async (path) => {
    const past = `${path}${path.includes('?') ? '&' : '?'}asOf=${begun}`;
    const [read, audit, both] = [keys.get('read')!, keys.get('audit')!, keys.get('both')!];
    expect((await get(path, read)).status).toBe(200);
    expect((await get(past, read)).status).toBe(403);
    expect((await get(path, audit)).status).toBe(403);
    expect((await get(past, both)).status).toBe(200);
  });

  it('order people and roles by every column, with a stable order among equals', async () => {
    expect(await column('/users', 'user')).toEqual(['ada', 'ed', 'mo', 'bob', 'nil', 'Zoë']);
    expect(await column('/users?sort=user', 'user')).toEqual(['ada', 'bob', 'ed', 'mo', 'nil', 'Zoë']);
    expect(await column('/users?sort=-user', 'user')).toEqual(['Zoë', 'nil', 'mo', 'ed', 'bob', 'ada']);
    expect(await column('/users?sort=email', 'user')).toEqual(['mo', 'bob', 'nil', 'ada', 'ed', 'Zoë']);
    expect(await column('/users?sort=-status', 'user')).toEqual(['Zoë', 'nil', 'bob', 'mo', 'ed', 'ada']);
    expect((await column('/users?sort=-since', 'user'))[0]).toBe('Zoë');
    const admin = 'organization_administrator';
    expect(await column('/roles', 'role')).toEqual(['editors', admin, 'sellers']);
    expect(await column('/roles?sort=-name', 'role')).toEqual(['sellers', admin, 'editors']);
    expect(await column('/roles?sort=assignedTenants', 'role')).toEqual(['editors', 'sellers', admin]);
    expect(await column('/roles?sort=assignedUsers', 'role')).toEqual(['editors', admin, 'sellers']);
  });
});
