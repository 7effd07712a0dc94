import { beforeAll, describe, expect, it } from '@jest/globals';
import { acme, beginAcme, question, type Receipt } from './acme.js';
import { type Ask, everyPage, list, search } from './lists.js';
import { trial } from './trial.js';

const searching = `${acme}/access/v1/search`;
const { subject, action, resource } = question('dev', 'miniapps.edit_app', 'group:sales') as Record<
  string,
  object
>;

/** Every list there is. */
const lists: Readonly<Record<string, Ask>> = {
  users: list(`${acme}/users`),
  'users that match': list(`${acme}/users?q=u`),
  'users by user': list(`${acme}/users?sort=user`),
  'users by user, backwards': list(`${acme}/users?sort=-user`),
  'users by address': list(`${acme}/users?sort=email`),
  'users by status': list(`${acme}/users?sort=-status`),
  'users by age': list(`${acme}/users?sort=since`),
  'what a user may do': list(`${acme}/users/dev/permissions?resource=group:sales`),
  roles: list(`${acme}/roles`),
  'roles by holders': list(`${acme}/roles?sort=-assignedUsers`),
  'roles by scopes': list(`${acme}/roles?sort=assignedTenants`),
  'roles by author': list(`${acme}/roles?sort=createdBy`),
  'roles by editor': list(`${acme}/roles?sort=-updatedBy`),
  'roles by age': list(`${acme}/roles?sort=-createdOn`),
  'roles by change': list(`${acme}/roles?sort=updatedOn`),
  'roles by id': list(`${acme}/roles?sort=-role`),
  'holders of a role': list(`${acme}/roles/viewer/users`),
  resources: list(`${acme}/resources`),
  'resources below one': list(`${acme}/resources?parent=organization:acme`),
  'resources of a type': list(`${acme}/resources?type=group&q=g`),
  'members of a resource': list(`${acme}/resources/group:sales/members`),
  'what roles give on a resource': list(`${acme}/resources/group:sales/permissions`),
  subjects: search(`${searching}/subject`, { subject: { type: 'user' }, action, resource }),
  'resources that can be edited': search(`${searching}/resource`, {
    subject,
    action,
    resource: { type: 'group' },
  }),
  actions: search(`${searching}/action`, { subject, resource }),
};

/** So that there are four pages or five. */
const fourth = (items: readonly unknown[]) => Math.max(1, Math.floor(items.length / 4));

describe('a list', () => {
  const service = trial();
  beginAcme(() => service.operator);
  let changes = 0;
  const send = async (...commands: { type: string; data: object }[]) => {
    const { status, body } = await service.operator.post<Receipt>(`${acme}/commands`, { commands });
    if (status !== 200) throw new Error(JSON.stringify(body));
  };

  /** Something that every list shows: somebody comes, somebody goes, a role and a resource are new, others change. */
  const change = async () => {
    changes += 1;
    const [user, role, group] = [`u${changes % 7}-${changes}`, `r${changes % 5}-${changes}`, `g${changes}`];
    await send(
      { type: 'RegisterResource', data: { ref: `group:${group}`, parent: 'organization:acme' } },
      { type: 'CreateRole', data: { role, grants: [{ scope: '.', give: { group: 'developer' } }] } },
      { type: 'AddUser', data: { user, email: `${user}@x.io`, roles: ['viewer'], place: `group:${group}` } },
      { type: 'AssignRole', data: { user, role, place: 'group:sales' } },
      { type: 'AssignRole', data: { user: 'dev', role, place: `group:${group}` } },
      { type: 'AssignRole', data: { user: 'vic', role: 'viewer', place: `group:${group}` } },
    );
    if (changes % 3 === 0) await send({ type: 'SuspendUser', data: { user } });
    if (changes % 4 === 0) await send({ type: 'ReplacePermissions', data: { role, grants: [] } });
    if (changes % 5 === 0) await send({ type: 'RemoveUser', data: { user } });
    if (changes % 6 === 0) await send({ type: 'ChangeRoleDetails', data: { role, name: `A ${role}` } });
  };

  beforeAll(async () => {
    for (let count = 0; count < 12; count += 1) await change();
  });

  it.each(Object.entries(lists))('of %s stays with its revision while the ledger goes on', async (_, ask) => {
    const { revision, items: whole } = await ask(service.operator, { limit: 1000 });
    expect(whole.length).toBeGreaterThan(3);

    const paged = await everyPage(service.operator, ask, fourth(whole), change);

    expect(paged.items).toEqual(whole);
    expect([...paged.revisions]).toEqual([revision]);
  });

  it.each(Object.entries(lists))('of %s is today what it was, as of that revision', async (_, ask) => {
    const { revision, items } = await ask(service.operator, { limit: 1000 });
    await change();
    const now = await ask(service.operator, { limit: 1000 });
    const then = await ask(service.operator, { limit: 1000, asOf: revision });
    expect(then).toMatchObject({ items, revision });
    expect(now.revision).toBeGreaterThan(revision);
  });

  it.each(Object.entries(lists))('of %s takes no cursor but its own', async (name, ask) => {
    const { next } = await ask(service.operator, { limit: 2 });
    const cursors = Object.entries(lists).filter(([other]) => other !== name);
    for (const [, other] of cursors.slice(0, 6)) {
      await expect(other(service.operator, { cursor: next! })).rejects.toThrow('MALFORMED');
    }
    const changed = `${next!.startsWith('A') ? 'B' : 'A'}${next!.slice(1)}`;
    for (const cursor of [`${next}x`, next!.slice(0, -1), next!.slice(1), changed, 'nonsense']) {
      await expect(ask(service.operator, { cursor })).rejects.toThrow('MALFORMED');
    }
    await expect(ask(service.operator, { cursor: next!, limit: 3 })).rejects.toThrow('MALFORMED');
    await expect(ask(service.operator, { cursor: next!, asOf: 9 })).rejects.toThrow('MALFORMED');
    await expect(ask(service.operator.as('ana'), { cursor: next! })).rejects.toThrow('MALFORMED');
    await ask(service.operator, { cursor: next!, limit: 2 });
  });

  it('of the trail stays with its revision, too', async () => {
    const { revision } = await lists['users']!(service.operator, { limit: 1 });
    const oldest = list(`${acme}/events?order=oldest`);
    const { items, revisions } = await everyPage(service.operator, oldest, 400, change);
    // Each event, once.
    expect(items.map((event) => (event as { revision: number }).revision)).toEqual([
      ...Array(revision + 1).keys(),
    ]);
    expect([...revisions]).toEqual([revision]);
  });
});
