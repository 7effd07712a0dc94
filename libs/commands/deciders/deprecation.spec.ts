import { describe, it } from '@jest/globals';
import { given } from '../testing/organization.suite.js';

const acme = () =>
  given(
    'omniata',
    { CreateRole: { role: 'old' } },
    { CreateRole: { role: 'new' } },
    { AddUser: { user: 'bob' } },
  );

describe('DeprecateRole and RestoreRole', () => {
  it('mark a role, and take the mark away', () => {
    acme()
      .by('ana')
      .when({ DeprecateRole: { role: 'old', replacement: 'new' } })
      .happens({ RoleDeprecated: { role: 'old', replacement: 'new' } })
      .when({ DeprecateRole: { role: 'old', replacement: 'new' } })
      .happens()
      .when({ DeprecateRole: { role: 'old' } })
      .happens({ RoleDeprecated: { role: 'old' } })
      .when({ RestoreRole: { role: 'old' } })
      .happens({ RoleRestored: { role: 'old' } })
      .when({ RestoreRole: { role: 'old' } })
      .happens();
  });

  it('warn whoever assigns it', () => {
    acme()
      .given({ DeprecateRole: { role: 'old', replacement: 'new' } })
      .when({ AssignRole: { user: 'bob', role: 'old' } })
      .warned('role `old` is deprecated, assign `new` instead')
      .when({ SetUserRoles: { user: 'bob', roles: ['old', 'new'] } })
      .warned();
  });

  it('leave roles of the product to operators', () => {
    acme()
      .by('ana')
      .when({ DeprecateRole: { role: 'all_users' } })
      .refused('FORBIDDEN', 'operators')
      .when({ RestoreRole: { role: 'all_users' } })
      .refused('FORBIDDEN')
      .given({ DeprecateRole: { role: 'all_users' } })
      .when({ RestoreRole: { role: 'all_users' } })
      .happens({ RoleRestored: { role: 'all_users' } });
  });

  it('let organizations deprecate their presets', () => {
    given('create')
      .by('ana')
      .when({ DeprecateRole: { role: 'organization_administrator' } })
      .happen('RoleDeprecated');
  });

  it('are refused', () => {
    acme()
      .by('ana')
      .when({ DeprecateRole: { role: 'nothing' } })
      .refused('ROLE_NOT_FOUND', '`nothing`')
      .when({ DeprecateRole: { role: 'old', replacement: 'nothing' } })
      .refused('ROLE_NOT_FOUND', '`nothing`')
      .when({ RestoreRole: { role: 'nothing' } })
      .refused('ROLE_NOT_FOUND')
      .by('bob')
      .when({ DeprecateRole: { role: 'nothing' } })
      .refused('FORBIDDEN', '`roles.manage`');
    given('jaicp')
      .by('ana')
      .when({ DeprecateRole: { role: 'DEVELOPER' } })
      .refused('NOT_AVAILABLE_IN_MODEL');
  });
});
