import { describe, it } from '@jest/globals';
import { first, house, renamed, second, upgrade, upgraded } from './versions.suite.js';

describe('UpgradeOrganizationModel', () => {
  it('carries the new document', () => {
    house(second()).when(upgrade()).happens(upgraded(second())).when(upgrade()).happens();
  });

  it('brings new roles, and gives locked ones what the new version says', () => {
    const { keeper, guest } = first.roles!;
    const more = [{ scope: 'room:*', give: { room: 'look' } }];
    const to = second({
      roles: {
        keeper: { ...keeper!, grants: more },
        guest: { ...guest!, grants: [] },
        porter: { kind: 'built-in', assignable_at: ['house'] },
      },
    });

    house(to)
      .when(upgrade())
      .happens(
        upgraded(to),
        {
          RoleCreated: {
            role: 'porter',
            name: 'porter',
            kind: 'built-in',
            assignableAt: ['house'],
            grants: [],
          },
        },
        {
          PermissionsReplaced: {
            role: 'keeper',
            grants: [{ scope: 'room:*', give: { room: ['look'] } }],
          },
        },
      );
  });

  it('does not bring back what was deleted here', () => {
    house(second())
      .given({ RevokeRole: { user: 'bob', role: 'guest' } }, { DeleteRole: { role: 'guest' } })
      .when(upgrade())
      .happens(upgraded(second()));
  });

  it('carries what was given here over to new names', () => {
    const until = '2026-06-01T00:00:00.000Z';

    house(renamed())
      .given(
        { OverrideDashboard: { resource: 'room:a', roles: { guest: 'look', keeper: 'use' } } },
        { GrantPermission: { to: { user: 'bob' }, scope: 'room:a', give: { room: 'look' }, until } },
      )
      .when(upgrade())
      .happens(
        upgraded(renamed()),
        {
          PermissionsReplaced: { role: 'guest', grants: [{ scope: 'room:*', give: { room: ['see'] } }] },
        },
        { PermissionsReplaced: { role: 'own', grants: [{ scope: '.', give: { room: ['see'] } }] } },
        {
          DashboardOverridden: {
            resource: 'room:a',
            facet: 'room',
            roles: { guest: ['see'], keeper: ['use'] },
          },
        },
        { PermissionGranted: { person: 1, resource: 'room:a', facet: 'room', level: ['see'], until } },
      );
  });

  it('carries values over to a facet of another name', () => {
    const { room } = first.facets;
    const { keeper, guest } = first.roles!;
    const grants = (level: string) => [{ scope: 'room:*', give: { chamber: level } }];
    const to = second({
      facets: { chamber: room! },
      roles: { keeper: { ...keeper!, grants: grants('use') }, guest: { ...guest!, grants: grants('look') } },
      migrate: { facets: { room: 'chamber' } },
    });

    house(to)
      .given(
        { OverrideDashboard: { resource: 'room:a', roles: { guest: 'look' } } },
        { GrantPermission: { to: { user: 'bob' }, scope: 'room:a', give: { room: 'look' } } },
      )
      .when(upgrade())
      .happens(
        upgraded(to),
        {
          PermissionsReplaced: { role: 'guest', grants: [{ scope: 'room:*', give: { chamber: ['look'] } }] },
        },
        {
          PermissionsReplaced: { role: 'keeper', grants: [{ scope: 'room:*', give: { chamber: ['use'] } }] },
        },
        { PermissionsReplaced: { role: 'own', grants: [{ scope: '.', give: { chamber: ['look'] } }] } },
        { DashboardOverrideCleared: { resource: 'room:a', facet: 'room' } },
        { DashboardOverridden: { resource: 'room:a', facet: 'chamber', roles: { guest: ['look'] } } },
        { PermissionRevoked: { person: 1, resource: 'room:a', facet: 'room' } },
        { PermissionGranted: { person: 1, resource: 'room:a', facet: 'chamber', level: ['look'] } },
      );
  });

  it('lets holders of a renamed role go on, with what the new one gives', () => {
    const { keeper, guest } = first.roles!;
    const to = second({
      roles: { keeper: keeper!, visitor: guest! },
      migrate: { roles: { guest: 'visitor' } },
    });

    house(to)
      .given({ ReplacePermissions: { role: 'guest', grants: [] } })
      .when(upgrade())
      .happens(
        upgraded(to),
        {
          RoleCreated: {
            role: 'visitor',
            name: 'visitor',
            kind: 'preset',
            assignableAt: ['house', 'room'],
            grants: [{ scope: 'room:*', give: { room: ['look'] } }],
          },
        },
        { PermissionsReplaced: { role: 'guest', grants: [{ scope: 'room:*', give: { room: ['look'] } }] } },
        { RoleDeprecated: { role: 'guest', replacement: 'visitor' } },
      );
  });

  it('ends what is dropped: roles, resources of a type, levels of people', () => {
    const { house: root, floor, room } = first.types;
    const { keeper } = first.roles!;
    const to = second({
      types: { house: root!, floor: floor!, room: room! },
      roles: { keeper: keeper! },
      facets: {
        room: { ...first.facets['room']!, levels: { use: { permissions: ['room.look', 'room.use'] } } },
      },
      migrate: { types: { desk: 'drop' }, roles: { guest: 'drop' }, levels: { room: { look: 'drop' } } },
    });

    house(to)
      .given({ GrantPermission: { to: { user: 'bob' }, scope: 'room:a', give: { room: 'look' } } })
      .when(upgrade())
      .happens(
        upgraded(to),
        { ResourceRemoved: { resource: 'desk:x', resources: 1, grants: 0, overrides: 0 } },
        { RoleDeleted: { role: 'guest', holders: 1, overrides: 0 } },
        { PermissionsReplaced: { role: 'own', grants: [] } },
        { PermissionRevoked: { person: 1, resource: 'room:a', facet: 'room' } },
      );
  });

  it('ends roles that the product no longer has and nobody uses', () => {
    const { guest } = first.roles!;
    const porter = { kind: 'built-in', assignable_at: ['house'] } as const;
    const before = { ...first, version: 3, roles: { ...first.roles, porter } };
    const after = { ...first, version: 4, roles: { keeper: first.roles!['keeper']!, guest: guest! } };

    house(before, after)
      .given(upgrade(3))
      .when(upgrade(4))
      .happens(upgraded(after), { RoleDeleted: { role: 'porter', holders: 0, overrides: 0 } });
  });
});
