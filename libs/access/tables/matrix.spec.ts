import { describe, expect, it } from '@jest/globals';
import { Ledger } from '../testing/ledger.suite.js';
import { model } from '../testing/models.suite.js';
import { matrix } from './matrix.js';

/** Permissions of each role, as the columns of the matrix have them. */
function columns(ledger: Ledger, revision = ledger.revision): Record<string, string[]> {
  const view = ledger.view({ revision });
  const rows = matrix(view);
  return Object.fromEntries(
    [...view.access.roles.standing(revision)].map((role) => [
      view.access.roles.id(role),
      rows.filter(({ roles }) => roles.includes(role)).map(({ permission }) => permission),
    ]),
  );
}

function inArea(area: string, permissions: readonly string[] = []): string[] {
  return permissions.filter((permission) => permission.startsWith(`${area}.`));
}

describe('the matrix of the contact centre', () => {
  const of = columns(new Ledger(model('ocp')));

  it('groups functions by tool, in the order of the model', () => {
    const areas = matrix(new Ledger(model('ocp')).view()).map(({ area }) => area);

    expect([...new Set(areas)]).toEqual([
      'org',
      'miniapps',
      'orchestrator',
      'testing',
      'environments',
      'exports',
      'nlu',
      'insights',
      'integrations',
      'pathfinder',
    ]);
  });

  it.each(['orchestrator', 'testing', 'environments', 'nlu', 'pathfinder', 'insights'])(
    'gives owners in %s what maintainers have there',
    (tool) => {
      expect(inArea(tool, of['owner'])).toEqual(inArea(tool, of['maintainer']));
    },
  );

  it('gives owners more where numbers are bought and data leaves', () => {
    const more = of['owner']!.filter((permission) => !of['maintainer']!.includes(permission));

    expect([...new Set(more.map((permission) => permission.split('.')[0]))]).toEqual([
      'miniapps',
      'exports',
      'integrations',
    ]);
  });

  it('gives each rung of the ladder all of the one below, and administrators nothing in groups', () => {
    const { viewer, developer, maintainer, owner } = of;

    expect(developer).toEqual(expect.arrayContaining(viewer!));
    expect(maintainer).toEqual(expect.arrayContaining(developer!));
    expect(owner).toEqual(expect.arrayContaining(maintainer!));
    expect(of['org_admin']).toEqual(inArea('org', of['org_admin']));
  });
});

describe('the matrix of the bot builder', () => {
  const of = columns(new Ledger(model('jaicp')));
  const main = [
    'BUSINESS_OWNER',
    'CONTENT_MANAGER',
    'DEVELOPER',
    'LINGUIST',
    'OUTBOUND_MANAGER',
    'SYSTEM_ADMIN',
  ];
  const having = (permission: string) => main.filter((role) => of[role]!.includes(permission));

  it.each<[string, readonly string[]]>([
    ['script.view', main],
    ['weekly_report.receive', main],
    ['projects.deploy', main.filter((role) => role !== 'BUSINESS_OWNER')],
    ['statistics.view', main.filter((role) => role !== 'SYSTEM_ADMIN')],
    ['script.modify', ['CONTENT_MANAGER', 'DEVELOPER', 'LINGUIST', 'SYSTEM_ADMIN']],
    ['nlu.view', ['DEVELOPER', 'LINGUIST', 'SYSTEM_ADMIN']],
    ['telephony.view', ['BUSINESS_OWNER', 'OUTBOUND_MANAGER', 'SYSTEM_ADMIN']],
    ['code.view', ['DEVELOPER', 'SYSTEM_ADMIN']],
    ['labels.add', ['CONTENT_MANAGER', 'LINGUIST']],
    ['users.view', ['BUSINESS_OWNER', 'SYSTEM_ADMIN']],
    ['nlu.modify', ['LINGUIST']],
    ['code.modify', ['DEVELOPER']],
    ['campaigns.manage', ['OUTBOUND_MANAGER']],
    ['clients.block', ['SYSTEM_ADMIN']],
    ['secrets.view', []],
  ])('gives %s to its roles', (permission, roles) => {
    expect(having(permission)).toEqual(roles);
  });

  it('gives specialized roles their own subject and nothing else', () => {
    expect(of['RAWLOGS_ANALYTIC']).toEqual(['dialog_logs.download']);
    expect(of['USER_ADMIN']).toEqual(['users.view', 'user_actions.view', 'user_roles.manage']);
    expect(of['SECURITY_ADMIN']).toEqual([
      'secrets.view',
      'secrets.modify',
      'obfuscation.view',
      'obfuscation.modify',
    ]);
    expect(of['OPERATOR']).toEqual([]);
  });
});

describe('the matrix', () => {
  it('counts what resources inherit, and what follows from several permissions', () => {
    const ledger = new Ledger(model('omniata'))
      .role('editors', [{ scope: 'project:*', give: { project: ['editor'] } }])
      .role('channels', [{ scope: '.', give: { engager: ['engager.manage_channels'] } }])
      .role('both', [
        { scope: '.', give: { engager: ['engager.manage_channels'] } },
        { scope: 'application:*', give: { application: ['read'] } },
      ]);
    const of = columns(ledger);

    expect(inArea('dashboards', of['editors'])).toEqual(['dashboards.view', 'dashboards.edit_group']);
    expect(of['channels']).toEqual(['engager.manage_channels']);
    expect(inArea('channels', of['both'])).toEqual(['channels.edit']);
  });

  it('shows the roles of then', () => {
    const ledger = new Ledger(model('create')).role('looks', [{ scope: 'unit:*', give: { unit: ['view'] } }]);
    const { revision } = ledger;
    ledger.replace('looks', [{ scope: 'unit:*', give: { unit: ['edit'] } }]).append({
      type: 'RoleDeleted',
      data: { role: 'organization_administrator', holders: 0, overrides: 0 },
    });

    expect(columns(ledger)).toEqual({ looks: ['unit.view', 'unit.edit'] });
    expect(columns(ledger, revision)).toMatchObject({
      looks: ['unit.view'],
      organization_administrator: expect.arrayContaining(['org.settings']),
    });
  });
});
