import { describe, it } from '@jest/globals';
import type { Order } from '../testing/orders.suite.js';
import { club, dev, ends, groups, owned, place, until } from './assignments.suite.js';

describe('ChangeRole', () => {
  it('replaces the one role at a place in one step', () => {
    groups()
      .by('ana')
      .when({ ChangeRole: { user: 'dev', role: 'owner', place, until } })
      .happens({
        RoleReplaced: { person: dev, replaced: 'developer', role: 'owner', place, until: ends },
      });
  });

  it('is for places of one role, and for people who hold one there', () => {
    groups()
      .when({ ChangeRole: { user: 'nobody', role: 'nothing' } })
      .refused('NO_SINGLE_ROLE_HERE', '`SetUserRoles`')
      .when({ ChangeRole: { user: 'max', role: 'owner', place } })
      .refused('NO_SINGLE_ROLE_HERE', '`AssignRole`');
  });

  it('tells of the person, the role, the place and what is held, in this order', () => {
    groups()
      .by('dev')
      .when({ ChangeRole: { user: 'dev', role: 'owner', place } })
      .refused('FORBIDDEN')
      .by('ana')
      .when({ ChangeRole: { user: 'nobody', role: 'nothing', place } })
      .refused('NOT_A_MEMBER')
      .when({ ChangeRole: { user: 'dev', role: 'nothing', place } })
      .refused('ROLE_NOT_FOUND')
      .when({ ChangeRole: { user: 'dev', role: 'org_admin', place } })
      .refused('ROLE_NOT_ASSIGNABLE_HERE')
      .when({ ChangeRole: { user: 'dev', role: 'developer', place } })
      .refused('ALREADY_ASSIGNED')
      .by('operator:root')
      .when({ ChangeRole: { user: 'dev', role: 'owner', place: 'group:none' } })
      .refused('UNKNOWN_RESOURCE')
      .at(until)
      .when({ ChangeRole: { user: 'nobody', role: 'owner', place, until } })
      .refused('MALFORMED');
  });
});

describe('SetUserRoles', () => {
  it('revokes what is not named, and assigns what is new', () => {
    club()
      .by('ana')
      .when({ SetUserRoles: { user: 'bob', roles: ['b', 'givers'] } })
      .happens(
        { RoleRevoked: { person: 1, role: 'a', place: 'organization:acme' } },
        { RoleAssigned: { person: 1, role: 'b', place: 'organization:acme', source: 'person' } },
      )
      .when({ SetUserRoles: { user: 'bob', roles: ['givers', 'b', 'givers'] } })
      .happens();
  });

  it('changes the one role of a group, or takes the person out', () => {
    groups()
      .when({ SetUserRoles: { user: 'dev', roles: ['owner'], place } })
      .happens(
        { RoleRevoked: { person: dev, role: 'developer', place } },
        { RoleAssigned: { person: dev, role: 'owner', place, source: 'person' } },
      )
      .when({ SetUserRoles: { user: 'dev', roles: [], place } })
      .happens({ RoleRevoked: { person: dev, role: 'owner', place } });
  });

  it('leaves an owner an owner', () => {
    const at = { place: 'project_group:g' };

    owned()
      .when({ SetUserRoles: { user: 'own', roles: ['owner', 'DEVELOPER'], ...at } })
      .happen('RoleRevoked', 'RoleAssigned')
      .when({ SetUserRoles: { user: 'own', roles: [], ...at } })
      .refused('OWNER_MUST_TRANSFER')
      .when({ SetUserRoles: { user: 'ana', roles: ['owner'], ...at } })
      .refused('USE_TRANSFER_OWNERSHIP');
  });

  it('tells of the person, the roles, the place and what is held, in this order', () => {
    const set = (user: string, roles: string[], at: string): Order => ({
      SetUserRoles: { user, roles, place: at },
    });

    groups()
      .by('dev')
      .when(set('nobody', ['nothing'], place))
      .refused('FORBIDDEN')
      .by('operator:root')
      .when(set('nobody', ['nothing'], 'app:none'))
      .refused('NOT_A_MEMBER')
      .when(set('dev', ['viewer', 'nothing'], 'app:none'))
      .refused('ROLE_NOT_FOUND')
      .when(set('dev', ['viewer', 'owner'], 'app:none'))
      .refused('ROLE_NOT_ASSIGNABLE_HERE')
      .when(set('dev', ['viewer', 'owner'], place))
      .refused('ROLE_ALREADY_HELD_AT_SCOPE')
      .when(set('dev', ['viewer'], 'group:none'))
      .refused('UNKNOWN_RESOURCE')
      .when({ SetUserRoles: { user: 'ana', roles: [] } })
      .refused('LAST_ADMIN');
  });
});

describe('a change of the own roles', () => {
  it.each<[Order]>([
    [{ AssignRole: { user: 'bob', role: 'nothing', place: 'organization:none' } }],
    [{ RevokeRole: { user: 'bob', role: 'a' } }],
    [{ ChangeRole: { user: 'bob', role: 'b' } }],
    [{ SetUserRoles: { user: 'bob', roles: [] } }],
  ])('is refused before rights and state: %j', (order) => {
    club().by('bob').when(order).refused('SELF_CHANGE_FORBIDDEN');
  });

  it('is allowed where the model does not forbid it', () => {
    groups()
      .by('ana')
      .when({ AssignRole: { user: 'ana', role: 'owner', place } })
      .happen('RoleAssigned');
  });
});
