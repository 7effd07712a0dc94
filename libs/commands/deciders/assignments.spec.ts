import { describe, it } from '@jest/globals';
import type { Order } from '../testing/orders.suite.js';
import { dev, ends, groups, owned, place, until } from './assignments.suite.js';

describe('AssignRole', () => {
  it('gives a role at a place, the root by default', () => {
    groups()
      .by('ana')
      .when({ AssignRole: { user: 'max', role: 'owner', place } })
      .happens({ RoleAssigned: { person: 2, role: 'owner', place, source: 'person' } })
      .when({ AssignRole: { user: 'max', role: 'org_admin' } })
      .happens({
        RoleAssigned: { person: 2, role: 'org_admin', place: 'organization:acme', source: 'person' },
      });
  });

  it('may begin and end', () => {
    const from = '2026-03-01T00:00:00+01:00';

    groups()
      .when({ AssignRole: { user: 'max', role: 'owner', place, from, until } })
      .happens({
        RoleAssigned: {
          person: 2,
          role: 'owner',
          place,
          source: 'person',
          from: '2026-02-28T23:00:00.000Z',
          until: ends,
        },
      });
  });

  it('does not end before it is given', () => {
    groups()
      .at(until)
      .when({ AssignRole: { user: 'max', role: 'owner', place, until } })
      .refused('MALFORMED', ends)
      .by('dev')
      .when({ AssignRole: { user: 'max', role: 'owner', place, until } })
      .refused('MALFORMED');
  });

  it('is possible for invited and suspended people', () => {
    groups()
      .given({ InviteUser: { emails: 'ina@x.io' } }, { SuspendUser: { user: 'max' } })
      .when({ AssignRole: { user: 'ina@x.io', role: 'owner', place } })
      .happen('RoleAssigned')
      .when({ AssignRole: { user: 'max', role: 'owner', place } })
      .happen('RoleAssigned');
  });

  it('takes the place of what has lapsed, not of what has yet to begin', () => {
    groups()
      .given(
        { AssignRole: { user: 'dev', role: 'viewer', place: 'group:hr', until } },
        { AssignRole: { user: 'max', role: 'viewer', place: 'group:hr', from: until } },
      )
      .when({ AssignRole: { user: 'max', role: 'viewer', place: 'group:hr' } })
      .refused('ALREADY_ASSIGNED')
      .when({ AssignRole: { user: 'max', role: 'owner', place: 'group:hr' } })
      .refused('ROLE_ALREADY_HELD_AT_SCOPE', '`ChangeRole`')
      .at(until)
      .when({ AssignRole: { user: 'dev', role: 'owner', place: 'group:hr' } })
      .happen('RoleAssigned');
  });

  it('leaves ownership to its own command', () => {
    owned()
      .when({ AssignRole: { user: 'ana', role: 'owner', place: 'project_group:g' } })
      .refused('USE_TRANSFER_OWNERSHIP', '`owner`');
  });

  it('tells of the person, the role, the place and what is held, in this order', () => {
    const assign = (user: string, role: string, at: string): Order => ({
      AssignRole: { user, role, place: at },
    });
    groups()
      .by('dev')
      .when(assign('nobody', 'nothing', place))
      .refused('FORBIDDEN', '`org.assign_roles`')
      .by('ana')
      .when(assign('max', 'owner', 'group:none'))
      .refused('FORBIDDEN')
      .given()
      .by('operator:root')
      .when(assign('nobody', 'nothing', 'app:none'))
      .refused('NOT_A_MEMBER', '`nobody`')
      .when(assign('dev', 'nothing', 'app:none'))
      .refused('ROLE_NOT_FOUND', '`nothing`')
      .when(assign('dev', 'developer', 'app:none'))
      .refused('ROLE_NOT_ASSIGNABLE_HERE', '`group`')
      .when(assign('dev', 'developer', place))
      .refused('ALREADY_ASSIGNED')
      .when(assign('dev', 'owner', place))
      .refused('ROLE_ALREADY_HELD_AT_SCOPE')
      .when(assign('dev', 'owner', 'group:none'))
      .refused('UNKNOWN_RESOURCE', '`group:none`');
  });
});

describe('RevokeRole', () => {
  it('takes a role away', () => {
    groups()
      .by('ana')
      .when({ RevokeRole: { user: 'dev', role: 'developer', place } })
      .happens({ RoleRevoked: { person: dev, role: 'developer', place } });
  });

  it.each([
    ['nobody', 'developer', place],
    ['dev', 'nothing', place],
    ['dev', 'owner', place],
    ['dev', 'developer', 'group:hr'],
    ['dev', 'developer', 'group:none'],
  ])('is refused where it is not held: %s as %s in %s', (user, role, at) => {
    groups()
      .when({ RevokeRole: { user, role, place: at } })
      .refused('NOT_ASSIGNED', `\`${role}\``);
  });

  it('is refused', () => {
    groups()
      .by('dev')
      .when({ RevokeRole: { user: 'dev', role: 'owner', place } })
      .refused('FORBIDDEN')
      .by('ana')
      .when({ RevokeRole: { user: 'ana', role: 'org_admin' } })
      .refused('LAST_ADMIN');
    owned()
      .when({ RevokeRole: { user: 'own', role: 'owner', place: 'project_group:g' } })
      .refused('OWNER_MUST_TRANSFER', '`project_group:g`');
  });

  it('finds nothing where it has lapsed', () => {
    groups()
      .given({ AssignRole: { user: 'max', role: 'owner', place, until } })
      .at(until)
      .when({ RevokeRole: { user: 'max', role: 'owner', place } })
      .refused('NOT_ASSIGNED');
  });
});
