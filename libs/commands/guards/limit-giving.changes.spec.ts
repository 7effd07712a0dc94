import { describe, it } from '@jest/globals';
import type { LevelDocument, ModelDocument } from '#model/document.js';
import type { Order } from '../testing/orders.suite.js';
import { assign, grant, house, level, library, register, role } from './library.suite.js';

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
