import { describe, it } from '@jest/globals';
import { document } from '#access/testing/document.suite.js';
import { given } from '../testing/organization.suite.js';

const acme = () =>
  given(
    'create',
    { CreateRole: { role: 'hr', criteria: { team: 'hr' } } },
    { CreateRole: { role: 'staff' } },
    { CreateRole: { role: 'some', grants: [{ scope: '.', give: { org: 'org.manage_roles' } }] } },
    { AddUser: { user: 'some', roles: ['some'] } },
  );

describe('SetRoleCriteria and ClearRoleCriteria', () => {
  it('say who gets the role on arrival', () => {
    acme()
      .by('ana')
      .when({ SetRoleCriteria: { role: 'staff', criteria: { team: 'x', floor: 2 } } })
      .happens({ RoleCriteriaSet: { role: 'staff', criteria: { team: 'x', floor: 2 } } })
      .when({ SetRoleCriteria: { role: 'staff', criteria: { floor: 2, team: 'x' } } })
      .happens()
      .when({ ClearRoleCriteria: { role: 'staff' } })
      .happens({ RoleCriteriaSet: { role: 'staff' } })
      .when({ ClearRoleCriteria: { role: 'staff' } })
      .happens();
  });

  it('take the right to manage roles and the right to assign them', () => {
    acme()
      .by('some')
      .when({ SetRoleCriteria: { role: 'nothing', criteria: { team: 'x' } } })
      .refused('FORBIDDEN', '`org.assign_roles`')
      .when({ ClearRoleCriteria: { role: 'nothing' } })
      .refused('FORBIDDEN', '`org.assign_roles`')
      .by('ana')
      .when({ SetRoleCriteria: { role: 'nothing', criteria: { team: 'x' } } })
      .refused('ROLE_NOT_FOUND')
      .when({ ClearRoleCriteria: { role: 'nothing' } })
      .refused('ROLE_NOT_FOUND');
  });

  it('are refused to everybody where the model has none', () => {
    given('ocp', { AddUser: { user: 'bob' } })
      .when({ SetRoleCriteria: { role: 'nothing', criteria: { team: 'x' } } })
      .refused('CRITERIA_NOT_AVAILABLE', '`ocp`')
      .by('bob')
      .when({ ClearRoleCriteria: { role: 'viewer' } })
      .refused('CRITERIA_NOT_AVAILABLE');
  });
});

describe('criteria', () => {
  const arriving = (attributes: Record<string, string | number>) => ({
    RecordFirstAccess: { user: 'zoe', attributes },
  });

  it('match when all attributes are equal', () => {
    const both = () =>
      acme().given({ SetRoleCriteria: { role: 'staff', criteria: { team: 'hr', floor: 2 } } });

    both()
      .when(arriving({ team: 'hr', floor: 2 }))
      .happen('UserActivated', 'RoleAssigned', 'RoleAssigned');
    both()
      .when(arriving({ team: 'hr', floor: '2' }))
      .happen('UserActivated', 'RoleAssigned');
    both()
      .when(arriving({ floor: 2 }))
      .happen('UserActivated');
  });

  it('do not look at deleted roles', () => {
    acme()
      .given({ DeleteRole: { role: 'hr' } })
      .when(arriving({ team: 'hr' }))
      .happen('UserActivated');
  });

  it('give one role where the root takes one, and never refuse an arrival', () => {
    const narrow = document({
      assignments: { house: { per_user: 'one' } },
      roles: { keeper: { kind: 'built-in', assignable_at: ['house'] } },
      custom_roles: { allowed: true, assignable_at: ['house'], criteria: 'on_first_access' },
    });
    const house = () =>
      given(
        narrow,
        { CreateRole: { role: 'a', criteria: { team: 'x' } } },
        { CreateRole: { role: 'b', criteria: { team: 'x' } } },
      );

    house()
      .when(arriving({ team: 'x' }))
      .happen('UserActivated', 'RoleAssigned');
    house()
      .given({ InviteUser: { users: [{ user: 'zoe', email: 'z@x.io' }], roles: ['keeper'] } })
      .when(arriving({ team: 'x' }))
      .happen('UserActivated');
  });

  it('are passed over where the root is no place, and for what has one holder', () => {
    const roles = { owner: { kind: 'built-in', assignable_at: ['house'], single_holder: true } } as const;
    const custom_roles = { allowed: true, assignable_at: ['floor'], criteria: 'on_first_access' } as const;
    const keeper = { keeper: { kind: 'built-in', assignable_at: ['house'] } } as const;

    given(
      document({ roles: { ...keeper, ...roles }, custom_roles }),
      { CreateRole: { role: 'a', criteria: { team: 'x' } } },
      { SetRoleCriteria: { role: 'owner', criteria: { team: 'x' } } },
    )
      .when(arriving({ team: 'x' }))
      .happen('UserActivated');
  });
});
