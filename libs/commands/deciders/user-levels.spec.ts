import { describe, it } from '@jest/globals';
import { document } from '#access/testing/document.suite.js';
import { given } from '../testing/organization.suite.js';
import type { Order } from '../testing/orders.suite.js';

const bob = 1;
const until = '2026-06-01T00:00:00.000Z';

const acme = () =>
  given(
    'create',
    { RegisterResource: { ref: 'unit:sales', parent: 'organization:acme' } },
    { RegisterResource: { ref: 'recipe:r', parent: 'unit:sales' } },
    { AddUser: { user: 'bob' } },
  );

const granting = (give: Record<string, string | string[]>, scope = 'unit:sales', user = 'bob') =>
  ({ GrantPermission: { to: { user }, scope, give } }) satisfies Order;

const revoking = (scope = 'unit:sales', facet?: string, user = 'bob'): Order => ({
  RevokePermission: { from: { user }, scope, ...(facet !== undefined && { facet }) },
});

describe('GrantPermission to a user', () => {
  it('sets the level of a person at a resource', () => {
    acme()
      .by('ana')
      .when(granting({ unit: 'view' }))
      .happens({
        PermissionGranted: { person: bob, resource: 'unit:sales', facet: 'unit', level: ['view'] },
      })
      .when(granting({ unit: 'edit' }))
      .happens({
        PermissionGranted: { person: bob, resource: 'unit:sales', facet: 'unit', level: ['edit'] },
      });
  });

  it('may begin and end', () => {
    const window = { from: '2026-03-01T00:00:00.000Z', until };

    acme()
      .when({
        GrantPermission: { to: { user: 'bob' }, scope: 'unit:sales', give: { unit: 'view' }, ...window },
      })
      .happens({
        PermissionGranted: {
          person: bob,
          resource: 'unit:sales',
          facet: 'unit',
          level: ['view'],
          ...window,
        },
      });
  });

  it('changes nothing where the level stands for the same time', () => {
    const order = (end?: string): Order => ({
      GrantPermission: {
        to: { user: 'bob' },
        scope: 'unit:sales',
        give: { unit: ['view'] },
        ...(end !== undefined && { until: end }),
      },
    });

    acme()
      .given(order(until))
      .when(order(until))
      .happens()
      .when(order())
      .happen('PermissionGranted')
      .when(order())
      .happens();
  });

  it('sets the levels of several facets', () => {
    const look = { levels: { look: { permissions: ['room.look'] } } };
    const heat = { levels: { warm: { permissions: ['room.heat'] } } };
    const facets = {
      room: { type: 'room', pick: 'one', user_grants: { effect: 'add' }, ...look },
      heat: { type: 'room', pick: 'one', user_grants: { effect: 'add' }, ...heat },
    } as const;
    const roles = { keeper: { kind: 'built-in', assignable_at: ['house'] } } as const;

    given(
      document({ facets, roles }),
      { RegisterResource: { ref: 'floor:1', parent: 'house:acme' } },
      { RegisterResource: { ref: 'room:a', parent: 'floor:1' } },
      { AddUser: { user: 'bob' } },
      granting({ heat: 'warm' }, 'room:a'),
    )
      .when(granting({ room: 'look', heat: 'warm' }, 'room:a'))
      .happens({ PermissionGranted: { person: bob, resource: 'room:a', facet: 'room', level: ['look'] } })
      .when(revoking('room:a'))
      .happens(
        { PermissionRevoked: { person: bob, resource: 'room:a', facet: 'heat' } },
        { PermissionRevoked: { person: bob, resource: 'room:a', facet: 'room' } },
      );
  });

  it('is refused to everybody where it is for roles alone', () => {
    given('ocp', { AddUser: { user: 'bob' } })
      .when(granting({ nothing: 'x' }, 'group:none', 'nobody'))
      .refused('USER_GRANTS_NOT_AVAILABLE', '`ocp`')
      .by('bob')
      .when(revoking('group:none', 'group', 'nobody'))
      .refused('USER_GRANTS_NOT_AVAILABLE');
    acme()
      .by('bob')
      .when(granting({ org: '*', unit: 'view' }))
      .refused('USER_GRANTS_NOT_AVAILABLE');
  });

  it('tells of the person, the levels, the facets and the resource, in this order', () => {
    acme()
      .by('bob')
      .when(granting({ unit: 'boss' }, 'unit:sales', 'nobody'))
      .refused('FORBIDDEN', '`unit.set_member_permissions` or `org.assign_roles`')
      .by('ana')
      .when(granting({ unit: 'view' }, 'unit:none'))
      .refused('FORBIDDEN')
      .by('operator:root')
      .when(granting({ unit: 'boss', nothing: 'x' }, 'recipe:none', 'nobody'))
      .refused('NOT_A_MEMBER', '`nobody`')
      .when(granting({ nothing: 'x', unit: 'boss' }, 'recipe:none'))
      .refused('UNKNOWN_LEVEL', '`boss`')
      .when(granting({ unit: ['edit', 'view'], nothing: 'x' }, 'recipe:none'))
      .refused('UNKNOWN_FACET', '`nothing`')
      .when(granting({ unit: ['edit', 'view'] }, 'recipe:none'))
      .refused('ONE_LEVEL_ONLY', '`unit`')
      .when(granting({ unit: 'view' }, 'recipe:none'))
      .refused('FACET_NOT_ON_TYPE', '`recipe:none`')
      .when(granting({ unit: 'view' }, 'unit:none'))
      .refused('UNKNOWN_RESOURCE', '`unit:none`');
  });

  it('does not end before it is given', () => {
    acme()
      .at(until)
      .by('bob')
      .when({ GrantPermission: { to: { user: 'bob' }, scope: 'unit:none', give: { unit: 'view' }, until } })
      .refused('MALFORMED');
  });
});

describe('RevokePermission from a user', () => {
  it('takes the level away', () => {
    acme()
      .given(granting({ unit: 'view' }))
      .by('ana')
      .when(revoking('unit:sales', 'unit'))
      .happens({ PermissionRevoked: { person: bob, resource: 'unit:sales', facet: 'unit' } })
      .when(revoking())
      .refused('NO_USER_LEVEL', '`unit:sales`');
  });

  it('is refused', () => {
    acme()
      .by('bob')
      .when(revoking())
      .refused('FORBIDDEN')
      .by('ana')
      .when(revoking('unit:sales', 'unit', 'nobody'))
      .refused('NO_USER_LEVEL', '`nobody`')
      .by('operator:root')
      .when(revoking('unit:none'))
      .refused('NO_USER_LEVEL');
  });

  it('finds nothing where it has lapsed', () => {
    acme()
      .given({ GrantPermission: { to: { user: 'bob' }, scope: 'unit:sales', give: { unit: 'view' }, until } })
      .at(until)
      .when(revoking())
      .refused('NO_USER_LEVEL');
  });
});
