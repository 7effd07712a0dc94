import { describe, it } from '@jest/globals';
import { given } from '../testing/organization.suite.js';
import { acme, holding } from './roles.suite.js';

describe('ChangeRoleDetails', () => {
  it('writes what is different', () => {
    acme()
      .by('ana')
      .when({ ChangeRoleDetails: { role: 'readers', name: 'READERS', description: 'Who read' } })
      .happens({ RoleDetailsChanged: { role: 'readers', name: 'READERS' } })
      .when({ ChangeRoleDetails: { role: 'readers', description: '' } })
      .happens({ RoleDetailsChanged: { role: 'readers', description: '' } });
  });

  it('changes nothing where nothing is different', () => {
    acme()
      .when({ ChangeRoleDetails: { role: 'readers', name: 'Readers' } })
      .happens()
      .when({ ChangeRoleDetails: { role: 'readers' } })
      .happens()
      .given({ CreateRole: { role: 'new' } })
      .when({ ChangeRoleDetails: { role: 'new', description: '' } })
      .happens();
  });

  it('is refused', () => {
    acme()
      .by('bob')
      .when({ ChangeRoleDetails: { role: 'all_users', name: 'Readers' } })
      .refused('ROLE_LOCKED', 'the details of role `all_users`')
      .when({ ChangeRoleDetails: { role: 'nothing', name: 'Readers' } })
      .refused('FORBIDDEN')
      .by('ana')
      .when({ ChangeRoleDetails: { role: 'nothing', name: 'Readers' } })
      .refused('ROLE_NOT_FOUND')
      .given({ CreateRole: { role: 'new' } })
      .when({ ChangeRoleDetails: { role: 'new', name: 'readers' } })
      .refused('NAME_TAKEN');
  });
});

describe('DeleteRole', () => {
  it('ends the role and counts what ends with it', () => {
    acme()
      .given({
        OverrideDashboard: {
          resource: 'dashboard_group:d',
          roles: { readers: 'read', all_users: 'read' },
        },
      })
      .by('ana')
      .when({ DeleteRole: { role: 'readers' } })
      .happens({ RoleDeleted: { role: 'readers', holders: 1, overrides: 1 } })
      .when({ DeleteRole: { role: 'readers' } })
      .refused('ROLE_NOT_FOUND');
  });

  it('does not empty a list by the way', () => {
    acme()
      .given({ OverrideDashboard: { resource: 'dashboard_group:d', roles: { readers: 'read' } } })
      .when({ DeleteRole: { role: 'readers' } })
      .refused('ROLE_IS_LAST_IN_OVERRIDE', '`dashboard_group:d`');
  });

  it('leaves nobody in a group without a role, begun or not', () => {
    const group = { place: 'group:sales' };
    const from = '2027-01-01T00:00:00Z';

    given(
      'ocp',
      { RegisterResource: { ref: 'group:sales', parent: 'organization:acme' } },
      { CreateRole: { role: 'testers' } },
      { AddUser: { user: 'bob' } },
      { AssignRole: { user: 'bob', role: 'testers', ...group, from } },
    )
      .when({ DeleteRole: { role: 'testers' } })
      .refused('ROLE_HAS_HOLDERS', '`group:sales`')
      .given({ RevokeRole: { user: 'bob', role: 'testers', ...group } })
      .when({ DeleteRole: { role: 'testers' } })
      .happens({ RoleDeleted: { role: 'testers', holders: 0, overrides: 0 } });
  });

  it('counts no holders at places that are gone', () => {
    given(
      'ocp',
      { RegisterResource: { ref: 'group:sales', parent: 'organization:acme' } },
      { CreateRole: { role: 'testers' } },
      { AddUser: { user: 'bob', roles: ['testers'], place: 'group:sales' } },
      { RemoveResource: { ref: 'group:sales' } },
    )
      .when({ DeleteRole: { role: 'testers' } })
      .happens({ RoleDeleted: { role: 'testers', holders: 0, overrides: 0 } });
  });

  it('is refused', () => {
    acme()
      .by('bob')
      .when({ DeleteRole: { role: 'all_users' } })
      .refused('ROLE_LOCKED', 'deletion')
      .when({ DeleteRole: { role: 'nothing' } })
      .refused('FORBIDDEN')
      .by('ana')
      .when({ DeleteRole: { role: 'nothing' } })
      .refused('ROLE_NOT_FOUND');
    acme()
      .given(...holding('members.update_roles'))
      .given({ RevokeRole: { user: 'ana', role: 'organization_admin' } })
      .when({ DeleteRole: { role: 'some' } })
      .refused('LAST_ADMIN');
  });
});
