import { describe, expect, it } from '@jest/globals';
import { modelChanges } from './change.js';
import { edited, type Edits, shipped, type ShippedName } from './testing/shipped.suite.js';
import { parseModel } from './validate.js';

function changes(name: ShippedName, edits: Edits): string[] {
  const [from, to] = [shipped(name), parseModel(edited(shipped(name), edits))];
  const found = modelChanges(from, to).map(({ change, what, name, facet }) =>
    [change, what, facet, name].filter(Boolean).join(' '),
  );
  const back = modelChanges(to, from).map(
    ({ change }) => ({ added: 'removed', removed: 'added', changed: 'changed' })[change],
  );
  expect(back.sort()).toEqual(found.map((text) => text.split(' ', 1)[0]).sort());
  return found;
}

describe('the differences of two versions', () => {
  it.each<[string, ShippedName, Edits, string[]]>([
    ['nothing', 'omniata', {}, []],
    ['the version alone', 'omniata', { '/version': 2, '/title': 'Analytics' }, []],
    [
      'the order of a list',
      'omniata',
      { '/types/dashboard_group/under': ['dashboard_group', 'project'] },
      [],
    ],
    [
      'the order of grants',
      'omniata',
      { '/roles/all_users/grants': shipped('omniata').roles!['all_users']!.grants!.toReversed() },
      [],
    ],
    ['a level as a list of one', 'omniata', { '/roles/all_users/grants/3/give/project': ['owner'] }, []],
    [
      'a new type and its places',
      'omniata',
      { '/types/folder': { under: ['project'] }, '/assignments/folder': { per_user: 'one' } },
      ['added type folder', 'added assignments folder'],
    ],
    ['another parent', 'omniata', { '/types/environment/under/1': 'project' }, ['changed type environment']],
    [
      'a new facet',
      'omniata',
      { '/facets/extra': { type: 'project', pick: 'many', permissions: ['x'] } },
      ['added facet extra', 'added permission extra x'],
    ],
    [
      'a facet that is gone',
      'omniata',
      {
        '/tests': undefined,
        '/facets/environment': undefined,
        '/roles/all_users/grants/1': { scope: '.', give: { people: '*' } },
        '/roles/organization_admin/grants/1': { scope: '.', give: { people: '*' } },
      },
      [
        'removed facet environment',
        'removed level environment query',
        'removed permission environment environment.query',
        'changed role all_users',
        'changed role organization_admin',
      ],
    ],
    [
      'another way to override',
      'omniata',
      { '/facets/dashboard_group/override/replaces': 'role' },
      ['changed facet dashboard_group'],
    ],
    [
      'a new level',
      'omniata',
      { '/facets/project/levels/guest': { includes: ['viewer'] } },
      ['added level project guest'],
    ],
    [
      'a level that gives more, with all that contain it',
      'omniata',
      { '/facets/project/levels/editor/permissions/1': 'project.use_sql' },
      ['changed level project editor'],
    ],
    [
      'a new permission',
      'omniata',
      { '/facets/project/levels/owner/permissions/3': 'project.share' },
      ['changed level project owner', 'added permission project project.share'],
    ],
    [
      'a level that is said differently',
      'omniata',
      {
        '/facets/project/levels/viewer/includes': [],
        '/facets/project/levels/editor/permissions': ['project.edit_dashboards', 'project.view_objects'],
      },
      [],
    ],
    [
      'a derived permission',
      'omniata',
      { '/derived/content.edit/any_of/1': ['people.invite'] },
      ['changed derived content.edit'],
    ],
    [
      'a role',
      'omniata',
      {
        '/roles/guests': { kind: 'preset', assignable_at: ['organization'] },
        '/roles/all_users/description': 'Everybody',
      },
      ['changed role all_users', 'added role guests'],
    ],
    [
      'an action',
      'omniata',
      { '/administration/notify': undefined, '/administration/invite/needs': 'roles.manage' },
      ['changed administration invite', 'removed administration notify'],
    ],
    ['guards', 'omniata', { '/guards/grant_limit': 'own' }, ['changed guards']],
    [
      'custom roles',
      'omniata',
      { '/custom_roles': undefined, '/tests': undefined },
      ['removed custom_roles'],
    ],
  ])('%s', (_, name, edits, expected) => {
    expect(changes(name, edits)).toEqual(expected);
  });
});

it('are none where both lack a part', () => {
  const bare = parseModel(edited(shipped('jaicp'), { '/custom_roles': undefined, '/guards': undefined }));

  expect(modelChanges(bare, bare)).toEqual([]);
});
