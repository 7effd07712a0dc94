import { beforeEach, describe, expect, it } from '@jest/globals';
import { document } from '../testing/document.suite.js';
import { Ledger, type Moment } from '../testing/ledger.suite.js';
import { model } from '../testing/models.suite.js';
import { rolesAtResource } from './resource-permissions.js';

/** The lines of the permissions page of a resource, by role. */
function table(ledger: Ledger, facet: string, resource: string, moment?: Moment) {
  const view = ledger.view(moment);
  const lines = [...rolesAtResource(view, view.model.facets.get(facet)!, view.find(resource)!)];
  return Object.fromEntries(
    lines.map(({ role, inherited, ...line }) => [
      view.access.roles.id(role),
      { ...line, inherited: inherited.map(({ level, from }) => `${level} from ${view.ref(from)}`) },
    ]),
  );
}

describe('the permissions page of a project, an application and a dashboard group', () => {
  let ledger: Ledger;

  beforeEach(() => {
    ledger = new Ledger(model('omniata'))
      .register('application:x')
      .register('project:a')
      .register('project:b')
      .register('dashboard_group:d1', 'project:a')
      .register('dashboard_group:s1', 'dashboard_group:d1')
      .role('editors', [{ scope: 'project:a', give: { project: ['editor'] } }])
      .role('mixed', [
        { scope: 'project:*', give: { project: ['viewer'] } },
        { scope: 'project:a', give: { project: ['developer'] } },
      ])
      .role('marketing', []);
  });

  it('has every role with its level, roles without one included', () => {
    const levels = Object.entries(table(ledger, 'project', 'project:a')).map(([role, { own }]) => [
      role,
      own,
    ]);

    expect(levels).toEqual([
      ['all_users', ['owner']],
      ['organization_admin', ['owner']],
      ['editors', ['editor']],
      ['mixed', ['developer', 'viewer']],
      ['marketing', []],
    ]);
    expect(table(ledger, 'project', 'project:b')['editors']).toEqual({
      own: [],
      inherited: [],
      override: undefined,
      effective: [],
      source: 'default',
    });
    expect(table(ledger, 'application', 'application:x')['all_users']!.own).toEqual(['read_write']);
  });

  it('shows what comes from the resource above, a level once', () => {
    expect(table(ledger, 'dashboard_group', 'dashboard_group:d1')['mixed']).toEqual({
      own: [],
      inherited: ['read from project:a'],
      override: undefined,
      effective: ['read'],
      source: 'default',
    });
    expect(table(ledger, 'dashboard_group', 'dashboard_group:s1')['editors']!.inherited).toEqual([
      'read_write from dashboard_group:d1',
    ]);
  });

  it('shows the list on a group for every role, and what it takes the place of', () => {
    ledger.override('dashboard_group:d1', 'dashboard_group', { marketing: ['read'] });
    const { editors, marketing } = table(ledger, 'dashboard_group', 'dashboard_group:d1');

    expect(marketing).toEqual({
      own: [],
      inherited: [],
      override: ['read'],
      effective: ['read'],
      source: 'manual',
    });
    expect(editors).toEqual({
      own: [],
      inherited: ['read_write from project:a'],
      override: undefined,
      effective: [],
      source: 'manual',
    });
  });

  it('shows a subgroup by default with what the list of its group comes to', () => {
    ledger.override('dashboard_group:d1', 'dashboard_group', { marketing: ['read'] });
    const { editors, marketing } = table(ledger, 'dashboard_group', 'dashboard_group:s1');

    expect(marketing).toMatchObject({ inherited: ['read from dashboard_group:d1'], effective: ['read'] });
    expect(editors).toMatchObject({ inherited: [], effective: [], source: 'default' });
  });

  it('shows what was, before the list was made', () => {
    const { revision } = ledger;
    ledger.override('dashboard_group:d1', 'dashboard_group', { marketing: ['read'] });

    expect(table(ledger, 'dashboard_group', 'dashboard_group:d1', { revision })['editors']).toMatchObject({
      effective: ['read_write'],
      source: 'default',
    });
  });
});

describe('the permissions page of a resource', () => {
  it('leaves roles by default that a list of single roles does not name', () => {
    const ledger = new Ledger(document({ facet: { override: { replaces: 'role' } } }))
      .register('floor:1')
      .register('room:a', 'floor:1')
      .role('guest', [{ scope: 'room:*', give: { room: ['look'] } }])
      .role('host', [{ scope: 'room:*', give: { room: ['use'] } }])
      .override('room:a', 'room', { host: ['look'] });

    expect(table(ledger, 'room', 'room:a')).toEqual({
      guest: { own: ['look'], inherited: [], override: undefined, effective: ['look'], source: 'default' },
      host: { own: ['use'], inherited: [], override: ['look'], effective: ['look'], source: 'manual' },
    });
  });

  it('shows the most specific record of a role, the one that counts', () => {
    const ledger = new Ledger(model('portal')).register('tenant:t1').role('support', [
      { scope: 'tenant:*', give: { portal: ['l2'], workspaces: ['level_1'] } },
      { scope: 'tenant:t1', give: { portal: ['no_access'] } },
    ]);

    expect(table(ledger, 'portal', 'tenant:t1')['support']).toMatchObject({ own: ['no_access'] });
    expect(table(ledger, 'workspaces', 'tenant:t1')['support']).toMatchObject({ own: [], effective: [] });
    expect(table(ledger, 'workspaces', ledger.root)['support']).toMatchObject({ own: ['level_1'] });
  });

  it('judges a role where it can be held: in the group itself, and not at all above it', () => {
    const ledger = new Ledger(model('ocp')).register('group:sales');

    expect(table(ledger, 'group', 'group:sales')['developer']).toMatchObject({ own: ['developer'] });
    expect(table(ledger, 'org', ledger.root)['developer']).toMatchObject({ own: [], effective: [] });
    expect(table(ledger, 'org', ledger.root)['org_admin']).toMatchObject({ own: ['*'], effective: ['*'] });
  });

  it('leaves deleted roles out', () => {
    const ledger = new Ledger(model('create')).register('unit:a').append({
      type: 'RoleDeleted',
      data: { role: 'organization_administrator', holders: 0, overrides: 0 },
    });

    expect(table(ledger, 'unit', 'unit:a')).toEqual({});
  });
});
