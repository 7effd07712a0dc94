import { describe, it } from '@jest/globals';
import type { ModelDocument } from '#model/document.js';
import { given } from '../../testing/organization.suite.js';
import type { Order } from '../../testing/orders.suite.js';
import { first, house, renamed, second, upgrade } from './versions.suite.js';

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
    const club = (document: ModelDocument) =>
      given({ ...document, administration: { settings: { needs: 'house.run' } } });
    const runs: ModelDocument = {
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
    const guarded = (document: ModelDocument): ModelDocument => ({
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
