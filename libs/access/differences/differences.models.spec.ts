import { describe, expect, it } from '@jest/globals';
import { Ledger } from '../testing/ledger.suite.js';
import { model } from '../testing/models.suite.js';
import { peopled, told } from './told.suite.js';

const of = (name: string) => peopled(new Ledger(model(name)));

describe('a change in a contact centre', () => {
  it('of one role for another is what lies between the two', () => {
    const ocp = of('ocp').register('group:sales').register('app:greeter', 'group:sales');
    ocp.assign('ana', 'maintainer', 'group:sales');
    const { revision } = ocp;
    ocp.append({
      type: 'RoleReplaced',
      data: { person: 0, replaced: 'maintainer', role: 'owner', place: 'group:sales' },
    });
    const [line, ...others] = told(ocp, revision);

    expect(line).toMatchObject({ who: 'ana', on: 'group:sales', by: ['RoleReplaced'] });
    expect(line!.gained).toHaveLength(11);
    expect(line!.lost).toBeUndefined();
    expect(others).toEqual([]);
  });

  it('of a group with all that is held there is told once', () => {
    const ocp = of('ocp').register('group:sales');
    for (let app = 0; app < 5; app++) ocp.register(`app:${app}`, 'group:sales');
    ocp.assign('ana', 'org_admin').assign('ben', 'viewer', 'group:sales');
    const { revision } = ocp;
    ocp.remove('group:sales');

    expect(told(ocp, revision).map(({ who, on, lost }) => [who, on, lost?.length])).toEqual([
      ['org_admin at organization:root (1)', 'group:sales', 5],
      ['viewer at group:sales (1)', 'group:sales', 26],
    ]);
  });
});

describe('a change in an analytics platform', () => {
  const omniata = () =>
    of('omniata')
      .register('project:a')
      .register('dashboard_group:d1', 'project:a')
      .register('dashboard_group:s1', 'dashboard_group:d1')
      .register('dashboard_group:d2', 'project:a')
      .role('editors', [{ scope: 'project:a', give: { project: ['editor'] } }])
      .role('marketing', [])
      .assign('ana', 'editors')
      .assign('ben', 'marketing');

  it('of the list on a group is what it closes and opens, subgroups included, for each role', () => {
    const ledger = omniata();
    const { revision } = ledger;
    ledger.override('dashboard_group:d1', 'dashboard_group', { marketing: ['read'] });
    const [closed, opened] = [['dashboards.view', 'dashboards.edit_group'], ['dashboards.view']];
    const by = ['DashboardOverridden'];

    expect(told(ledger, revision)).toEqual([
      { who: 'editors at organization:root (1)', on: 'dashboard_group:d1', lost: closed, by },
      { who: 'editors at organization:root (1)', on: 'dashboard_group:s1', lost: closed, by },
      { who: 'marketing at organization:root (1)', on: 'dashboard_group:d1', gained: opened, by },
      { who: 'marketing at organization:root (1)', on: 'dashboard_group:s1', gained: opened, by },
    ]);
  });

  it('of a role on a project reaches the dashboards that inherit from it', () => {
    const ledger = omniata();
    const { revision } = ledger;
    ledger.replace('editors', [{ scope: 'project:a', give: { project: ['viewer'] } }]);

    expect(told(ledger, revision).map(({ on, lost }) => [on, lost])).toEqual([
      ['project:a', ['project.edit_dashboards']],
      ['dashboard_group:d1', ['dashboards.edit_group']],
      ['dashboard_group:s1', ['dashboards.edit_group']],
      ['dashboard_group:d2', ['dashboards.edit_group']],
    ]);
  });

  it('of one of two roles that together give something tells its part by role, and the whole by person', () => {
    const ledger = of('omniata')
      .register('application:x')
      .role('sees', [{ scope: 'application:x', give: { application: ['read'] } }])
      .role('channels', [])
      .assign('ana', 'sees')
      .assign('ana', 'channels');
    const { revision } = ledger;
    ledger.replace('channels', [{ scope: '.', give: { engager: ['engager.manage_channels'] } }]);

    expect(told(ledger, revision)).toMatchObject([
      {
        who: 'channels at organization:root (1)',
        on: 'organization:root',
        gained: ['engager.manage_channels'],
      },
    ]);
    expect(told(ledger, revision, { person: 'ana' })).toMatchObject([
      { on: 'organization:root', gained: ['engager.manage_channels'] },
      { on: 'application:x', gained: ['channels.edit'] },
    ]);
  });
});

describe('a change in a document platform', () => {
  it('of a level of their own is the person’s, in both directions, in the unit and not beside it', () => {
    const create = of('create')
      .register('unit:hr')
      .register('unit:sales')
      .register('recipe:offer', 'unit:sales');
    create.assign('ana', 'organization_administrator');
    const { revision } = create;
    create.userLevel('ana', 'unit:sales', 'unit', ['view']).userLevel('ben', 'unit:sales', 'unit', ['edit']);

    expect(told(create, revision)).toEqual([
      {
        who: 'ana',
        on: 'unit:sales',
        lost: ['unit.edit', 'unit.moderate', 'unit.list_members', 'unit.set_member_permissions'],
        by: ['PermissionGranted'],
      },
      { who: 'ben', on: 'unit:sales', gained: ['unit.view', 'unit.edit'], by: ['PermissionGranted'] },
    ]);
  });
});

describe('a change in a bot builder', () => {
  it('of a project group with its owner is the owner’s alone, as nobody held the role there before', () => {
    const jaicp = of('jaicp').assign('ana', 'account_member');
    const { revision } = jaicp;
    jaicp.register('project_group:g1').assign('ana', 'owner', 'project_group:g1');
    const lines = told(jaicp, revision);

    expect(lines.map(({ who, on, gained }) => [who, on, gained?.length])).toEqual([
      ['account_member at account:root (1)', 'project_group:g1', 1],
      ['ana', 'project_group:g1', 30],
    ]);
    expect(lines[1]!.by).toEqual(['ResourceRegistered', 'RoleAssigned']);
  });
});

describe('a change in a platform of tenants', () => {
  const portal = () =>
    of('portal')
      .register('tenant:t1')
      .register('tenant:t2')
      .register('tenant:shop', 'tenant:t1')
      .register('reporting_group:rg1', 'tenant:shop')
      .register('reporting_group:rg2', 'tenant:shop');

  it('of a tenant’s place counts for roles held there that name what lies above', () => {
    const ledger = portal()
      .role('support', [{ scope: 'tenant:t1/**', give: { portal: ['user'] } }])
      .assign('ana', 'support', 'tenant:shop');
    const { revision } = ledger;
    ledger.move('tenant:shop', 'tenant:t2');

    expect(told(ledger, revision)).toEqual([
      { who: 'support at tenant:shop (1)', on: 'tenant:shop', lost: ['portal.view'], by: ['ResourceMoved'] },
    ]);
  });

  it('of what narrows a grant is told for the reporting groups inside', () => {
    const desk = (...groups: string[]) => [
      { scope: 'tenant:shop', give: { portal: ['user'] }, only: { reporting_group: groups } },
    ];
    const ledger = portal().role('desk', desk('rg1')).assign('ana', 'desk');
    const { revision } = ledger;
    ledger.replace('desk', desk('rg1', 'rg2'));

    expect(told(ledger, revision)).toEqual([
      {
        who: 'desk at tenant:root (1)',
        on: 'reporting_group:rg2',
        gained: ['portal.view'],
        by: ['PermissionsReplaced'],
      },
    ]);
  });

  it('of a more specific record is what it takes from the wider one', () => {
    const wide = { scope: 'tenant:*', give: { portal: ['user'], analyzer: ['allow'] } };
    const ledger = portal().role('support', [wide]).assign('ana', 'support');
    const { revision } = ledger;
    ledger.replace('support', [wide, { scope: 'tenant:t1', give: { portal: ['user'] } }]);

    expect(told(ledger, revision)).toMatchObject([{ on: 'tenant:t1', lost: ['analyzer.access'] }]);
  });
});
