import { beforeEach, describe, expect, it } from '@jest/globals';
import { after, Ledger, type Moment, second, start } from './testing/ledger.suite.js';
import { model } from './testing/models.suite.js';
import { where } from './where.js';

type Options = Moment & { readonly after?: string };

/** Refs of the resources of the type on which the user has the permission, in the order in which they are found. */
function found(
  ledger: Ledger,
  user: string,
  permission: string,
  type: string,
  options: Options = {},
): string[] {
  const view = ledger.view(options);
  const last = options.after === undefined ? undefined : view.find(options.after)!;
  const number = view.model.permission(permission)!;
  return [...where(view, ledger.person(user), number, type, last)].map((node) => view.ref(node));
}

describe('where somebody has a permission in a platform of tenants', () => {
  let ledger: Ledger;
  const grant = (scope: string, only?: Record<string, string[]>) => [
    { scope, give: { portal: ['l1'] }, ...(only !== undefined && { only }) },
  ];

  beforeEach(() => {
    ledger = new Ledger(model('portal'))
      .register('tenant:t1')
      .register('tenant:t1a', 'tenant:t1')
      .register('tenant:t2')
      .register('reporting_group:rg1', 'tenant:t1')
      .register('reporting_group:rg2', 'tenant:t1')
      .register('reporting_group:rg3', 'tenant:t2')
      .register('device:d1', 'reporting_group:rg1')
      .register('device:d2', 'reporting_group:rg2')
      .register('device:d3', 'reporting_group:rg3')
      .activate('sue');
  });

  it.each([
    ['all tenants', 'tenant:*', 'tenant:root', ['tenant:root', 'tenant:t1', 'tenant:t1a', 'tenant:t2']],
    ['all tenants below its place', 'tenant:*', 'tenant:t1', ['tenant:t1', 'tenant:t1a']],
    ['one tenant', 'tenant:t1', 'tenant:root', ['tenant:t1']],
    ['one tenant above its place', 'tenant:t1', 'tenant:t1a', []],
    ['a tenant with all below', 'tenant:t1/**', 'tenant:root', ['tenant:t1', 'tenant:t1a']],
    ['a tenant above its place with all below', 'tenant:root/**', 'tenant:t1', ['tenant:t1', 'tenant:t1a']],
    ['its place', '.', 'tenant:t1', ['tenant:t1']],
  ])('is where the role gives it: on %s', (_, scope, place, tenants) => {
    ledger.role('support', grant(scope)).assign('sue', 'support', place);

    expect(found(ledger, 'sue', 'portal.act_l1', 'tenant')).toEqual(tenants);
  });

  it('is on what lies in the tenants as well', () => {
    ledger.role('support', grant('tenant:t1')).assign('sue', 'support');

    expect(found(ledger, 'sue', 'portal.act_l1', 'device')).toEqual(['device:d1', 'device:d2']);
    expect(found(ledger, 'sue', 'portal.act_l1', 'reporting_group')).toHaveLength(2);
  });

  it('is where a grant is not narrowed', () => {
    ledger.role('desk', grant('tenant:*', { reporting_group: ['rg1'] })).assign('sue', 'desk');

    expect(found(ledger, 'sue', 'portal.act_l1', 'device')).toEqual(['device:d1']);
    expect(found(ledger, 'sue', 'portal.act_l1', 'tenant')).toHaveLength(4);
  });

  it('is not where a more specific record takes the place of a wider one', () => {
    ledger
      .role('support', [...grant('tenant:*'), { scope: 'tenant:t1', give: { portal: ['no_access'] } }])
      .assign('sue', 'support');

    expect(found(ledger, 'sue', 'portal.act_l1', 'tenant')).toEqual([
      'tenant:root',
      'tenant:t1a',
      'tenant:t2',
    ]);
  });

  it('is once where several roles give it', () => {
    ledger
      .role('wide', grant('tenant:*'))
      .role('narrow', grant('tenant:t1a'))
      .assign('sue', 'narrow')
      .assign('sue', 'wide')
      .assign('sue', 'narrow', 'tenant:t1');

    expect(found(ledger, 'sue', 'portal.act_l1', 'tenant')).toHaveLength(4);
  });

  it('is where all meets that a derived permission needs, whichever roles bring it', () => {
    ledger
      .role('looks', [{ scope: 'tenant:*', give: { portal: ['user'] } }])
      .role('works', [{ scope: 'tenant:t1/**', give: { workspaces: ['level_1'] } }])
      .role('rules', [{ scope: 'tenant:t2', give: { portal: ['org_admin'] } }])
      .assign('sue', 'looks')
      .assign('sue', 'works')
      .assign('sue', 'rules');

    expect(found(ledger, 'sue', 'microservices.view', 'tenant')).toEqual([
      'tenant:t1',
      'tenant:t1a',
      'tenant:t2',
    ]);
    expect(found(ledger, 'sue', 'microservices.create', 'tenant')).toEqual(['tenant:t2']);
  });

  it('is nowhere for those who are not active, in a closed organization, and among types that never lie there', () => {
    ledger.role('support', grant('tenant:*')).assign('sue', 'support');
    expect(found(ledger, 'sue', 'portal.act_l1', 'planet')).toEqual([]);
    expect(found(ledger, 'nobody', 'portal.act_l1', 'tenant')).toEqual([]);

    ledger.append({ type: 'UserSuspended', data: { person: ledger.person('sue') } });
    expect(found(ledger, 'sue', 'portal.act_l1', 'tenant')).toEqual([]);

    ledger
      .append({ type: 'UserReinstated', data: { person: ledger.person('sue') } })
      .append({ type: 'OrganizationClosed', data: {} });
    expect(found(ledger, 'sue', 'portal.act_l1', 'tenant')).toEqual([]);
  });

  it('is there while it lasts', () => {
    ledger
      .role('support', grant('tenant:t1'))
      .assign('sue', 'support', undefined, { from: after(100), until: after(200) });
    const at = (seconds: number) =>
      found(ledger, 'sue', 'portal.act_l1', 'tenant', { instant: start + seconds * second }).length;

    expect([99, 100, 199, 200].map(at)).toEqual([0, 1, 1, 0]);
  });

  it('was where it was, whatever became of the role and the tree', () => {
    ledger.role('support', grant('tenant:t1/**')).assign('sue', 'support');
    const { revision } = ledger;
    ledger.move('tenant:t1a', 'tenant:t2').remove('reporting_group:rg1').revoke('sue', 'support');

    expect(found(ledger, 'sue', 'portal.act_l1', 'tenant')).toEqual([]);
    expect(found(ledger, 'sue', 'portal.act_l1', 'tenant', { revision })).toEqual([
      'tenant:t1',
      'tenant:t1a',
    ]);
    expect(found(ledger, 'sue', 'portal.act_l1', 'device', { revision })).toEqual(['device:d1', 'device:d2']);
  });

  it('goes with what is moved, and not to what is registered again', () => {
    ledger.role('support', grant('tenant:t1/**')).assign('sue', 'support').move('tenant:t1a', 'tenant:t2');
    expect(found(ledger, 'sue', 'portal.act_l1', 'tenant')).toEqual(['tenant:t1']);

    ledger.move('tenant:t1a', 'tenant:t1').remove('tenant:t1').register('tenant:t1');
    expect(found(ledger, 'sue', 'portal.act_l1', 'tenant')).toEqual([]);
  });

  it('comes in the order of the tree, siblings as they were registered, wherever they were since', () => {
    ledger
      .role('support', grant('tenant:*'))
      .assign('sue', 'support')
      .register('tenant:t3')
      .move('tenant:t1', 'tenant:t3')
      .move('tenant:t1', 'tenant:root');

    expect(found(ledger, 'sue', 'portal.act_l1', 'tenant')).toEqual([
      'tenant:root',
      'tenant:t1',
      'tenant:t1a',
      'tenant:t2',
      'tenant:t3',
    ]);
  });

  it('goes on after any of them, even after one that is not among them any more', () => {
    ledger.role('support', grant('tenant:*')).assign('sue', 'support');
    const rest = (last: string) => found(ledger, 'sue', 'portal.act_l1', 'tenant', { after: last });

    expect(rest('tenant:root')).toEqual(['tenant:t1', 'tenant:t1a', 'tenant:t2']);
    expect(rest('tenant:t1a')).toEqual(['tenant:t2']);
    expect(rest('tenant:t2')).toEqual([]);

    ledger.revoke('sue', 'support').assign('sue', 'support', 'tenant:t2');
    expect(rest('tenant:t1a')).toEqual(['tenant:t2']);
  });
});

describe('where somebody has a permission on dashboards', () => {
  let ledger: Ledger;
  const dashboards = (user: string, permission = 'dashboards.view') =>
    found(ledger, user, permission, 'dashboard_group');

  beforeEach(() => {
    ledger = new Ledger(model('omniata'))
      .register('project:a')
      .register('project:b')
      .register('dashboard_group:d1', 'project:a')
      .register('dashboard_group:d2', 'project:a')
      .register('dashboard_group:s1', 'dashboard_group:d1')
      .register('dashboard_group:e1', 'project:b')
      .role('editors', [{ scope: 'project:a', give: { project: ['editor'] } }])
      .role('developers', [{ scope: 'project:*', give: { project: ['developer'] } }])
      .role('marketing', [])
      .activate('eve')
      .activate('mark')
      .assign('eve', 'editors')
      .assign('mark', 'marketing');
  });

  it('is where it is inherited from a project, as far as the level of the project comes to it', () => {
    ledger.activate('dev').assign('dev', 'developers');

    expect(dashboards('eve', 'dashboards.edit_group')).toEqual([
      'dashboard_group:d1',
      'dashboard_group:s1',
      'dashboard_group:d2',
    ]);
    expect(dashboards('dev')).toHaveLength(4);
    expect(dashboards('dev', 'dashboards.edit_group')).toEqual([]);
  });

  it('is where a list names the role, and below', () => {
    ledger.override('dashboard_group:d1', 'dashboard_group', { marketing: ['read'] });

    expect(dashboards('mark')).toEqual(['dashboard_group:d1', 'dashboard_group:s1']);
    expect(dashboards('mark', 'dashboards.edit_group')).toEqual([]);
    expect(dashboards('eve')).toEqual(['dashboard_group:d2']);
  });

  it('is below a list where another list opens again', () => {
    ledger
      .override('dashboard_group:d1', 'dashboard_group', { marketing: ['read'] })
      .override('dashboard_group:s1', 'dashboard_group', { editors: ['read_write'] });

    expect(dashboards('mark')).toEqual(['dashboard_group:d1']);
    expect(dashboards('eve')).toEqual(['dashboard_group:s1', 'dashboard_group:d2']);
  });
});

describe('where somebody has a permission on units', () => {
  let ledger: Ledger;
  const units = (permission = 'unit.edit') => found(ledger, 'gil', permission, 'unit');

  beforeEach(() => {
    ledger = new Ledger(model('create'))
      .register('unit:hr')
      .register('unit:sales')
      .register('recipe:offer', 'unit:sales')
      .role('edits', [{ scope: 'unit:*', give: { unit: ['edit'] } }])
      .activate('gil');
  });

  it('is where a level of their own gives it, with what lies there', () => {
    ledger.userLevel('gil', 'unit:sales', 'unit', ['edit']);

    expect(units()).toEqual(['unit:sales']);
    expect(found(ledger, 'gil', 'unit.view', 'recipe')).toEqual(['recipe:offer']);
  });

  it('is not where a level of their own overrules the roles', () => {
    ledger.assign('gil', 'edits').userLevel('gil', 'unit:sales', 'unit', ['view']);

    expect(units()).toEqual(['unit:hr']);
    expect(units('unit.view')).toEqual(['unit:hr', 'unit:sales']);
  });

  it('is where the roles give it again when the level has lapsed', () => {
    ledger.userLevel('gil', 'unit:hr', 'unit', ['edit'], { until: after(5) });

    expect(units()).toEqual([]);
    expect(ledger.assign('gil', 'edits') && units()).toEqual(['unit:hr', 'unit:sales']);
  });
});

describe('where somebody has a permission in groups', () => {
  it('is in the groups where a role gives it, and in what the groups own', () => {
    const ocp = new Ledger(model('ocp'))
      .register('group:sales')
      .register('group:support')
      .register('app:greeter', 'group:sales')
      .register('number:100', 'group:support')
      .activate('dev')
      .assign('dev', 'developer', 'group:sales')
      .assign('dev', 'viewer', 'group:support');

    expect(found(ocp, 'dev', 'miniapps.list_apps', 'group')).toEqual(['group:sales', 'group:support']);
    expect(found(ocp, 'dev', 'miniapps.create_app', 'group')).toEqual(['group:sales']);
    expect(found(ocp, 'dev', 'miniapps.edit_app', 'app')).toEqual(['app:greeter']);
    expect(found(ocp, 'dev', 'integrations.view_routers', 'number')).toEqual(['number:100']);
  });

  it('is everywhere below for what is decided above', () => {
    const jaicp = new Ledger(model('jaicp'))
      .register('project_group:g1')
      .register('project:p1', 'project_group:g1')
      .activate('ann')
      .assign('ann', 'account_member');

    expect(found(jaicp, 'ann', 'project_groups.create', 'project_group')).toEqual(['project_group:g1']);
    expect(found(jaicp, 'ann', 'project_groups.create', 'project')).toEqual(['project:p1']);
    expect(found(jaicp, 'ann', 'script.view', 'project')).toEqual([]);
  });
});
