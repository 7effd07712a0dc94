import { describe, it } from '@jest/globals';
import { given } from '../testing/organization.suite.js';
import type { Order } from '../testing/orders.suite.js';

const dev = 1;
const place = 'group:sales';
const until = '2026-06-01T00:00:00Z';
const ends = '2026-06-01T00:00:00.000Z';

/** A group that takes one role a person; dev is a developer there, max holds nothing. */
const groups = () =>
  given(
    'ocp',
    { RegisterResource: { ref: place, parent: 'organization:acme' } },
    { RegisterResource: { ref: 'group:hr', parent: 'organization:acme' } },
    { AddUser: { user: 'dev', roles: ['developer'], place } },
    { AddUser: { user: 'max' } },
  );

/** Project groups with owners that take many roles a person. */
const owned = () =>
  given(
    'jaicp',
    { RegisterResource: { ref: 'project_group:g', parent: 'account:acme' } },
    { AddUser: { user: 'own', roles: ['LINGUIST'], place: 'project_group:g' } },
    { TransferOwnership: { place: 'project_group:g', to: 'own' } },
  );

/** Nobody changes the own roles; bob holds the right to change those of others. */
const club = () =>
  given(
    'omniata',
    { CreateRole: { role: 'a' } },
    { CreateRole: { role: 'b' } },
    { CreateRole: { role: 'givers', grants: [{ scope: '.', give: { people: 'members.update_roles' } }] } },
    { AddUser: { user: 'bob', roles: ['givers', 'a'] } },
  );

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
