import { describe, it } from '@jest/globals';
import { document } from '#access/testing/document.suite.js';
import { given, Organization } from '../testing/organization.suite.js';
import type { Order } from '../testing/orders.suite.js';

/** Somebody must run the house; chiefs do, unless a level of their own or a list says otherwise. */
const ruled = document({
  types: { house: { root: true } },
  facets: {
    house: {
      type: 'house',
      pick: 'one',
      levels: { enter: { permissions: ['house.enter'] }, run: { permissions: ['house.run'] } },
      user_grants: { effect: 'overrule' },
      override: { replaces: 'resource' },
    },
  },
  assignments: { house: { per_user: 'one' } },
  roles: {
    chief: { kind: 'preset', assignable_at: ['house'], grants: [{ scope: '.', give: { house: 'run' } }] },
    guest: { kind: 'preset', assignable_at: ['house'], grants: [] },
  },
  custom_roles: { allowed: true, assignable_at: ['house'] },
  guards: { keep_last: ['house.run'] },
});

/** Ana is the one chief. */
const house = (...orders: readonly Order[]) => given(ruled, { AddUser: { user: 'bob' } }, ...orders);

const chief: Order = { AssignRole: { user: 'bob', role: 'chief' } };
const going: Order = { RemoveUser: { user: 'ana' } };
const level = (user: string, run: 'enter' | 'run', until?: string): Order => ({
  GrantPermission: {
    to: { user },
    scope: 'house:acme',
    give: { house: run },
    ...(until !== undefined && { until }),
  },
});

describe('the last one who holds what must be held', () => {
  it.each<[Order]>([
    [{ RevokeRole: { user: 'ana', role: 'chief' } }],
    [{ ChangeRole: { user: 'ana', role: 'guest' } }],
    [{ SetUserRoles: { user: 'ana', roles: ['guest'] } }],
    [{ SuspendUser: { user: 'ana' } }],
    [{ RemoveUser: { user: 'ana' } }],
    [{ EraseUser: { user: 'ana' } }],
    [level('ana', 'enter')],
    [level('ana', 'run', '2027-01-01T00:00:00Z')],
  ])('is kept until somebody else is left: %j', (order) => {
    house().when(order).refused('LAST_ADMIN', '`house.run`').given(chief, order);
  });

  it.each<[Order]>([
    [{ ReplacePermissions: { role: 'chief', grants: [] } }],
    [{ RevokePermission: { from: { role: 'chief' }, scope: '.' } }],
    [{ DeleteRole: { role: 'leader' } }],
    [{ OverrideDashboard: { resource: 'house:acme', roles: { guest: 'run' } } }],
  ])('is kept whoever holds the role: %j', (order) => {
    const grants = [{ scope: '.', give: { house: 'run' } }];
    const led = (): readonly Order[] =>
      'DeleteRole' in order
        ? [
            { CreateRole: { role: 'leader', grants } },
            { AssignRole: { user: 'bob', role: 'leader' } },
            { ReplacePermissions: { role: 'chief', grants: [] } },
          ]
        : [chief];

    house(...led())
      .when(order)
      .refused('DeleteRole' in order ? 'ROLE_HAS_HOLDERS' : 'LAST_ADMIN');
  });
});

describe('somebody else counts', () => {
  it('who holds it by a level of their own', () => {
    house(level('bob', 'run'))
      .when(going)
      .happen('UserRemoved')
      .when({ RevokePermission: { from: { user: 'bob' }, scope: 'house:acme' } })
      .refused('LAST_ADMIN');
  });

  it('who holds it by a list', () => {
    house(
      { AssignRole: { user: 'bob', role: 'guest' } },
      { OverrideDashboard: { resource: 'house:acme', roles: { guest: 'run', chief: 'enter' } } },
    )
      .when(going)
      .happen('UserRemoved')
      .when({ ClearDashboardOverride: { resource: 'house:acme' } })
      .refused('LAST_ADMIN');
  });

  it.each<[string, readonly Order[]]>([
    ['for a time', [{ AssignRole: { user: 'bob', role: 'chief', until: '2027-01-01T00:00:00Z' } }]],
    ['later', [{ AssignRole: { user: 'bob', role: 'chief', from: '2027-01-01T00:00:00Z' } }]],
    ['while suspended', [chief, { SuspendUser: { user: 'bob' } }]],
    ['while invited', [{ InviteUser: { emails: 'ina@x.io', roles: ['chief'] } }]],
    ['and is overruled', [chief, level('bob', 'enter')]],
    ['by a level that ends', [level('bob', 'run', '2027-01-01T00:00:00Z')]],
  ])('not who holds it %s', (_, orders) => {
    house(...orders)
      .when(going)
      .refused('LAST_ADMIN');
  });
});

describe('what nobody holds for good', () => {
  const unruled = (...orders: readonly Order[]) =>
    new Organization().publish(ruled).given(
      {
        CreateOrganization: {
          name: 'Acme',
          model: { name: 'house', version: 1 },
          admin: { user: 'ana', role: 'guest' },
        },
      },
      { AddUser: { user: 'bob' } },
      ...orders,
    );

  it('is not missed', () => {
    unruled().given(going, { ReplacePermissions: { role: 'chief', grants: [] } });
    unruled({ AssignRole: { user: 'bob', role: 'chief', until: '2027-01-01T00:00:00Z' } }).given({
      RemoveUser: { user: 'bob' },
    });
  });
});

describe('closing', () => {
  it('is no loss', () => {
    house().when({ CloseOrganization: {} }).happen('OrganizationClosed');
  });
});
