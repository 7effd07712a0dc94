import { describe, expect, it } from '@jest/globals';
import type { ModelTest } from '../document.js';
import { faultsOf, type ShippedName } from '../testing/shipped.suite.js';

const omniata: ModelTest = {
  name: 'case',
  resources: [
    { ref: 'project:a', parent: 'root' },
    { ref: 'dashboard_group:d', parent: 'project:a' },
  ],
  roles: { team: { grants: [{ scope: 'project:a', give: { project: 'editor' } }] } },
  users: { ana: [{ role: 'team' }] },
  overrides: [{ resource: 'dashboard_group:d', facet: 'dashboard_group', roles: { team: 'read' } }],
  expect: [{ user: 'ana', resource: 'root', deny: ['people.invite'] }],
};
const create: ModelTest = {
  name: 'case',
  resources: [{ ref: 'unit:a', parent: 'root' }],
  users: { ana: [] },
  user_levels: [{ user: 'ana', resource: 'unit:a', facet: 'unit', level: 'view' }],
  expect: [{ user: 'ana', resource: 'unit:a', allow: ['unit.view'] }],
};
const ocp: ModelTest = {
  name: 'case',
  resources: [{ ref: 'group:a', parent: 'root' }],
  users: { ana: [{ role: 'viewer', place: 'group:a' }] },
  expect: [{ user: 'ana', resource: 'group:a', allow: ['miniapps.list_apps'] }],
};

function faults(model: ShippedName, base: ModelTest, change: object): string[] {
  return faultsOf(model, { '/tests': [{ ...base, ...change }] }).map(
    ({ path, code }) => `${code} ${path.replace('/tests/0/', '')}`,
  );
}

describe('a test in a document', () => {
  it.each<[ShippedName, ModelTest]>([
    ['omniata', omniata],
    ['create', create],
    ['ocp', ocp],
  ])('may speak of what is there (%s)', (model, test) => {
    expect(faults(model, test, {})).toEqual([]);
  });

  it('may name the root by its ref, everywhere', () => {
    const change = {
      resources: [{ ref: 'project:a', parent: 'organization:root' }],
      roles: { team: { grants: [{ scope: 'organization:root/**', give: { project: 'editor' } }] } },
      users: { ana: [{ role: 'team', place: 'organization:root' }] },
      overrides: [],
      expect: [{ user: 'ana', resource: 'organization:root', deny: ['people.invite'] }],
    };

    expect(faults('omniata', omniata, change)).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'a ref that reads as nothing',
      { resources: [...ocp.resources!, { ref: 'a', parent: 'root' }] },
      'INVALID_ID resources/1/ref',
    ],
    [
      'a resource of an unknown type',
      { resources: [...ocp.resources!, { ref: 'galaxy:a', parent: 'root' }] },
      'UNKNOWN_TYPE resources/1/ref',
    ],
    [
      'a resource twice',
      { resources: [ocp.resources![0], ocp.resources![0]] },
      'ALREADY_EXISTS resources/1/ref',
    ],
    [
      'the root as a resource',
      { resources: [...ocp.resources!, { ref: 'organization:root', parent: 'root' }] },
      'ALREADY_EXISTS resources/1/ref',
    ],
    [
      'a parent that is not there',
      { resources: [...ocp.resources!, { ref: 'app:x', parent: 'group:b' }] },
      'UNKNOWN_RESOURCE resources/1/parent',
    ],
    [
      'a parent that comes later',
      { resources: [{ ref: 'app:x', parent: 'group:a' }, ...ocp.resources!] },
      'UNKNOWN_RESOURCE resources/0/parent',
    ],
    [
      'a parent of the wrong type',
      { resources: [...ocp.resources!, { ref: 'app:x', parent: 'root' }] },
      'WRONG_PARENT resources/1/parent',
    ],
    [
      'a resource in itself',
      { resources: [...ocp.resources!, { ref: 'group:g', parent: 'group:g' }] },
      'UNKNOWN_RESOURCE resources/1/parent',
    ],
    [
      'an assignment of an unknown role',
      { users: { ana: [{ role: 'boss' }] } },
      'ROLE_NOT_FOUND users/ana/0/role',
    ],
    [
      'an assignment at an unknown place',
      { users: { ana: [{ role: 'viewer', place: 'group:b' }] } },
      'UNKNOWN_RESOURCE users/ana/0/place',
    ],
    [
      'an assignment at the wrong place',
      { users: { ana: [{ role: 'viewer' }] } },
      'ROLE_NOT_ASSIGNABLE_HERE users/ana/0/place',
    ],
    [
      'two roles where a person has one',
      { users: { ana: [...ocp.users!['ana']!, { role: 'owner', place: 'group:a' }] } },
      'ROLE_ALREADY_HELD_AT_SCOPE users/ana/1',
    ],
    [
      'a role held twice',
      { users: { ana: [{ role: 'org_admin' }, { role: 'org_admin' }] } },
      'ALREADY_ASSIGNED users/ana/1',
    ],
    ['a user who cannot be', { users: { ...ocp.users, 'operator:x': [] } }, 'INVALID_ID users/operator:x'],
    [
      'an expectation about an unknown user',
      { expect: [{ user: 'bob', resource: 'root', deny: ['org.view_audit'] }] },
      'NOT_A_MEMBER expect/0/user',
    ],
    [
      'an expectation at an unknown resource',
      { expect: [{ user: 'ana', resource: 'group:b', deny: ['org.view_audit'] }] },
      'UNKNOWN_RESOURCE expect/0/resource',
    ],
    [
      'an expectation of an unknown permission',
      { expect: [{ user: 'ana', resource: 'root', deny: ['x'] }] },
      'MODEL_INVALID expect/0/deny/0',
    ],
    ['an expectation of nothing', { expect: [{ user: 'ana', resource: 'root' }] }, 'MODEL_INVALID expect/0'],
    [
      'an expectation against itself',
      { expect: [{ user: 'ana', resource: 'root', allow: ['org.view_audit'], deny: ['org.view_audit'] }] },
      'MODEL_INVALID expect/0',
    ],
    ['no expectation', { expect: [] }, 'MODEL_INVALID expect'],
    ['a role that the model has', { roles: { viewer: { grants: [] } } }, 'MODEL_INVALID roles/viewer'],
    [
      'a role for a type without assignments',
      { roles: { x: { assignable_at: ['app'], grants: [] } } },
      'MODEL_INVALID roles/x/assignable_at/0',
    ],
    [
      'a grant that the model refuses',
      { roles: { x: { grants: [{ scope: '.', give: { group: 'boss' } }] } } },
      'UNKNOWN_LEVEL roles/x/grants/0/give/group',
    ],
    [
      'a grant on an unknown resource',
      { roles: { x: { grants: [{ scope: 'group:b', give: { group: 'viewer' } }] } } },
      'UNKNOWN_RESOURCE roles/x/grants/0/scope',
    ],
    [
      'a grant narrowed to an unknown resource',
      { roles: { x: { grants: [{ scope: '.', give: { group: 'viewer' }, only: { app: ['x'] } }] } } },
      'UNKNOWN_RESOURCE roles/x/grants/0/only/app/0',
    ],
    [
      'an override that the model does not know',
      { overrides: [{ resource: 'group:a', facet: 'group', roles: { viewer: 'viewer' } }] },
      'OVERRIDE_NOT_AVAILABLE overrides/0/facet',
    ],
    [
      'a level that the model does not set on users',
      { user_levels: [{ user: 'ana', resource: 'group:a', facet: 'group', level: 'viewer' }] },
      'USER_GRANTS_NOT_AVAILABLE user_levels/0/facet',
    ],
  ])('must not have %s', (_, change, expected) => {
    expect(faults('ocp', ocp, change)).toEqual([expected]);
  });

  it.each<[string, object, string]>([
    ['of an unknown facet', { facet: 'galaxy' }, 'UNKNOWN_FACET overrides/0/facet'],
    ['of a facet on another type', { resource: 'project:a' }, 'FACET_NOT_ON_TYPE overrides/0/facet'],
    ['on an unknown resource', { resource: 'dashboard_group:x' }, 'UNKNOWN_RESOURCE overrides/0/resource'],
    ['without a role', { roles: {} }, 'EMPTY_OVERRIDE overrides/0/roles'],
    ['of an unknown role', { roles: { boss: 'read' } }, 'ROLE_NOT_FOUND overrides/0/roles/boss'],
    ['of an unknown level', { roles: { team: 'boss' } }, 'UNKNOWN_LEVEL overrides/0/roles/team'],
    [
      'of two levels where one is picked',
      { roles: { team: ['read', 'read_write'] } },
      'ONE_LEVEL_ONLY overrides/0/roles/team',
    ],
  ])('must not have an override %s', (_, change, expected) => {
    expect(faults('omniata', omniata, { overrides: [{ ...omniata.overrides![0], ...change }] })).toEqual([
      expected,
    ]);
  });

  it.each<[string, object, string]>([
    ['of an unknown user', { user: 'bob' }, 'NOT_A_MEMBER user_levels/0/user'],
    ['of an unknown level', { level: ['view', 'boss'] }, 'UNKNOWN_LEVEL user_levels/0/level/1'],
    ['at a resource of another type', { resource: 'root' }, 'FACET_NOT_ON_TYPE user_levels/0/facet'],
  ])('must not have a user level %s', (_, change, expected) => {
    expect(faults('create', create, { user_levels: [{ ...create.user_levels![0], ...change }] })).toContain(
      expected,
    );
  });

  it('makes roles only where customers may', () => {
    expect(
      faults(
        'jaicp',
        {
          name: 'case',
          users: { ana: [] },
          expect: [{ user: 'ana', resource: 'root', deny: ['users.view'] }],
        },
        { roles: { x: { assignable_at: ['account'], grants: [] } } },
      ),
    ).toEqual(['CUSTOM_ROLES_DISABLED roles/x']);
  });

  it('has a name of its own', () => {
    expect(faultsOf('ocp', { '/tests': [ocp, ocp] })).toMatchObject([{ path: '/tests/1/name' }]);
  });
});
