import { describe, it } from '@jest/globals';
import { document } from '#access/testing/document.suite.js';
import { given } from '../testing/organization.suite.js';
import type { Order } from '../testing/orders.suite.js';

const acme = () =>
  given(
    'omniata',
    { RegisterResource: { ref: 'project:a', parent: 'organization:acme' } },
    { RegisterResource: { ref: 'dashboard_group:d', parent: 'project:a' } },
    { CreateRole: { role: 'readers' } },
    { AddUser: { user: 'bob' } },
  );

const listing = (roles: Record<string, string | string[]>, resource = 'dashboard_group:d', facet?: string) =>
  ({
    OverrideDashboard: { resource, roles, ...(facet !== undefined && { facet }) },
  }) satisfies Order;

const clearing = (resource = 'dashboard_group:d', facet?: string): Order => ({
  ClearDashboardOverride: { resource, ...(facet !== undefined && { facet }) },
});

describe('OverrideDashboard', () => {
  it('says the whole list', () => {
    acme()
      .by('ana')
      .when(listing({ readers: 'read', all_users: 'read_write' }))
      .happens({
        DashboardOverridden: {
          resource: 'dashboard_group:d',
          facet: 'dashboard_group',
          roles: { readers: ['read'], all_users: ['read_write'] },
        },
      })
      .when(listing({ all_users: 'read_write' }, 'dashboard_group:d', 'dashboard_group'))
      .happens({
        DashboardOverridden: {
          resource: 'dashboard_group:d',
          facet: 'dashboard_group',
          roles: { all_users: ['read_write'] },
        },
      });
  });

  it('changes nothing where the list says that already', () => {
    acme()
      .given(listing({ readers: 'read', all_users: 'read_write' }))
      .when(listing({ all_users: ['read_write'], readers: 'read' }))
      .happens();
  });

  it('is asked above the resource: no list locks out who may change it', () => {
    acme()
      .given(listing({ readers: 'read' }))
      .by('ana')
      .when(listing({ organization_admin: 'read' }))
      .happen('DashboardOverridden')
      .by('bob')
      .when(listing({ readers: 'read' }))
      .refused('FORBIDDEN', '`roles.manage_permissions`');
  });

  it('is refused to everybody where no list can be kept', () => {
    acme()
      .by('bob')
      .when(listing({ nothing: 'boss' }, 'project:a'))
      .refused('OVERRIDE_NOT_AVAILABLE', '`project:a`')
      .when(listing({ nothing: 'boss' }, 'dashboard_group:d', 'project'))
      .refused('OVERRIDE_NOT_AVAILABLE')
      .when(listing({ nothing: 'boss' }, 'dashboard_group:d', 'nothing'))
      .refused('OVERRIDE_NOT_AVAILABLE')
      .by('operator:root')
      .when(listing({ readers: 'read' }, 'organization:acme'))
      .refused('OVERRIDE_NOT_AVAILABLE');
  });

  it('tells of rights, of roles, of levels and of the resource, in this order', () => {
    acme()
      .by('ana')
      .when(listing({ readers: 'read' }, 'dashboard_group:none'))
      .refused('FORBIDDEN')
      .by('operator:root')
      .when(listing({ readers: 'boss', nothing: 'read' }, 'dashboard_group:none'))
      .refused('ROLE_NOT_FOUND', '`nothing`')
      .when(listing({ readers: ['read', 'read_write'], all_users: 'boss' }, 'dashboard_group:none'))
      .refused('UNKNOWN_LEVEL', '`boss`')
      .when(listing({ readers: ['read', 'read_write'] }, 'dashboard_group:none'))
      .refused('ONE_LEVEL_ONLY', '`dashboard_group`')
      .when(listing({ readers: 'read' }, 'dashboard_group:none'))
      .refused('UNKNOWN_RESOURCE', '`dashboard_group:none`');
  });

  it('asks which facet is meant where there are several', () => {
    const override = { replaces: 'role' } as const;
    const facets = {
      room: { type: 'room', pick: 'one', permissions: ['room.look'], override },
      heat: { type: 'room', pick: 'one', permissions: ['room.heat'], override },
    } as const;
    const roles = { keeper: { kind: 'built-in', assignable_at: ['house'] } } as const;

    given(
      document({ facets, roles }),
      { RegisterResource: { ref: 'floor:1', parent: 'house:acme' } },
      { RegisterResource: { ref: 'room:a', parent: 'floor:1' } },
    )
      .when(listing({ keeper: 'room.heat' }, 'room:a'))
      .refused('MALFORMED', '`room`, `heat`')
      .when(listing({ keeper: 'room.heat' }, 'room:a', 'heat'))
      .happen('DashboardOverridden')
      .when(clearing('room:a', 'room'))
      .refused('NO_OVERRIDE')
      .when(clearing('room:a', 'heat'))
      .happen('DashboardOverrideCleared');
  });
});

describe('ClearDashboardOverride', () => {
  it('takes the list away', () => {
    acme()
      .given(listing({ readers: 'read' }))
      .by('ana')
      .when(clearing())
      .happens({ DashboardOverrideCleared: { resource: 'dashboard_group:d', facet: 'dashboard_group' } })
      .when(clearing())
      .refused('NO_OVERRIDE', '`dashboard_group:d`');
  });

  it('is refused', () => {
    acme()
      .by('bob')
      .when(clearing('project:a'))
      .refused('OVERRIDE_NOT_AVAILABLE')
      .when(clearing())
      .refused('FORBIDDEN')
      .by('operator:root')
      .when(clearing('dashboard_group:none'))
      .refused('NO_OVERRIDE');
  });
});
