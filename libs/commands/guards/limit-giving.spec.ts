import { describe, it } from '@jest/globals';
import { document } from '#access/testing/document.suite.js';
import type { LevelDocument, ModelDocument } from '#model/document.js';
import { given, type Organization } from '../testing/organization.suite.js';
import type { Order } from '../testing/orders.suite.js';

const rule = { needs: 'office.run' };

/** Whoever runs the office does everything; rooms are looked at or used, guests pass on to desks what they have. */
const library = document({
  types: {
    house: { root: true },
    floor: { under: ['house'], rights: { create: 'office.run', move: 'office.run' } },
    room: { under: ['floor'], rights: { create: 'office.run', move: 'office.run' } },
    desk: { under: ['room', 'floor'], rights: { create: 'office.run', move: 'office.run' } },
  },
  facets: {
    office: { type: 'house', pick: 'many', permissions: ['office.run', 'office.count'] },
    room: {
      type: 'room',
      pick: 'many',
      levels: {
        look: { permissions: ['room.look'] },
        use: { includes: ['look'], permissions: ['room.use'] },
      },
      override: { replaces: 'resource' },
      user_grants: { effect: 'overrule' },
    },
    desk: {
      type: 'desk',
      pick: 'many',
      levels: { sit: { permissions: ['desk.sit'] } },
      inherit: [{ from: 'room', map: { use: 'sit' } }],
    },
    floor: { type: 'floor', pick: 'many', permissions: ['floor.walk'], user_grants: { effect: 'overrule' } },
  },
  derived: { 'room.sweep': { any_of: [['room.look', 'floor.walk']] } },
  assignments: { house: { per_user: 'many' }, floor: { per_user: 'many' } },
  roles: {
    keeper: {
      kind: 'preset',
      assignable_at: ['house'],
      grants: [
        { scope: '.', give: { office: '*' } },
        { scope: 'room:*', give: { room: 'use' } },
        { scope: 'floor:*', give: { floor: '*' } },
      ],
    },
  },
  custom_roles: { allowed: true, assignable_at: ['house', 'floor'], criteria: 'on_first_access' },
  administration: {
    invite: rule,
    remove_member: rule,
    assign_roles: rule,
    manage_roles: rule,
    edit_role_permissions: rule,
    set_override: rule,
    set_user_grant: rule,
    settings: rule,
  },
  guards: { grant_limit: 'own' },
});

const role = (id: string, ...grants: [scope: string, facet: string, level: string | string[]][]): Order => ({
  CreateRole: {
    role: id,
    grants: grants.map(([scope, facet, level]) => ({ scope, give: { [facet]: level } })),
  },
});
const register = (ref: string, parent: string): Order => ({ RegisterResource: { ref, parent } });

/**
 * Kim runs the office, uses room a and looks at room b. There are roles to look at everything, to use room a, to use
 * room b. Bob holds nothing.
 */
const house = (...orders: readonly Order[]): Organization =>
  given(
    library,
    register('floor:1', 'house:acme'),
    register('floor:2', 'house:acme'),
    register('room:a', 'floor:1'),
    register('room:b', 'floor:1'),
    role('clerk', ['.', 'office', 'office.run'], ['room:a', 'room', 'use'], ['room:b', 'room', 'look']),
    role('users_of_a', ['room:a', 'room', 'use']),
    role('users_of_b', ['room:b', 'room', 'use']),
    role('visitors', ['room:*', 'room', 'look']),
    { AddUser: { user: 'kim', roles: ['clerk'] } },
    { AddUser: { user: 'bob' } },
    ...orders,
  ).by('kim');

const assign = (user: string, id: string, more: object = {}): Order => ({
  AssignRole: { user, role: id, ...more },
});
const grant = (id: string, scope: string, facet: string, level: string): Order => ({
  GrantPermission: { to: { role: id }, scope, give: { [facet]: level } },
});
const level = (user: string, scope: string, levels: string, more: object = {}): Order => ({
  GrantPermission: { to: { user }, scope, give: { room: levels }, ...more },
});
const inviting = (roles: string[]): Order => ({ InviteUser: { emails: 'a@x.io, b@x.io', roles } });

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

describe('a change of a role', () => {
  it('gives to whoever holds it, begun or not', () => {
    house(assign('bob', 'users_of_a', { from: '2027-01-01T00:00:00Z' }))
      .by('kim')
      .when(grant('users_of_a', 'room:b', 'room', 'look'))
      .happen('PermissionGranted')
      .when(grant('users_of_a', 'room:b', 'room', 'use'))
      .refused('GRANT_EXCEEDS_OWN');
  });

  it('gives at the places where it is held', () => {
    const walking = grant('local', 'floor:1', 'floor', 'floor.walk');

    house(role('local'))
      .by('kim')
      .when(grant('local', '.', 'floor', 'floor.walk'))
      .happen('PermissionGranted');
    house(role('local'), assign('bob', 'local', { place: 'floor:1' }))
      .by('kim')
      .when(grant('local', '.', 'floor', 'floor.walk'))
      .refused('GRANT_EXCEEDS_OWN', '`floor.walk` on `floor:1`')
      .when(walking)
      .refused('GRANT_EXCEEDS_OWN');
  });

  it('gives at its home even if nobody holds it', () => {
    house()
      .when(grant('users_of_a', 'room:b', 'room', 'use'))
      .refused('GRANT_EXCEEDS_OWN')
      .when(role('new', ['room:b', 'room', 'use']))
      .refused('GRANT_EXCEEDS_OWN')
      .when({
        ReplacePermissions: { role: 'users_of_a', grants: [{ scope: 'room:b', give: { room: 'use' } }] },
      })
      .refused('GRANT_EXCEEDS_OWN')
      .when(role('new', ['room:b', 'room', 'look']))
      .happen('RoleCreated');
  });

  it('gives nothing that the role gave before, nor what it takes away', () => {
    house(assign('bob', 'users_of_b'))
      .by('kim')
      .when(grant('users_of_b', 'room:a', 'room', 'look'))
      .happen('PermissionGranted')
      .when({ RevokePermission: { from: { role: 'users_of_b' }, scope: 'room:a' } })
      .happen('PermissionRevoked')
      .when({ ReplacePermissions: { role: 'users_of_b', grants: [] } })
      .happen('PermissionsReplaced');
  });

  it('gives to newcomers everything it gives, where it gets criteria', () => {
    const criteria = { team: 'x' };

    house()
      .when({ SetRoleCriteria: { role: 'users_of_b', criteria } })
      .refused('GRANT_EXCEEDS_OWN')
      .when({ SetRoleCriteria: { role: 'users_of_a', criteria } })
      .happen('RoleCriteriaSet')
      .when({ ClearRoleCriteria: { role: 'users_of_a' } })
      .happen('RoleCriteriaSet');
  });

  it('gives what it leads to together with what others give to the same people', () => {
    const walkers = role('walkers', ['floor:1', 'floor', 'floor.walk']);
    const looking = grant('clerk', 'room:b', 'room', 'look');

    house(walkers, role('lookers'))
      .by('kim')
      .when(grant('lookers', 'room:b', 'room', 'look'))
      .happen('PermissionGranted');
    house(walkers, role('lookers'), assign('bob', 'walkers'))
      .by('kim')
      .when(grant('lookers', 'room:b', 'room', 'look'))
      .refused('GRANT_EXCEEDS_OWN', '`room.sweep` on `room:b`')
      .when(looking)
      .happens();
  });

  it('gives nothing where it is a copy', () => {
    house()
      .when({ CloneRole: { role: 'users_of_b', as: 'copy' } })
      .happen('RoleCreated')
      .when(assign('bob', 'copy'))
      .refused('GRANT_EXCEEDS_OWN');
  });
});

describe('a list on a resource', () => {
  const list = (roles: Record<string, string>): Order => ({
    OverrideDashboard: { resource: 'room:b', roles },
  });

  it('gives to the roles that somebody holds there', () => {
    house()
      .when(list({ visitors: 'use' }))
      .happen('DashboardOverridden');
    house(assign('bob', 'visitors'))
      .by('kim')
      .when(list({ visitors: 'use' }))
      .refused('GRANT_EXCEEDS_OWN', '`room.use` on `room:b`')
      .when(list({ visitors: 'look' }))
      .happen('DashboardOverridden');
  });

  it('gives back what it kept away when it goes', () => {
    house(assign('bob', 'users_of_b'), list({ visitors: 'look' }))
      .by('kim')
      .when({ ClearDashboardOverride: { resource: 'room:b' } })
      .refused('GRANT_EXCEEDS_OWN');
  });
});

describe('a level of a person', () => {
  it('gives where it is more than before', () => {
    house()
      .when(level('bob', 'room:b', 'use'))
      .refused('GRANT_EXCEEDS_OWN')
      .when(level('bob', 'room:b', 'look'))
      .happen('PermissionGranted')
      .when(level('bob', 'room:a', 'use'))
      .happen('PermissionGranted');
  });

  it('gives back what it kept away when it goes, at once or later', () => {
    const kept = house(assign('bob', 'users_of_b')).by('kim');

    kept
      .when(level('bob', 'room:b', 'look', { until: '2027-01-01T00:00:00Z' }))
      .happen('PermissionGranted')
      .when(level('bob', 'room:b', 'look'))
      .happen('PermissionGranted')
      .when(level('bob', 'room:b', 'look', { until: '2027-01-01T00:00:00Z' }))
      .refused('GRANT_EXCEEDS_OWN')
      .when(level('bob', 'room:b', 'look', { from: '2027-01-01T00:00:00Z' }))
      .refused('GRANT_EXCEEDS_OWN')
      .when({ RevokePermission: { from: { user: 'bob' }, scope: 'room:b' } })
      .refused('GRANT_EXCEEDS_OWN');
  });
});

describe('a move', () => {
  const move = (ref: string, parent: string): Order => ({ MoveResource: { ref, parent } });

  it('gives to roles that reach the new place', () => {
    const below = role('below', ['floor:2/**', 'room', 'use']);

    house(below).by('kim').when(move('room:b', 'floor:2')).happen('ResourceMoved');
    house(below, assign('bob', 'below'))
      .by('kim')
      .when(move('room:b', 'floor:2'))
      .refused('GRANT_EXCEEDS_OWN', '`room.use` on `room:b`')
      .when(move('room:a', 'floor:2'))
      .happen('ResourceMoved');
  });

  it('gives to people whose own level counts at the new place, or no longer counts', () => {
    const walk: Order = {
      GrantPermission: { to: { user: 'bob' }, scope: 'floor:2', give: { floor: 'floor.walk' } },
    };
    const walkers = role('walkers', ['floor:*', 'floor', 'floor.walk']);
    const desk = register('desk:x', 'floor:1');

    house(desk).by('kim').when(move('desk:x', 'floor:2')).happen('ResourceMoved');
    house(desk, walk)
      .by('kim')
      .when(move('desk:x', 'floor:2'))
      .refused('GRANT_EXCEEDS_OWN', '`floor.walk` on `desk:x`');
    house(desk, walkers, assign('bob', 'walkers'))
      .by('kim')
      .when(move('desk:x', 'floor:2'))
      .happen('ResourceMoved');
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

describe('an upgrade by the organization itself', () => {
  const upgrading = (next: ModelDocument, ...orders: readonly Order[]) =>
    house({ ChangeOrganizationSettings: { settings: { selfUpgrade: true } } }, ...orders)
      .publish(next)
      .when({ UpgradeOrganizationModel: { version: 2 } });
  const { room } = library.facets;
  const more = (levels: Record<string, LevelDocument>): ModelDocument => ({
    ...library,
    version: 2,
    facets: { ...library.facets, room: { ...room!, levels } },
  });
  const { look, use } = room!.levels!;

  it('gives what the new version makes of roles that are held', () => {
    const next = more({ look: { permissions: ['room.look', 'room.smell'] }, use: use! });

    upgrading(next).refused('GRANT_EXCEEDS_OWN', '`room.smell`');
  });

  it('gives nothing where it takes away', () => {
    upgrading(more({ look: look!, use: { permissions: ['room.use'] } })).happen('OrganizationModelUpgraded');
  });

  it('takes names that changed for what they were', () => {
    const levels = { look: { permissions: ['room.see'] }, use: { ...use!, permissions: ['room.use'] } };
    const next: ModelDocument = {
      ...more(levels),
      derived: { 'room.sweep': { any_of: [['room.see', 'floor.walk']] } },
      migrate: { levels: { room: { 'room.look': 'room.see' } } },
    };

    upgrading(next).happen('OrganizationModelUpgraded');
  });
});
