import { describe, expect, it } from '@jest/globals';
import { explainAll } from './explain.js';
import { Ledger } from './testing/ledger.suite.js';
import { model } from './testing/models.suite.js';
import type { Step } from './trace.js';

const texts = (because: readonly (readonly Step[])[]) =>
  because.map((steps) => steps.map(({ text }) => text));

describe('in Omniata', () => {
  const boards = () =>
    new Ledger(model('omniata'))
      .register('project:a')
      .register('dashboard_group:d1', 'project:a')
      .register('dashboard_group:s1', 'dashboard_group:d1')
      .role('mix', [{ scope: 'project:*', give: { project: ['editor'] } }])
      .role('ops', [{ scope: 'project:*', give: { project: ['owner'] } }])
      .activate('ana')
      .assign('ana', 'mix');

  it('a subgroup inherits from its group, which inherits from the project', () => {
    const { because } = boards().explain('ana', 'dashboards.edit_group', 'dashboard_group:s1');

    expect(texts(because)).toEqual([
      [
        'role `mix` at `organization:root`',
        'role `mix` gives `editor` on `project:*`',
        '`dashboard_group:d1` inherits `read_write` from `project:a`',
        '`dashboard_group:s1` inherits `read_write` from `dashboard_group:d1`',
      ],
    ]);
    expect(because[0]?.map(({ revision }) => revision)).toEqual([10, 7, 5, 6]);
  });

  it('a list on the group closes the subgroup for roles that it does not name', () => {
    const ledger = boards().override('dashboard_group:d1', 'dashboard_group', { ops: ['read'] });

    const { reason, hidden } = ledger.explain('ana', 'dashboards.edit_group', 'dashboard_group:s1');

    expect(reason).toBe('SHADOWED_BY_OVERRIDE');
    expect(hidden.map(({ text }) => text)).toEqual([
      'the list on `dashboard_group:d1` does not name role `mix`: role `mix` would give `read_write` by inheritance',
    ]);
  });

  it('editing content follows from the right to it and from sight of the application', () => {
    const ledger = new Ledger(model('omniata'))
      .register('application:x')
      .activate('ana')
      .assign('ana', 'all_users');

    const { because } = ledger.explain('ana', 'content.edit', 'application:x');

    expect(texts(because)[0]?.at(-1)).toBe(
      '`content.edit` follows from `engager.manage_content` and `application.view_engager`',
    );
    expect(because[0]?.map(({ kind }) => kind)).toEqual([
      'assignment',
      'grant',
      'assignment',
      'grant',
      'derived',
    ]);
  });

  it('editing content does not apply where no application is', () => {
    const ledger = new Ledger(model('omniata')).activate('ana').assign('ana', 'all_users');

    expect(ledger.explain('ana', 'content.edit', 'organization:root').reason).toBe('NOT_APPLICABLE');
  });

  it('all permissions come with all chains', () => {
    const ledger = boards();
    const view = ledger.view();

    const found = explainAll(view, 0, ledger.node('dashboard_group:d1'));

    const shown = found.map(({ permission, because }) => [
      view.model.permissions[permission],
      because.length,
    ]);
    expect(shown).toEqual([
      ['project.view_dashboards', 1],
      ['project.view_objects', 1],
      ['project.edit_dashboards', 1],
      ['dashboards.view', 1],
      ['dashboards.edit_group', 1],
    ]);
  });
});

describe('in Create', () => {
  const units = () =>
    new Ledger(model('create'))
      .register('unit:sales')
      .register('unit:support')
      .role('writer', [
        { scope: 'unit:*', give: { unit: ['edit'] } },
        { scope: 'unit:sales', give: { unit: ['view'] } },
      ])
      .activate('ana')
      .assign('ana', 'writer');

  it("a unit's own setting hides the one for all units", () => {
    const { reason, hidden } = units().explain('ana', 'unit.edit', 'unit:sales');

    expect(reason).toBe('SHADOWED_BY_SPECIFIC_GRANT');
    expect(hidden.map(({ text }) => text)).toEqual(['`unit:sales` hides `unit:*`, which would give `edit`']);
    expect(hidden[0]?.by).toMatchObject({ kind: 'grant', scope: 'unit:sales', level: ['view'] });
  });

  it('a level of the person is the answer, up and down', () => {
    const ledger = units()
      .userLevel('ana', 'unit:sales', 'unit', ['moderate'])
      .userLevel('ana', 'unit:support', 'unit', ['view']);

    const answers = ['unit:sales', 'unit:support'].map((unit) => ledger.explain('ana', 'unit.edit', unit));

    expect(answers.map(({ reason }) => reason)).toEqual(['ALLOWED', 'SHADOWED_BY_USER_LEVEL']);
    expect(answers[0]?.because.map((steps) => steps.map(({ kind }) => kind))).toEqual([['user_level']]);
  });
});

describe('in Portal', () => {
  const tenants = (...grants: Parameters<Ledger['role']>[1]) =>
    new Ledger(model('portal'))
      .register('tenant:t1')
      .register('reporting_group:g1', 'tenant:t1')
      .register('reporting_group:g2', 'tenant:t1')
      .register('device:d1', 'reporting_group:g1')
      .role('agent', grants)
      .activate('ana')
      .assign('ana', 'agent');

  it("a tenant's record with no access hides all tenants, module by module or not", () => {
    const ledger = tenants(
      { scope: 'tenant:*', give: { portal: ['l3'], workspaces: ['level_1'] } },
      { scope: 'tenant:t1', give: { portal: ['no_access'] } },
    );

    const reasons = ['portal.view', 'workspaces.act_l1'].map(
      (permission) => ledger.explain('ana', permission, 'tenant:t1').reason,
    );

    expect(reasons).toEqual(['SHADOWED_BY_SPECIFIC_GRANT', 'SHADOWED_BY_SPECIFIC_GRANT']);
  });

  it('reporting groups narrow what is asked inside them', () => {
    const ledger = tenants({
      scope: 'tenant:*',
      give: { portal: ['l1'] },
      only: { reporting_group: ['g1'] },
    });
    const reasons = [
      'tenant:t1',
      'device:d1',
      'reporting_group:g2',
      { ref: 'device:d9', in: 'reporting_group:g1' },
      { ref: 'device:d9', in: 'reporting_group:g2' },
    ].map((resource) => ledger.explain('ana', 'portal.act_l1', resource).reason);

    expect(reasons).toEqual(['ALLOWED', 'ALLOWED', 'OUTSIDE_ONLY', 'ALLOWED', 'OUTSIDE_ONLY']);
  });

  it('microservices follow from administration alone, or from sight and work together', () => {
    const ledger = tenants({ scope: 'tenant:t1', give: { portal: ['user'], workspaces: ['level_1'] } });

    const view = ledger.explain('ana', 'microservices.view', 'tenant:t1');
    const create = ledger.explain('ana', 'microservices.create', 'tenant:t1');

    expect(texts(view.because).map((chain) => chain.at(-1))).toEqual([
      '`microservices.view` follows from `portal.view` and `workspaces.act_l1`',
    ]);
    expect(create.reason).toBe('NO_ROLE_GIVES_IT');
  });
});

describe('in OCP', () => {
  it('a role gives in its group what its level includes, and nothing beside it', () => {
    const ledger = new Ledger(model('ocp'))
      .register('group:sales')
      .register('group:support')
      .register('app:a', 'group:sales')
      .activate('dev')
      .assign('dev', 'developer', 'group:sales');

    expect(ledger.allows('dev', 'miniapps.list_apps', 'app:a')).toBe(true);
    expect(ledger.explain('dev', 'miniapps.delete_number', 'app:a').reason).toBe('NO_ROLE_GIVES_IT');
    expect(ledger.explain('dev', 'miniapps.list_apps', 'group:support').reason).toBe('NO_ROLE_GIVES_IT');
    expect(ledger.explain('dev', 'miniapps.list_apps', ledger.root).reason).toBe('NOT_APPLICABLE');
  });
});

describe('in JAICP', () => {
  it('flat lists of several roles add up in a project group', () => {
    const ledger = new Ledger(model('jaicp'))
      .register('project_group:g')
      .register('project:p', 'project_group:g')
      .activate('ana')
      .assign('ana', 'LINGUIST', 'project_group:g')
      .assign('ana', 'SECURITY_ADMIN', 'project_group:g');

    const allowed = ['nlu.modify', 'secrets.modify', 'code.modify'].map((permission) =>
      ledger.allows('ana', permission, 'project:p'),
    );

    expect(allowed).toEqual([true, true, false]);
  });
});
