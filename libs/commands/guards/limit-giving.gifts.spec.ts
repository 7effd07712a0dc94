import { describe, it } from '@jest/globals';
import { given } from '../testing/organization.suite.js';
import { assign, grant, house, inviting, level, library, register, role } from './library.suite.js';

describe('who is bound', () => {
  it('is a person, while the organization limits giving', () => {
    house().when(assign('bob', 'users_of_b')).refused('GRANT_EXCEEDS_OWN', '`room.use` on `room:b`');
    house().by('operator:root').when(assign('bob', 'users_of_b')).happen('RoleAssigned');
    house()
      .by({ service: ['AssignRole'] })
      .when(assign('bob', 'users_of_b'))
      .happen('RoleAssigned');
    house({ ChangeOrganizationSettings: { settings: { grantLimit: 'off' } } })
      .by('kim')
      .when(assign('bob', 'users_of_b'))
      .happen('RoleAssigned');
  });
});

describe('a role given to somebody', () => {
  it('gives what the giver holds where it reaches', () => {
    house()
      .when(assign('bob', 'users_of_a'))
      .happen('RoleAssigned')
      .when(assign('bob', 'clerk'))
      .happen('RoleAssigned')
      .when(assign('kim', 'users_of_b'))
      .refused('GRANT_EXCEEDS_OWN')
      .when(assign('bob', 'keeper'))
      .refused('GRANT_EXCEEDS_OWN');
  });

  it('gives nothing that the person has already', () => {
    house(assign('bob', 'users_of_b'), role('more', ['room:b', 'room', 'use'], ['room:a', 'room', 'look']))
      .by('kim')
      .when(assign('bob', 'more'))
      .happen('RoleAssigned');
  });

  it('gives in every way in which roles are given', () => {
    house()
      .when({ SetUserRoles: { user: 'bob', roles: ['users_of_a', 'users_of_b'] } })
      .refused('GRANT_EXCEEDS_OWN')
      .when({ SetUserRoles: { user: 'bob', roles: ['users_of_a'] } })
      .happen('RoleAssigned')
      .when(inviting(['users_of_b']))
      .refused('GRANT_EXCEEDS_OWN')
      .when(inviting(['users_of_a']))
      .happen('UserInvited', 'RoleAssigned', 'UserInvited', 'RoleAssigned')
      .when({ AddUser: { user: 'zoe', roles: ['users_of_b'] } })
      .refused('GRANT_EXCEEDS_OWN')
      .when({ ImportUsers: { rows: [{ user: 'zoe' }, { user: 'bob', roles: ['users_of_b'] }] } })
      .refused('GRANT_EXCEEDS_OWN')
      .when({ ImportUsers: { rows: [{ user: 'zoe', roles: ['users_of_a'] }] } })
      .happen('UserActivated', 'RoleAssigned');
  });

  it('gives from the beginning of its time on', () => {
    house()
      .when(assign('bob', 'users_of_b', { from: '2027-01-01T00:00:00Z' }))
      .refused('GRANT_EXCEEDS_OWN');
  });

  it('gives what comes back when something smaller ends', () => {
    const until = '2027-01-01T00:00:00Z';

    house(level('bob', 'room:b', 'look', { until }), role('lookers_at_b', ['room:b', 'room', 'look']))
      .by('kim')
      .when(assign('bob', 'lookers_at_b'))
      .happen('RoleAssigned');
    house(level('bob', 'room:b', 'look', { until }))
      .by('kim')
      .when(assign('bob', 'users_of_b'))
      .refused('GRANT_EXCEEDS_OWN');
  });

  it('gives what it leads to together with what the person holds', () => {
    const walkers = role('walkers', ['floor:1', 'floor', 'floor.walk']);

    house(walkers, assign('bob', 'walkers'))
      .by('kim')
      .when(assign('bob', 'visitors', { place: 'floor:2' }))
      .refused('GRANT_EXCEEDS_OWN')
      .when(assign('bob', 'users_of_a'))
      .refused('GRANT_EXCEEDS_OWN', '`room.sweep` on `room:a`');
    house().when(assign('bob', 'users_of_a')).happen('RoleAssigned');
  });
});

describe('all of a type', () => {
  it('is more than each one that is there', () => {
    house()
      .when(assign('bob', 'visitors'))
      .refused('GRANT_EXCEEDS_OWN', 'every `room` to come in')
      .when(grant('users_of_a', 'room:*', 'room', 'look'))
      .refused('GRANT_EXCEEDS_OWN')
      .when(grant('users_of_a', 'floor:1/**', 'room', 'look'))
      .refused('GRANT_EXCEEDS_OWN')
      .by('ana')
      .when(grant('users_of_a', 'room:*', 'room', 'look'))
      .happen('PermissionGranted');
  });

  it('counts what later resources would pass on', () => {
    const ticks = role('ticks', ['.', 'office', 'office.run'], ['room:*', 'room', ['room.look', 'room.use']]);

    given(
      library,
      ticks,
      role('users', ['room:*', 'room', 'use']),
      { AddUser: { user: 'tim', roles: ['ticks'] } },
      {
        AddUser: { user: 'bob' },
      },
    )
      .by('tim')
      .when(assign('bob', 'users'))
      .refused('GRANT_EXCEEDS_OWN', '`desk.sit`');
  });
});

describe('what the model promises', () => {
  it('is no giving by who accepts', () => {
    house({ SetRoleCriteria: { role: 'users_of_b', criteria: { team: 'x' } } }, inviting([]), {
      ChangeUserAttributes: { user: 'a@x.io', attributes: { team: 'x' } },
    })
      .by('a@x.io')
      .when({ AcceptInvitation: { user: 'a@x.io' } })
      .happen('UserActivated', 'RoleAssigned');
  });

  it('is no giving by who registers', () => {
    given('jaicp', { ChangeOrganizationSettings: { settings: { grantLimit: 'own' } } })
      .by('ana')
      .when(register('project_group:g', 'account:acme'))
      .happen('ResourceRegistered', 'RoleAssigned');
  });
});
