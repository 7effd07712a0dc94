import { describe, it } from '@jest/globals';
import { document } from '#access/testing/document.suite.js';
import { reference } from '#access/testing/ledger.suite.js';
import type { ModelDocument } from '#model/document.js';
import { given } from '../../testing/organization.suite.js';
import type { Order } from '../../testing/orders.suite.js';

type Document = ModelDocument;

const first = document({
  facet: { override: { replaces: 'resource' }, user_grants: { effect: 'overrule' } },
  roles: {
    keeper: {
      kind: 'built-in',
      assignable_at: ['house'],
      locked: ['permissions'],
      grants: [{ scope: 'room:*', give: { room: 'use' } }],
    },
    guest: {
      kind: 'preset',
      assignable_at: ['house', 'room'],
      grants: [{ scope: 'room:*', give: { room: 'look' } }],
    },
  },
  administration: { settings: { needs: 'room.use' } },
});

function second(change: Partial<Document> = {}): Document {
  return { ...first, version: 2, ...change };
}

/** A version in which the level `look` is called `see`. */
function renamed(migrate: Document['migrate'] = { levels: { room: { look: 'see' } } }): Document {
  const { room } = first.facets;
  const levels = {
    see: { permissions: ['room.look'] },
    use: { includes: ['see'], permissions: ['room.use'] },
  };
  const see = [{ scope: 'room:*', give: { room: 'see' } }];
  return second({
    facets: { room: { ...room!, levels } },
    roles: { ...first.roles, guest: { ...first.roles!['guest']!, grants: see } },
    ...(migrate !== undefined && { migrate }),
  });
}

/** A room with a desk; bob is a guest, holds a role made here, and has a level of the own. */
const house = (...versions: readonly Document[]) =>
  given(
    first,
    { RegisterResource: { ref: 'floor:1', parent: 'house:acme' } },
    { RegisterResource: { ref: 'room:a', parent: 'floor:1' } },
    { RegisterResource: { ref: 'desk:x', parent: 'room:a' } },
    { CreateRole: { role: 'own', name: 'Own', grants: [{ scope: '.', give: { room: 'look' } }] } },
    { AddUser: { user: 'bob', roles: ['guest', 'own'] } },
  ).publish(...versions);

const upgrade = (version = 2): Order => ({ UpgradeOrganizationModel: { version } });
const upgraded = (to: Document) => ({ OrganizationModelUpgraded: { model: reference(to) } });

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
          PermissionsReplaced: { role: 'keeper', grants: [{ scope: 'room:*', give: { chamber: ['use'] } }] },
        },
        {
          PermissionsReplaced: { role: 'guest', grants: [{ scope: 'room:*', give: { chamber: ['look'] } }] },
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

describe('an upgrade is refused', () => {
  it('to who has no right, or none here', () => {
    house(second())
      .by('bob')
      .when(upgrade(9))
      .refused('FORBIDDEN')
      .by('ana')
      .when(upgrade(9))
      .refused('FORBIDDEN')
      .by('operator:root')
      .when(upgrade(9))
      .refused('MODEL_UNKNOWN', '`house` version 9');
  });

  it('to people, unless operators say otherwise', () => {
    const at = { GrantPermission: { to: { user: 'ana' }, scope: 'room:a', give: { room: 'use' } } };
    const { administration: _, ...without } = first;
    const club = (document: Document) =>
      given({ ...document, administration: { settings: { needs: 'house.run' } } });
    const runs: Document = {
      ...without,
      facets: { ...first.facets, house: { type: 'house', pick: 'many', permissions: ['house.run'] } },
      roles: {
        keeper: {
          kind: 'built-in',
          assignable_at: ['house'],
          grants: [{ scope: '.', give: { house: 'house.run' } }],
        },
      },
    };
    const next = { ...runs, version: 2, administration: { settings: { needs: 'house.run' } } };

    house(second()).given(at).by('ana').when(upgrade()).refused('FORBIDDEN');
    club(runs).publish(next).by('ana').when(upgrade()).refused('FORBIDDEN', '`selfUpgrade`');
    club(runs)
      .publish(next)
      .given({ ChangeOrganizationSettings: { settings: { selfUpgrade: true } } })
      .by('ana')
      .when(upgrade())
      .happen('OrganizationModelUpgraded');
  });

  it('while names are used that have no line', () => {
    house(renamed({})).when(upgrade()).refused('NAMES_STILL_USED', 'level `look` of facet `room`');
    house(renamed({}))
      .given(
        { ReplacePermissions: { role: 'own', grants: [] } },
        { ReplacePermissions: { role: 'guest', grants: [] } },
      )
      .when(upgrade())
      .happen('OrganizationModelUpgraded');
    house(renamed({}))
      .given(
        { ReplacePermissions: { role: 'own', grants: [] } },
        { ReplacePermissions: { role: 'guest', grants: [] } },
        { GrantPermission: { to: { user: 'bob' }, scope: 'room:a', give: { room: 'look' } } },
      )
      .when(upgrade())
      .refused('NAMES_STILL_USED', '`look`');
  });

  it('while resources are there of a type that has no line', () => {
    const { house: root, floor, room } = first.types;
    const to = second({ types: { house: root!, floor: floor!, room: room! } });

    house(to).when(upgrade()).refused('NAMES_STILL_USED', 'type `desk`');
    house(to)
      .given({ RemoveResource: { ref: 'desk:x' } })
      .when(upgrade())
      .happen('OrganizationModelUpgraded');
  });

  it('while resources lie where they cannot lie', () => {
    const { types } = first;
    const elsewhere = second({ types: { ...types, desk: { under: ['floor'] } } });
    const without = second({
      types: { house: types['house']!, floor: types['floor']!, desk: { under: ['floor'] } },
      facets: { room: { ...first.facets['room']!, type: 'floor' } },
      roles: { keeper: { kind: 'built-in', assignable_at: ['house'] } },
      assignments: { house: { per_user: 'many' } },
      migrate: { types: { room: 'drop' }, roles: { guest: 'drop' } },
    });

    house(elsewhere).when(upgrade()).refused('NAMES_STILL_USED', '`desk:x` cannot lie');
    house(without).when(upgrade()).refused('NAMES_STILL_USED', '`desk:x` cannot lie');
  });

  it('while a role of the product is held that has no line', () => {
    const { guest } = first.roles!;

    house(second({ roles: { guest: guest! } }))
      .when(upgrade())
      .refused('NAMES_STILL_USED', 'role `keeper`');
  });

  it('while a role made here has the id or the name of a new one', () => {
    const role = { kind: 'built-in', assignable_at: ['house'] } as const;

    house(second({ roles: { ...first.roles, own: role } }))
      .when(upgrade())
      .refused('NAMES_STILL_USED', 'the id of a role made here');
    house(second({ roles: { ...first.roles, porter: { ...role, name: 'OWN' } } }))
      .when(upgrade())
      .refused('NAMES_STILL_USED', 'the name of `own`');
  });

  it('while a role made here would not fit', () => {
    const { room, ...types } = first.types;
    const one = second({ facets: { room: { ...first.facets['room']!, pick: 'one' } } });
    const single = second({ types: { ...types, room: { ...room!, one_grant_per_scope: true } } });
    const ticks = ['room.look', 'room.use'];

    house(one)
      .given({ ReplacePermissions: { role: 'own', grants: [{ scope: '.', give: { room: ticks } }] } })
      .when(upgrade())
      .refused('NAMES_STILL_USED', 'role `own` does not fit');
    house(single)
      .given({ GrantPermission: { to: { role: 'own' }, scope: '.', give: { room: 'use' } } })
      .when(upgrade())
      .refused('NAMES_STILL_USED', 'more than one grant for `.`');
  });

  it('while it would leave nothing of a list, and with it give back what the list keeps away', () => {
    const { keeper } = first.roles!;
    const to = second({ roles: { keeper: keeper! }, migrate: { roles: { guest: 'drop' } } });
    const listing = (roles: Record<string, string>): Order => ({
      OverrideDashboard: { resource: 'room:a', roles },
    });

    house(to)
      .given(listing({ guest: 'look' }))
      .when(upgrade())
      .refused('NAMES_STILL_USED', '`room:a`');
    house(to)
      .given(listing({ guest: 'look', keeper: 'use' }))
      .when(upgrade())
      .happen('OrganizationModelUpgraded', 'RoleDeleted');
  });

  it('while nobody would be left with what must be held', () => {
    const guarded = (document: Document): Document => ({
      ...document,
      facets: { ...first.facets, house: { type: 'house', pick: 'many', permissions: ['house.run'] } },
      guards: { keep_last: ['house.run'] },
    });
    const { keeper } = first.roles!;
    const run = { ...keeper!, grants: [{ scope: '.', give: { house: 'house.run' } }] };
    const before = guarded({ ...first, roles: { keeper: run } });
    const after = guarded(second({ roles: { keeper: { ...keeper!, grants: [] } } }));

    given(before).publish(after).when(upgrade()).refused('LAST_ADMIN', '`house.run`');
  });
});
