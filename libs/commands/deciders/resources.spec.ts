import { describe, expect, it } from '@jest/globals';
import { given } from '../testing/organization.suite.js';
import type { Order } from '../testing/orders.suite.js';

/** Two groups with a number in one; dev works in that one. */
const acme = () =>
  given(
    'ocp',
    { RegisterResource: { ref: 'group:a', parent: 'organization:acme', name: 'A' } },
    { RegisterResource: { ref: 'group:b', parent: 'organization:acme' } },
    { RegisterResource: { ref: 'number:1', parent: 'group:a' } },
    { AddUser: { user: 'dev', roles: ['maintainer'], place: 'group:a' } },
  );

const registering = (ref: string, parent: string, name?: string): Order => ({
  RegisterResource: { ref, parent, ...(name !== undefined && { name }) },
});

const moving = (ref: string, parent: string): Order => ({ MoveResource: { ref, parent } });

describe('RegisterResource', () => {
  it('makes a resource known', () => {
    acme()
      .by('dev')
      .when(registering('app:x', 'group:a', 'X'))
      .happens({ ResourceRegistered: { resource: 'app:x', parent: 'group:a', name: 'X' } })
      .when(registering('app:y', 'group:a'))
      .happens({ ResourceRegistered: { resource: 'app:y', parent: 'group:a' } });
  });

  it('takes the right at the parent', () => {
    acme()
      .by('dev')
      .when(registering('app:x', 'group:b'))
      .refused('FORBIDDEN', '`miniapps.create_app`')
      .when(registering('app:x', 'group:none'))
      .refused('FORBIDDEN')
      .when(registering('planet:x', 'group:a'))
      .refused('FORBIDDEN');
  });

  it('makes owners of people alone', () => {
    const order = registering('project_group:g', 'account:acme');

    given('jaicp').by('ana').when(order).happen('ResourceRegistered', 'RoleAssigned');
    given('jaicp').when(order).happen('ResourceRegistered');
    given('jaicp')
      .by({ service: ['RegisterResource'] })
      .when(order)
      .happen('ResourceRegistered');
  });

  it('registers what was removed as something new', () => {
    acme()
      .given({ RemoveResource: { ref: 'number:1' } })
      .when(registering('number:1', 'group:b'))
      .happen('ResourceRegistered');
  });

  it('tells of the name, of rights, of what exists, of the type and of the parent, in this order', () => {
    const long = 'x'.repeat(16);

    given('ocp', { AddUser: { user: 'dev' } })
      .by('dev')
      .when(registering('organization:x', 'group:none', long))
      .refused('NAME_TOO_LONG', '15')
      .when(registering('organization:x', 'group:none'))
      .refused('NOT_AVAILABLE_IN_MODEL');
    acme()
      .when(registering('number:1', 'number:1'))
      .refused('ALREADY_EXISTS', '`number:1`')
      .when(registering('planet:x', 'group:none'))
      .refused('UNKNOWN_TYPE', '`planet`')
      .when(registering('number:2', 'organization:none'))
      .refused('WRONG_PARENT', '`group`')
      .when(registering('organization:x', 'organization:acme'))
      .refused('WRONG_PARENT', 'nothing')
      .when(registering('number:2', 'group:none'))
      .refused('UNKNOWN_RESOURCE', '`group:none`');
  });

  it('makes no tree of more than 32 levels', () => {
    const tenants = Array.from({ length: 31 }, (_, level) =>
      registering(`tenant:${level}`, level === 0 ? 'tenant:acme' : `tenant:${level - 1}`),
    );

    given('portal', ...tenants)
      .when(registering('tenant:last', 'tenant:30'))
      .refused('WRONG_PARENT', '33 levels')
      .given(registering('tenant:x', 'tenant:acme'), registering('tenant:y', 'tenant:x'))
      .when(moving('tenant:x', 'tenant:29'))
      .refused('WRONG_PARENT')
      .when(moving('tenant:y', 'tenant:29'))
      .happen('ResourceMoved');
  });
});

describe('MoveResource', () => {
  it('puts a resource under another parent', () => {
    acme()
      .when(moving('number:1', 'group:b'))
      .happens({ ResourceMoved: { resource: 'number:1', parent: 'group:b' } })
      .when(moving('number:1', 'group:b'))
      .happens();
  });

  it('takes the right at both ends', () => {
    acme()
      .by('dev')
      .when(moving('number:1', 'group:b'))
      .refused('FORBIDDEN', '`integrations.update_number_group`')
      .when(moving('number:none', 'group:a'))
      .refused('FORBIDDEN')
      .given({ AssignRole: { user: 'dev', role: 'maintainer', place: 'group:b' } })
      .by('dev')
      .when(moving('number:1', 'group:b'))
      .happen('ResourceMoved');
  });

  it('is refused', () => {
    acme()
      .by('dev')
      .when(moving('group:a', 'group:b'))
      .refused('NOT_AVAILABLE_IN_MODEL')
      .by('operator:root')
      .when(moving('number:none', 'organization:acme'))
      .refused('WRONG_PARENT')
      .when(moving('organization:acme', 'group:a'))
      .refused('WRONG_PARENT', 'nothing')
      .when(moving('number:none', 'group:a'))
      .refused('UNKNOWN_RESOURCE', '`number:none`')
      .when(moving('number:1', 'group:none'))
      .refused('UNKNOWN_RESOURCE', '`group:none`')
      .when(moving('planet:x', 'group:a'))
      .refused('UNKNOWN_RESOURCE');
    given('portal', registering('tenant:a', 'tenant:acme'), registering('tenant:b', 'tenant:a'))
      .when(moving('tenant:a', 'tenant:b'))
      .refused('CYCLE')
      .when(moving('tenant:a', 'tenant:a'))
      .refused('CYCLE')
      .when(moving('tenant:acme', 'tenant:a'))
      .refused('CYCLE');
  });
});

describe('RenameResource', () => {
  it('gives a resource another name', () => {
    acme()
      .by('ana')
      .when({ RenameResource: { ref: 'group:a', name: 'Alpha' } })
      .happens({ ResourceRenamed: { resource: 'group:a', name: 'Alpha' } })
      .when({ RenameResource: { ref: 'group:a', name: 'Alpha' } })
      .happens();
  });

  it('is refused', () => {
    acme()
      .by('dev')
      .when({ RenameResource: { ref: 'organization:acme', name: 'x'.repeat(16) } })
      .refused('NAME_TOO_LONG')
      .when({ RenameResource: { ref: 'organization:acme', name: 'Bolt' } })
      .refused('NOT_AVAILABLE_IN_MODEL', '`RenameOrganization`')
      .when({ RenameResource: { ref: 'number:1', name: 'One' } })
      .refused('NOT_AVAILABLE_IN_MODEL')
      .when({ RenameResource: { ref: 'group:a', name: 'A' } })
      .refused('FORBIDDEN')
      .when({ RenameResource: { ref: 'group:none', name: 'A' } })
      .refused('FORBIDDEN')
      .by('operator:root')
      .when({ RenameResource: { ref: 'organization:acme', name: 'Bolt' } })
      .refused('NOT_AVAILABLE_IN_MODEL')
      .when({ RenameResource: { ref: 'group:none', name: 'A' } })
      .refused('UNKNOWN_RESOURCE', '`group:none`');
  });
});

describe('RemoveResource', () => {
  it('ends a resource', () => {
    acme()
      .by('dev')
      .when({ RemoveResource: { ref: 'number:1' } })
      .happens({ ResourceRemoved: { resource: 'number:1', resources: 1, grants: 0, overrides: 0 } });
  });

  it('ends everything below, if it is told to, and counts what falls', () => {
    const { access } = given(
      'omniata',
      registering('project:a', 'organization:acme'),
      registering('dashboard_group:d', 'project:a'),
      {
        CreateRole: {
          role: 'readers',
          grants: [
            { scope: 'project:a', give: { project: 'viewer' } },
            { scope: 'project:a/**', give: { dashboard_group: 'read' } },
            { scope: 'project:*', give: { project: 'viewer' }, only: { dashboard_group: ['d'] } },
          ],
        },
      },
      { OverrideDashboard: { resource: 'dashboard_group:d', roles: { readers: 'read' } } },
    )
      .by('ana')
      .when({ RemoveResource: { ref: 'project:a' } })
      .refused('NOT_EMPTY', '1 resources')
      .when({ RemoveResource: { ref: 'project:a', cascade: true } })
      .happens({ ResourceRemoved: { resource: 'project:a', resources: 2, grants: 2, overrides: 1 } });

    const role = access.roles.number('readers')!;
    expect(access.roles.state(role, access.revision)?.grants).toMatchObject([
      { scope: 'project:*', only: { dashboard_group: [] } },
    ]);
  });

  it('is refused', () => {
    acme()
      .by('dev')
      .when({ RemoveResource: { ref: 'organization:acme', cascade: true } })
      .refused('NOT_AVAILABLE_IN_MODEL')
      .when({ RemoveResource: { ref: 'group:a' } })
      .refused('FORBIDDEN')
      .by('operator:root')
      .when({ RemoveResource: { ref: 'organization:acme', cascade: true } })
      .refused('NOT_EMPTY', 'close the organization')
      .when({ RemoveResource: { ref: 'group:none' } })
      .refused('UNKNOWN_RESOURCE', '`group:none`');
  });
});
