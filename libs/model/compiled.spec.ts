import { describe, expect, it } from '@jest/globals';
import { CompiledModel, type Facet, gives, type LevelSet } from './compiled.js';
import type { ModelDocument } from './document.js';
import { compiled, shipped, shippedNames } from './testing/shipped.suite.js';

const omniata = compiled('omniata');
const portal = compiled('portal');
const facet = (model: CompiledModel, name: string): Facet => model.facets.get(name)!;
const names = (model: CompiledModel, levels: LevelSet) =>
  model.permissions.filter((_, permission) => gives(levels, permission)).sort();

describe('a level', () => {
  const project = facet(omniata, 'project');

  it('gives everything that it reaches', () => {
    expect(names(omniata, project.levels(['data_engineer']))).toEqual([
      'project.edit_dashboards',
      'project.manage_fields_and_tables',
      'project.manage_jobs',
      'project.publish_data',
      'project.use_event_console',
      'project.use_sql',
      'project.view_dashboards',
      'project.view_objects',
    ]);
  });

  it('is found by several ways only once', () => {
    const lattice = facet(portal, 'workspaces').levels(['level_2']);

    expect(names(portal, lattice)).toEqual([
      'workspaces.act_l1',
      'workspaces.act_l2',
      'workspaces.view_l1',
      'workspaces.view_l2',
    ]);
  });

  it('may be a single permission, everything, or nothing by name', () => {
    expect(names(omniata, project.levels(['project.use_sql']))).toEqual(['project.use_sql']);
    expect(names(omniata, project.levels(['*']))).toEqual(names(omniata, project.levels(['owner'])));
    const none = facet(portal, 'portal').levels(['no_access']);
    expect(none.names).toEqual(['no_access']);
    expect(names(portal, none)).toEqual([]);
    expect(none).not.toBe(facet(portal, 'portal').empty);
  });

  it('of an unknown name gives nothing', () => {
    expect(project.levels(['boss'])).toBe(project.empty);
    expect(project.levels(['boss', 'viewer'])).toBe(project.levels(['viewer']));
    expect(project.knows('boss')).toBe(false);
    expect(facet(portal, 'portal').knows('deny')).toBe(false);
  });

  it('is one object, however it is asked for', () => {
    const both = project.levels(['viewer', 'project.use_sql']);

    expect(both.names).toEqual(['project.use_sql', 'viewer']);
    expect(project.levels(['project.use_sql', 'viewer', 'viewer'])).toBe(both);
    expect(project.union(project.levels(['viewer']), project.levels(['project.use_sql']))).toBe(both);
    expect(project.union(project.levels(['project.use_sql']), project.levels(['viewer']))).toBe(both);
    expect(project.levels([])).toBe(project.empty);
  });

  it('united with nothing or with itself stays what it is', () => {
    const viewer = project.levels(['viewer']);

    expect(project.union(viewer, project.empty)).toBe(viewer);
    expect(project.union(project.empty, viewer)).toBe(viewer);
    expect(project.union(viewer, viewer)).toBe(viewer);
  });

  it('is a long chain without harm', () => {
    const levels = Object.fromEntries(
      Array.from({ length: 1000 }, (_, n) => [
        `l${n}`,
        { permissions: [`p${n}`], ...(n > 0 && { includes: [`l${n - 1}`] }) },
      ]),
    );
    const model = new CompiledModel(tiny({ facets: { f: { type: 'org', pick: 'one', levels } } }));

    expect(names(model, facet(model, 'f').levels(['l999']))).toHaveLength(1000);
  });

  it('keeps permissions apart at every place of a word', () => {
    const permissions = Array.from({ length: 100 }, (_, n) => `p${n}`);
    const model = new CompiledModel(tiny({ facets: { f: { type: 'org', pick: 'many', permissions } } }));

    for (const name of permissions) expect(names(model, facet(model, 'f').levels([name]))).toEqual([name]);
    expect(names(model, facet(model, 'f').levels(['p31', 'p32', 'p63', 'p64']))).toEqual([
      'p31',
      'p32',
      'p63',
      'p64',
    ]);
  });
});

describe('inheritance', () => {
  const group = facet(omniata, 'dashboard_group');
  const [fromProject, fromGroup] = group.inherit;

  it('maps levels line by line', () => {
    const project = facet(omniata, 'project');

    expect(fromProject?.from).toBe(project);
    expect(fromProject?.map(project.levels(['developer']))).toBe(group.levels(['read']));
    expect(fromProject?.map(project.levels(['owner']))).toBe(group.levels(['read_write']));
  });

  it('gives nothing for what has no line', () => {
    const project = facet(omniata, 'project');

    expect(fromProject?.map(project.levels(['project.use_sql']))).toBe(group.empty);
    expect(fromProject?.map(project.levels(['*']))).toBe(group.empty);
    expect(fromProject?.map(project.empty)).toBe(group.empty);
  });

  it('unites what several levels become', () => {
    const project = facet(omniata, 'project');

    expect(fromProject?.map(project.levels(['viewer', 'editor']))).toBe(group.levels(['read', 'read_write']));
  });

  it('may keep everything the same', () => {
    expect(fromGroup?.from).toBe(group);
    for (const word of group.vocabulary)
      expect(fromGroup?.map(group.levels([word]))).toBe(group.levels([word]));
  });
});

describe('permissions', () => {
  it('are numbered, derived ones last, and found by name', () => {
    expect(omniata.permissions).toHaveLength(37);
    omniata.permissions.forEach((name, number) => expect(omniata.permission(name)).toBe(number));
    expect(omniata.permissions.slice(-5)).toEqual(Object.keys(omniata.document.derived!));
    expect(omniata.permission('constructor')).toBeUndefined();
  });

  it('belong to one facet, or are derived', () => {
    const [real, derived] = [omniata.permission('project.use_sql')!, omniata.permission('channels.edit')!];

    expect(omniata.facetOfPermission(real)).toBe(facet(omniata, 'project'));
    expect(omniata.derivedPermission(real)).toBeUndefined();
    expect(omniata.facetOfPermission(derived)).toBeUndefined();
    expect(omniata.derivedPermission(derived)).toEqual({
      permission: derived,
      anyOf: [
        [omniata.permission('engager.manage_channels'), omniata.permission('application.view_engager')],
      ],
    });
  });

  it('follow what they are derived from', () => {
    const model = new CompiledModel(
      tiny({
        derived: {
          third: { any_of: [['second'], ['first']] },
          second: { any_of: [['first', 'look']] },
          first: { any_of: [['look']] },
        },
      }),
    );

    expect(model.derived.map(({ permission }) => model.permissions[permission])).toEqual([
      'first',
      'second',
      'third',
    ]);
  });
});

describe('types and rules', () => {
  it('say where resources are and what works on them takes', () => {
    const [root, number] = [compiled('ocp').rootType, compiled('ocp').types.get('number')!];

    expect(root).toMatchObject({ name: 'organization', root: true, nameMax: 15, perUser: 'many' });
    expect(number).toMatchObject({
      root: false,
      nameMax: 256,
      perUser: undefined,
      mostSpecific: false,
      oneGrantPerScope: false,
    });
    expect(number.under).toEqual(new Set(['group']));
    expect(number.right('move')).toEqual({
      anyOf: [compiled('ocp').permission('integrations.update_number_group')],
      forbidSelf: false,
    });
    expect(number.right('update')).toBeUndefined();
    expect(portal.rootType).toMatchObject({ mostSpecific: true, replaces: 'grant', oneGrantPerScope: true });
    expect(compiled('jaicp').types.get('project_group')).toMatchObject({
      creatorRole: 'owner',
      perUser: 'many',
    });
  });

  it('say what administration takes, and nothing for what the model lacks', () => {
    expect(omniata.action('assign_roles')).toEqual({
      anyOf: [omniata.permission('members.update_roles')],
      forbidSelf: true,
    });
    expect(omniata.action('list_members')?.anyOf).toHaveLength(4);
    expect(omniata.action('set_user_grant')).toBeUndefined();
  });

  it('say what is guarded', () => {
    expect(portal).toMatchObject({ grantLimit: 'own', keepLast: [portal.permission('portal.manage_roles')] });
    expect(compiled('jaicp')).toMatchObject({ grantLimit: 'off', keepLast: [] });
  });

  it('say which roles customers make', () => {
    expect(compiled('create').customRoles).toEqual({
      allowed: true,
      assignableAt: ['organization'],
      criteria: true,
    });
    expect(compiled('jaicp').customRoles).toEqual({ allowed: false, assignableAt: [], criteria: false });
    expect(new CompiledModel(tiny({})).customRoles).toEqual({
      allowed: false,
      assignableAt: [],
      criteria: false,
    });
  });

  it('say what replaces what', () => {
    expect(facet(omniata, 'dashboard_group')).toMatchObject({
      override: 'resource',
      userGrants: undefined,
      pick: 'one',
      none: undefined,
    });
    expect(facet(compiled('create'), 'unit')).toMatchObject({ override: undefined, userGrants: 'overrule' });
    expect(facet(portal, 'analyzer')).toMatchObject({ none: 'deny', type: 'tenant' });
  });

  it.each(shippedNames)('leave the document as it is: %s', (name) => {
    const document = shipped(name);
    const before = JSON.stringify(document);
    const model = new CompiledModel(document);

    expect(model.document).toBe(document);
    expect(JSON.stringify(document)).toBe(before);
    expect(model).toMatchObject({ name: document.name, version: document.version });
  });
});

function tiny(parts: Partial<ModelDocument>): ModelDocument {
  return {
    schema: 'access-model/1',
    name: 'tiny',
    version: 1,
    types: { org: { root: true } },
    facets: { org: { type: 'org', pick: 'many', permissions: ['look'] } },
    assignments: { org: { per_user: 'many' } },
    ...parts,
  };
}
