import { describe, it } from '@jest/globals';
import { given } from '../testing/organization.suite.js';
import { acme, holding } from './roles.suite.js';

describe('CreateRole', () => {
  it('makes a role that is assigned where the model says', () => {
    acme()
      .by('ana')
      .when({ CreateRole: { role: 'new' } })
      .happens({
        RoleCreated: {
          role: 'new',
          name: 'new',
          kind: 'custom',
          assignableAt: ['organization'],
          grants: [],
        },
      });
  });

  it('says what it gives in the form in which grants are kept, each once', () => {
    acme()
      .when({
        CreateRole: {
          role: 'new',
          name: 'New',
          description: 'What is new',
          grants: [
            { scope: '.', give: { people: ['roles.manage', 'people.invite'] } },
            { scope: '.', give: { people: ['people.invite', 'roles.manage'] } },
          ],
        },
      })
      .happens({
        RoleCreated: {
          role: 'new',
          name: 'New',
          description: 'What is new',
          kind: 'custom',
          assignableAt: ['organization'],
          grants: [{ scope: '.', give: { people: ['people.invite', 'roles.manage'] } }],
        },
      });
  });

  it('may say who gets it on arrival', () => {
    given('create')
      .by('ana')
      .when({ CreateRole: { role: 'hr', criteria: { team: 'hr' } } })
      .happens({
        RoleCreated: {
          role: 'hr',
          name: 'hr',
          kind: 'custom',
          assignableAt: ['organization'],
          grants: [],
          criteria: { team: 'hr' },
        },
      });
  });

  it('takes a right for making it, one for filling it, and one for criteria', () => {
    const filled = {
      CreateRole: { role: 'new', grants: [{ scope: 'project:a', give: { project: 'viewer' } }] },
    };

    acme()
      .given(...holding('roles.manage'))
      .by('some')
      .when(filled)
      .refused('FORBIDDEN', '`roles.manage_permissions`')
      .when({ CreateRole: { role: 'new', grants: [] } })
      .happen('RoleCreated');
    acme()
      .given(...holding('roles.manage_permissions'))
      .by('some')
      .when(filled)
      .refused('FORBIDDEN', '`roles.manage`');
    acme()
      .given(...holding('roles.manage', 'roles.manage_permissions'))
      .by('some')
      .when(filled)
      .happen('RoleCreated');
    given(
      'create',
      { CreateRole: { role: 'some', grants: [{ scope: '.', give: { org: 'org.manage_roles' } }] } },
      { AddUser: { user: 'some', roles: ['some'] } },
    )
      .by('some')
      .when({ CreateRole: { role: 'hr', criteria: { team: 'hr' } } })
      .refused('FORBIDDEN', '`org.assign_roles`');
  });

  it('never takes an id twice, nor a name while it stands, in whatever case', () => {
    acme()
      .by('ana')
      .when({ CreateRole: { role: 'readers', name: 'Other' } })
      .refused('NAME_TAKEN', '`readers`')
      .when({ CreateRole: { role: 'new', name: 'READERS' } })
      .refused('NAME_TAKEN', '`READERS`')
      .given({ DeleteRole: { role: 'readers' } })
      .by('ana')
      .when({ CreateRole: { role: 'readers', name: 'Other' } })
      .refused('NAME_TAKEN')
      .when({ CreateRole: { role: 'new', name: 'Readers' } })
      .happen('RoleCreated');
  });

  it('tells of fixed roles, criteria, rights, the name and the grants, in this order', () => {
    const wrong = { role: 'readers', grants: [{ scope: '.', give: { nothing: 'x' } }] };

    given('jaicp')
      .by('ana')
      .when({ CreateRole: { ...wrong, criteria: { a: 'b' } } })
      .refused('CUSTOM_ROLES_DISABLED', '`jaicp`');
    acme()
      .by('bob')
      .when({ CreateRole: { ...wrong, criteria: { a: 'b' } } })
      .refused('CRITERIA_NOT_AVAILABLE', '`omniata`')
      .when({ CreateRole: wrong })
      .refused('FORBIDDEN')
      .by('ana')
      .when({ CreateRole: wrong })
      .refused('NAME_TAKEN')
      .when({ CreateRole: { ...wrong, role: 'new' } })
      .refused('UNKNOWN_FACET');
  });
});

describe('CloneRole', () => {
  it('copies grants and description, nothing else', () => {
    acme()
      .given({ DeprecateRole: { role: 'readers' } })
      .by('ana')
      .when({ CloneRole: { role: 'readers', as: 'copy', name: 'Copy' } })
      .happens({
        RoleCreated: {
          role: 'copy',
          name: 'Copy',
          description: 'Who read',
          kind: 'custom',
          assignableAt: ['organization'],
          grants: [{ scope: 'project:a', give: { project: ['viewer'] } }],
          clonedFrom: 'readers',
        },
      })
      .warned();
  });

  it('leaves locks behind', () => {
    given('omniata')
      .given({ CloneRole: { role: 'all_users', as: 'copy' } })
      .when({ DeleteRole: { role: 'copy' } })
      .happen('RoleDeleted');
  });

  it('does not fit where its grants on the place itself do not', () => {
    given('ocp')
      .when({ CloneRole: { role: 'org_admin', as: 'boss' } })
      .refused('FACET_NOT_ON_TYPE', '`group`');
  });

  it('is refused', () => {
    given('jaicp')
      .by('ana')
      .when({ CloneRole: { role: 'nothing', as: 'x' } })
      .refused('CUSTOM_ROLES_DISABLED');
    acme()
      .given(...holding('roles.manage'))
      .by('some')
      .when({ CloneRole: { role: 'nothing', as: 'readers' } })
      .refused('FORBIDDEN', '`roles.manage_permissions`')
      .by('ana')
      .when({ CloneRole: { role: 'nothing', as: 'readers' } })
      .refused('ROLE_NOT_FOUND', '`nothing`')
      .when({ CloneRole: { role: 'all_users', as: 'readers' } })
      .refused('NAME_TAKEN')
      .when({ CloneRole: { role: 'all_users', as: 'x', name: 'readers' } })
      .refused('NAME_TAKEN');
  });
});
