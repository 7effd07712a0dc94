import { beforeAll, describe, expect, it } from '@jest/globals';
import { Grantline } from '#client/grantline.js';
import type { Organization } from '#client/organization.js';
import { founding } from './client-founding.js';
import { operatorKey, trial } from './trial.js';

describe('the client, administering the real program', () => {
  const service = trial();
  let operator: Grantline;
  let acme: Organization;

  beforeAll(async () => {
    operator = new Grantline({ url: service.url, key: operatorKey });
    acme = operator.organization('acme');
    await acme.send(founding);
  });

  it('lists people page by page', async () => {
    const users = await acme.users({ limit: 1 }).toArray();

    expect(users.map(({ user, roles }) => [user, roles])).toEqual([
      ['ana', [{ role: 'org_admin', place: 'organization:acme' }]],
      ['dev', [{ role: 'developer', place: 'group:sales' }]],
      ['vic', [{ role: 'viewer', place: 'group:support' }]],
    ]);
  });

  it('stays with the revision of the first page, whatever is written meanwhile', async () => {
    const pages = acme.users({ limit: 2 }).pages();
    const { value: first } = await pages.next();

    await acme.send({ type: 'AddUser', data: { user: 'late' } });

    expect((await pages.next()).value).toMatchObject({
      items: [{ user: 'vic' }],
      revision: first!.revision,
    });
    await acme.send({ type: 'RemoveUser', data: { user: 'late' } });
  });

  it('shows people, roles and who has a say where', async () => {
    expect(await acme.user('dev')).toMatchObject({
      status: 'active',
      assignments: [{ role: 'developer', source: expect.any(String), since: { actor: 'operator:root' } }],
    });
    expect(await acme.roles({ q: 'developer', sort: '-name' }).toArray()).toMatchObject([
      { role: 'developer', assignedUsers: 1 },
    ]);
    expect(await acme.role('developer')).toMatchObject({ role: 'developer', grants: expect.any(Array) });
    expect(await acme.membersOf('group:sales').toArray()).toContainEqual(
      expect.objectContaining({ user: 'dev', explicit: null }),
    );
    await expect(acme.user('nobody')).rejects.toMatchObject({ code: 'NOT_A_MEMBER', status: 404 });
  });

  it('reads the trail', async () => {
    const [oldest] = await acme.events({ order: 'oldest', limit: 5 }).toArray();

    expect(oldest).toMatchObject({ type: 'OrganizationCreated', revision: 0, actor: 'operator:root' });
    expect(await acme.events({ user: 'dev', type: 'RoleAssigned' }).toArray()).toMatchObject([
      { data: { user: 'dev', role: 'developer' } },
    ]);
  });

  it('keeps keys', async () => {
    const { id, secret, ...key } = await operator.createKey({
      name: 'reports',
      organizations: '*',
      capabilities: ['read'],
    });

    expect(secret).toEqual(expect.any(String));
    expect(await operator.keys()).toContainEqual({ id, ...key });
    await operator.deleteKey(id);
    const revoked = new Grantline({ url: service.url, key: secret });
    await expect(revoked.organization('acme').details()).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      status: 401,
    });
  });

  it('keeps operators', async () => {
    const { id, secret, ...added } = await operator.addOperator('night-shift');

    expect(await operator.operators()).toContainEqual({ id, ...added });
    const other = new Grantline({ url: service.url, key: secret });
    expect((await other.organization('acme').details()).organization).toBe('acme');
    await operator.removeOperator(id);
    await expect(other.operators()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('compares versions of a model', async () => {
    const { document } = await operator.model('ocp', 1);
    const { viewer, ...roles } = document['roles'] as Record<string, object>;
    const copy = { ...document, name: 'compared', tests: [] };
    await operator.publishModel(copy);
    await operator.publishModel({ ...copy, version: 2, roles: { ...roles, watcher: viewer } });

    expect(await operator.modelChanges('compared', { from: 1, to: 2 })).toMatchObject({
      name: 'compared',
      from: 1,
      to: 2,
      changes: expect.arrayContaining([
        { change: 'added', what: 'role', name: 'watcher' },
        { change: 'removed', what: 'role', name: 'viewer' },
      ]),
    });
  });

  it('publishes models', async () => {
    const { document } = await operator.model('ocp', 1);
    const copy = { ...document, name: 'copy' };

    expect(await operator.publishModel(copy)).toMatchObject({ name: 'copy', version: 1 });
    expect((await operator.models()).map(({ name }) => name)).toContain('copy');
    await expect(operator.publishModel('name: [')).rejects.toMatchObject({ status: 400 });
  });

  it('decides requests for organizations', async () => {
    const { id } = await operator.as('zoe').requestOrganization({ name: 'Zoo', email: 'zoe@example.com' });

    expect(await operator.organizationRequests().toArray()).toContainEqual(expect.objectContaining({ id }));
    expect(await operator.approveOrganizationRequest(id, { organization: 'zoo', user: 'zoe' })).toMatchObject(
      {
        status: 'approved',
      },
    );
    expect(await operator.organization('zoo').details()).toMatchObject({ name: 'Zoo', status: 'active' });
  });
});
