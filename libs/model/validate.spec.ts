import { describe, expect, it } from '@jest/globals';
import { DomainError } from './errors.js';
import {
  edited,
  type Edits,
  faultsIn,
  faultsOf,
  shipped,
  type ShippedName,
  shippedNames,
} from './testing/shipped.suite.js';
import { parseModel } from './validate.js';

/** What is done to which document, and the fault that follows: its path, and the beginning of what it says. */
type Row = readonly [what: string, model: ShippedName, edits: Edits, path: string, detail: string];

/** Each row has exactly the fault that it names. */
function refuses(rows: readonly Row[], code = 'MODEL_INVALID'): void {
  it.each(rows)('%s (%s)', (_, model, edits, path, detail) => {
    const [fault, ...others] = faultsOf(model, edits);

    expect(others).toEqual([]);
    expect(fault).toEqual({ path, code, detail: expect.stringContaining(detail) });
    expect(fault?.detail).toMatch(/^[`a-z].*[^.]$/);
  });
}

describe('a valid document', () => {
  it.each(shippedNames)('is given back as it is: %s', (name) => {
    const document = shipped(name);

    expect(parseModel(document)).toEqual(document);
    expect(parseModel(document)).not.toBe(document);
  });

  it('may use the names that every object has', () => {
    const document = {
      schema: 'access-model/1',
      name: 'odd',
      version: 1,
      types: { constructor: { root: true }, toString: { under: ['constructor'], creator_role: 'valueOf' } },
      facets: {
        hasOwnProperty: {
          type: 'toString',
          pick: 'one',
          levels: { constructor: { permissions: ['isPrototypeOf'] }, valueOf: { includes: ['constructor'] } },
        },
      },
      derived: { propertyIsEnumerable: { any_of: [['isPrototypeOf']] } },
      assignments: { constructor: { per_user: 'one' }, toString: { per_user: 'many' } },
      roles: {
        valueOf: {
          kind: 'preset',
          assignable_at: ['constructor', 'toString'],
          grants: [{ scope: 'toString:*', give: { hasOwnProperty: 'valueOf' } }],
        },
      },
      tests: [
        {
          name: 'toString',
          users: { constructor: [] },
          expect: [{ user: 'constructor', resource: 'root', deny: ['isPrototypeOf'] }],
        },
      ],
    };

    expect(parseModel(document)).toEqual(document);
  });
});

describe('the shape of a document', () => {
  refuses([
    [
      'an unknown key',
      'ocp',
      { '/colour': 'red' },
      '/colour',
      '`colour` is not a key of the language here, known are `schema`, `name`',
    ],
    [
      'an unknown key further in',
      'ocp',
      { '/types/group/color': 'red' },
      '/types/group/color',
      '`color` is not a key of the language here, known are `root`',
    ],
    [
      'an unknown right',
      'ocp',
      { '/types/app/rights/destroy': 'x' },
      '/types/app/rights/destroy',
      '`destroy` is not a key',
    ],
    [
      'an unknown action',
      'ocp',
      { '/administration/dance': { needs: 'x' } },
      '/administration/dance',
      '`dance` is not a key',
    ],
    [
      'another language',
      'ocp',
      { '/schema': 'access-model/2' },
      '/schema',
      'must be `access-model/1`, not `access-model/2`',
    ],
    ['a missing part', 'ocp', { '/facets': undefined }, '/facets', 'is missing, add it'],
    ['a missing part further in', 'ocp', { '/facets/org/pick': undefined }, '/facets/org/pick', 'is missing'],
    ['a name of the model in capitals', 'ocp', { '/name': 'OCP' }, '/name', '`OCP` must be in lower case'],
    [
      'a version that is no whole number',
      'ocp',
      { '/version': 1.5 },
      '/version',
      'must be a whole number, not `1.5`',
    ],
    ['a version below one', 'ocp', { '/version': 0 }, '/version', 'must be at least 1'],
    ['a version as text', 'ocp', { '/version': '1' }, '/version', 'must be a number, not `1`'],
    [
      'a wrong word',
      'ocp',
      { '/facets/org/pick': 'some' },
      '/facets/org/pick',
      'must be one of `one`, `many`, not `some`',
    ],
    ['a list instead of a map', 'ocp', { '/types': ['group'] }, '/types', 'must be a map, not a list'],
    [
      'text instead of a list',
      'omniata',
      { '/types/project/under': 'organization' },
      '/types/project/under',
      'must be a list, not `organization`',
    ],
    ['nothing instead of a map', 'ocp', { '/guards': null }, '/guards', 'must be a map, not nothing'],
    [
      'a bad name',
      'ocp',
      { '/types/my type': { under: ['organization'] } },
      '/types/my type',
      '`my type` must start with a letter',
    ],
    [
      'a star as a level',
      'ocp',
      { '/facets/group/levels/*': {} },
      '/facets/group/levels/*',
      '`*` must start with a letter',
    ],
    [
      'a bad name in a list',
      'ocp',
      { '/facets/org/permissions/0': '1st' },
      '/facets/org/permissions/0',
      '`1st` must start with a letter',
    ],
    [
      'an entry twice',
      'omniata',
      { '/types/project/under': ['organization', 'organization'] },
      '/types/project/under/1',
      '`organization` is listed twice',
    ],
    [
      'a number for a permission',
      'ocp',
      { '/administration/invite/needs': 7 },
      '/administration/invite/needs',
      'must be text or a list, not `7`',
    ],
    [
      'a list of numbers for permissions',
      'ocp',
      { '/administration/invite/needs': [7] },
      '/administration/invite/needs/0',
      'must be text, not `7`',
    ],
    [
      'no permission',
      'ocp',
      { '/administration/invite/needs': [] },
      '/administration/invite/needs',
      'must not be empty',
    ],
    [
      'a number for a level',
      'ocp',
      { '/roles/viewer/grants/0/give/group': 7 },
      '/roles/viewer/grants/0/give/group',
      'must be text or `*` or a list, not `7`',
    ],
    [
      'a grant of nothing',
      'ocp',
      { '/roles/viewer/grants/0/give': {} },
      '/roles/viewer/grants/0/give',
      'gives nothing',
    ],
    [
      'a role for nowhere',
      'ocp',
      { '/roles/viewer/assignable_at': [] },
      '/roles/viewer/assignable_at',
      'must not be empty',
    ],
    [
      'a kind that only customers make',
      'ocp',
      { '/roles/viewer/kind': 'custom' },
      '/roles/viewer/kind',
      'must be one of `built-in`',
    ],
    [
      'a map that is neither',
      'omniata',
      { '/facets/dashboard_group/inherit/1/map': 'other' },
      '/facets/dashboard_group/inherit/1/map',
      'must be `same` or a map, not `other`',
    ],
    [
      'a name that is too long',
      'ocp',
      { '/title': 'x'.repeat(257) },
      '/title',
      'must have at most 256 characters',
    ],
    [
      'a limit that is too large',
      'ocp',
      { '/types/organization/name_max': 1001 },
      '/types/organization/name_max',
      'must be at most 1000',
    ],
    [
      'more grants than a role may have',
      'ocp',
      {
        '/roles/viewer/grants': Array.from({ length: 1001 }, () => ({
          scope: '.',
          give: { group: 'viewer' },
        })),
      },
      '/roles/viewer/grants',
      'must have at most 1000 entries',
    ],
    [
      'more types than a model may have',
      'create',
      { '/types': Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`t${n}`, {}])) },
      '/types',
      'has too many types',
    ],
    [
      'more levels than a facet may have',
      'create',
      { '/facets/org/levels': Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`l${n}`, {}])) },
      '/facets/org/levels',
      'has too many levels',
    ],
    [
      'a key that changes objects',
      'ocp',
      { '/types': JSON.parse('{"__proto__": {}}') },
      '/types/__proto__',
      'the key `__proto__` is not taken',
    ],
  ]);

  it('is checked in full, and an unknown key hides nothing', () => {
    const faults = faultsOf('ocp', {
      '/colour': 'red',
      '/types/group/under': ['galaxy'],
      '/guards/keep_last': ['x'],
    });

    expect(faults.map(({ path }) => path)).toEqual([
      '/colour',
      '/types/group/under/0',
      '/guards/keep_last/0',
    ]);
  });

  it('may have many faults, of which a hundred are told', () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, n) => [`/types/t${n}`, { under: ['galaxy'] }]),
    );

    expect(faultsOf('ocp', many)).toHaveLength(100);
    expect(() => parseModel(edited(shipped('ocp'), many))).toThrow(/\(and 299 more\)$/);
  });

  it.each([
    undefined,
    null,
    true,
    7,
    Number.NaN,
    'text',
    [],
    new Date(0),
    new Map(),
    () => 1,
    Symbol('s'),
    10n,
  ])('is not that of %p', (value) => {
    expect(faultsIn(() => parseModel(value))).toMatchObject([{ path: '', code: 'MODEL_INVALID' }]);
  });

  it('is not larger than 256 KiB', () => {
    const roles = Object.fromEntries(
      Array.from({ length: 100 }, (_, n) => [
        `r${n}`,
        { kind: 'preset', assignable_at: ['group'], description: 'x'.repeat(3000) },
      ]),
    );

    expect(() => parseModel({ ...shipped('ocp'), roles })).toThrow(
      new DomainError('TOO_LARGE', 'the document has more than 256 KiB, make it smaller'),
    );
  });
});

describe('types', () => {
  refuses([
    ['without a root', 'ocp', { '/types/organization/root': undefined }, '/types', 'no type is the root'],
    [
      'with two roots',
      'ocp',
      { '/types/group/root': true },
      '/types/group/root',
      '`organization` is the root already',
    ],
    [
      'under a type that is not there',
      'ocp',
      { '/types/group/under/1': 'galaxy' },
      '/types/group/under/1',
      'there is no type `galaxy`, the types are `organization`, `group`',
    ],
    [
      'that nothing can contain',
      'ocp',
      { '/types/island': {} },
      '/types/island',
      'cannot be reached from the root type `organization`',
    ],
    [
      'that contain only one another',
      'ocp',
      { '/types/island': { under: ['island'] } },
      '/types/island',
      'cannot be reached from the root type',
    ],
    [
      'whose creators get a role that is not there',
      'jaicp',
      { '/types/project_group/creator_role': 'boss' },
      '/types/project_group/creator_role',
      'there is no role `boss`',
    ],
    [
      'whose creators get a role for elsewhere',
      'jaicp',
      { '/types/project_group/creator_role': 'account_member' },
      '/types/project_group/creator_role',
      'role `account_member` cannot be assigned at `project_group`',
    ],
    [
      'with a right of an unknown permission',
      'ocp',
      { '/types/app/rights/update': 'x' },
      '/types/app/rights/update',
      'there is no permission `x`',
    ],
    [
      'with a right of an unknown permission in a list',
      'omniata',
      { '/types/dashboard_group/rights/create/1': 'x' },
      '/types/dashboard_group/rights/create/1',
      'there is no permission `x`',
    ],
    [
      'with a right that nobody could have',
      'ocp',
      { '/types/group/rights/create': 'miniapps.create_app' },
      '/types/group/rights/create',
      'is asked for at `organization`, where `miniapps.create_app` never applies',
    ],
  ]);

  it('may ask for a derived permission', () => {
    expect(faultsOf('portal', { '/types/device/rights/create': 'microservices.create' })).toEqual([]);
  });
});

describe('places of assignment', () => {
  refuses([
    [
      'of a type that is not there',
      'ocp',
      { '/assignments/galaxy': { per_user: 'one' } },
      '/assignments/galaxy',
      'there is no type `galaxy`',
    ],
    [
      'of a role, without a line',
      'ocp',
      { '/roles/viewer/assignable_at/1': 'app' },
      '/roles/viewer/assignable_at/1',
      'nobody can hold a role at `app`, add it to `assignments`',
    ],
    [
      'of custom roles, without a line',
      'ocp',
      { '/custom_roles/assignable_at/1': 'app' },
      '/custom_roles/assignable_at/1',
      'nobody can hold a role at `app`',
    ],
  ]);

  it('are where an organization begins', () => {
    const paths = faultsOf('jaicp', { '/assignments/account': undefined }).map(({ path }) => path);

    expect(paths).toEqual(['/assignments', '/roles/account_member/assignable_at/0']);
  });
});

describe('facets', () => {
  refuses([
    [
      'on a type that is not there',
      'create',
      { '/facets/extra': { type: 'galaxy', pick: 'many', permissions: ['x'] } },
      '/facets/extra/type',
      'there is no type `galaxy`',
    ],
    [
      'that give nothing',
      'create',
      { '/facets/extra': { type: 'unit', pick: 'many', levels: { x: {} } } },
      '/facets/extra',
      'gives no permission',
    ],
    [
      'that share a permission',
      'create',
      { '/facets/unit/levels/view/permissions/1': 'org.settings' },
      '/facets/unit/levels/view/permissions/1',
      '`org.settings` belongs to facet `org` already',
    ],
    [
      'with a level that contains one that is not there',
      'create',
      { '/facets/unit/levels/edit/includes/0': 'look' },
      '/facets/unit/levels/edit/includes/0',
      'there is no level `look`, the levels are `view`, `edit`, `moderate`',
    ],
    [
      'with a level that contains a permission by name',
      'create',
      { '/facets/unit/levels/edit/includes/1': 'unit.moderate' },
      '/facets/unit/levels/edit/includes/1',
      'there is no level `unit.moderate`',
    ],
    [
      'with a level that contains itself',
      'create',
      { '/facets/unit/levels/view/includes': ['view'] },
      '/facets/unit/levels/view/includes',
      'includes itself by way of `view`',
    ],
    [
      'with levels that contain one another',
      'create',
      { '/facets/unit/levels/view/includes': ['moderate'] },
      '/facets/unit/levels/view/includes',
      'includes itself by way of `moderate`, `edit`, `view`',
    ],
    [
      'with a level called like a permission',
      'create',
      { '/facets/unit/levels/unit.edit': { permissions: ['unit.view'] } },
      '/facets/unit/levels/unit.edit',
      'is also a permission of this facet but gives something else',
    ],
    [
      'whose empty level is a level',
      'portal',
      { '/facets/portal/none': 'user' },
      '/facets/portal/none',
      '`user` is also a level or permission',
    ],
    [
      'whose empty level is a permission',
      'portal',
      { '/facets/analyzer/levels/allow/permissions/1': 'deny' },
      '/facets/analyzer/none',
      '`deny` is also a level or permission',
    ],
  ]);

  it('may list a permission by itself and inside a level, also under the name of the level', () => {
    const edits = {
      '/facets/unit/permissions': ['unit.view', 'extra'],
      '/facets/unit/levels/extra': { permissions: ['extra'] },
    };

    expect(faultsOf('create', edits)).toEqual([]);
  });
});

describe('inheritance', () => {
  const map = '/facets/dashboard_group/inherit/0/map';

  refuses([
    [
      'from a facet that is not there',
      'omniata',
      { '/facets/dashboard_group/inherit/2': { from: 'galaxy', map: 'same' } },
      '/facets/dashboard_group/inherit/2/from',
      'there is no facet `galaxy`',
    ],
    [
      'from a type that is never the parent',
      'omniata',
      { '/facets/dashboard_group/inherit/2': { from: 'application', map: { read: 'read' } } },
      '/facets/dashboard_group/inherit/2/from',
      'facet `application` lives on `application`, which is never the parent of a `dashboard_group`',
    ],
    [
      'from the same resource',
      'omniata',
      { '/facets/people/inherit': [{ from: 'configuration', map: {} }] },
      '/facets/people/inherit/0/from',
      'which is never the parent',
    ],
    [
      'of a level that is not there',
      'omniata',
      { [`${map}/boss`]: 'read' },
      `${map}/boss`,
      'facet `project` has no level `boss`',
    ],
    [
      'as a level that is not there',
      'omniata',
      { [`${map}/viewer`]: 'look' },
      `${map}/viewer`,
      'there is no level `look`',
    ],
    [
      'as the same where nothing is',
      'omniata',
      { [map]: 'same' },
      map,
      'no level of `project` has the same name here',
    ],
    [
      'twice from one facet',
      'omniata',
      { '/facets/dashboard_group/inherit/2': { from: 'project', map: { viewer: 'read' } } },
      '/facets/dashboard_group/inherit/2/from',
      '`project` has a map already',
    ],
  ]);

  it('must not go round between facets of a type that nests', () => {
    const other = (from: string) => ({
      type: 'tenant',
      pick: 'many',
      permissions: [`${from}.x`],
      inherit: [{ from, map: { '*': '*' } }],
    });
    const faults = faultsOf('portal', { '/facets/a': other('b'), '/facets/b': other('a') });

    expect(faults).toMatchObject([
      { path: '/facets/a/inherit', detail: expect.stringContaining('by way of `b`, `a`') },
    ]);
  });

  it('must not multiply the ways up a deep tree', () => {
    const steps = [1, 2, 3, 4, 5, 6].map((n) => {
      const inherit = [n - 1, n]
        .filter((from) => from > 0)
        .map((from) => ({ from: `f${from}`, map: { '*': '*' } }));
      return [`/facets/f${n}`, { type: 'tenant', pick: 'many', permissions: [`p${n}`], inherit }];
    });
    const paths = faultsOf('portal', Object.fromEntries(steps)).map(({ path }) => path);

    expect(paths).toEqual([
      '/facets/f3/inherit',
      '/facets/f4/inherit',
      '/facets/f5/inherit',
      '/facets/f6/inherit',
    ]);
  });

  it('may speak of everything, single permissions and the empty level', () => {
    const more = { '*': 'read_write', 'project.use_sql': 'dashboards.view' };

    expect(
      faultsOf(
        'omniata',
        Object.fromEntries(Object.entries(more).map(([from, to]) => [`${map}/${from}`, to])),
      ),
    ).toEqual([]);
    expect(
      faultsOf('portal', { '/facets/portal/inherit': [{ from: 'portal', map: { no_access: 'no_access' } }] }),
    ).toEqual([]);
  });
});

describe('derived permissions', () => {
  const lists = '/derived/channels.edit/any_of';

  refuses([
    [
      'from one that is not there',
      'omniata',
      { [`${lists}/0/0`]: 'x' },
      `${lists}/0/0`,
      'there is no permission `x`',
    ],
    [
      'called like a permission of a facet',
      'omniata',
      { '/derived/project.edit': { any_of: [['people.invite']] } },
      '/derived/project.edit',
      'is also a permission of facet `project`',
    ],
    [
      'from themselves',
      'omniata',
      { [`${lists}/1`]: ['channels.edit'] },
      lists,
      'needs itself by way of `channels.edit`',
    ],
    [
      'from one another',
      'omniata',
      { [`${lists}/1`]: ['content.edit'], '/derived/content.edit/any_of/1': ['channels.edit'] },
      lists,
      'needs itself by way of `content.edit`, `channels.edit`',
    ],
    [
      'from what never meets',
      'omniata',
      { [`${lists}/1`]: ['environment.query', 'application.view'] },
      `${lists}/1`,
      '`environment.query`, `application.view` never apply to one resource together',
    ],
    ['from nothing', 'omniata', { [lists]: [] }, lists, 'must not be empty'],
    ['from an empty list', 'omniata', { [`${lists}/0`]: [] }, `${lists}/0`, 'must not be empty'],
  ]);

  it('may follow from derived ones', () => {
    expect(
      faultsOf('omniata', {
        '/derived/more': { any_of: [['channels.edit', 'project.edit'], ['channels.edit']] },
      }),
    ).toMatchObject([{ path: '/derived/more/any_of/0' }]);
    expect(
      faultsOf('omniata', { '/derived/more': { any_of: [['channels.edit', 'people.invite']] } }),
    ).toEqual([]);
  });
});

describe('roles', () => {
  const grant = '/roles/all_users/grants/0';

  refuses([
    [
      'for a type that is not there',
      'ocp',
      { '/roles/viewer/assignable_at/0': 'galaxy', '/roles/viewer/grants': [] },
      '/roles/viewer/assignable_at/0',
      'there is no type `galaxy`',
    ],
    [
      'whose replacement is not there',
      'jaicp',
      { '/roles/ANALYST/replacement': 'BOSS' },
      '/roles/ANALYST/replacement',
      'there is no role `BOSS`',
    ],
    [
      'that replace themselves',
      'jaicp',
      { '/roles/ANALYST/replacement': 'ANALYST' },
      '/roles/ANALYST/replacement',
      'a role cannot replace itself',
    ],
    [
      'of one name',
      'ocp',
      { '/roles/viewer/name': 'Viewer', '/roles/developer/name': 'Viewer' },
      '/roles/developer/name',
      'role `viewer` has the name `Viewer` too',
    ],
    [
      'named like the id of another',
      'ocp',
      { '/roles/developer/name': 'viewer' },
      '/roles/developer/name',
      'role `viewer` has the name `viewer` too',
    ],
    [
      'of two owners of one place',
      'jaicp',
      { '/roles/LINGUIST/single_holder': true },
      '/roles/LINGUIST/single_holder',
      '`owner` is the owner of a `project_group` already',
    ],
    [
      'without one for the first administrator',
      'ocp',
      { '/roles/org_admin': undefined },
      '/roles',
      'no role can be assigned at the root type `organization`',
    ],
    [
      'that narrow by ids',
      'portal',
      { '/roles/level_1/grants/0/only': { reporting_group: ['rg1'] } },
      '/roles/level_1/grants/0/only/reporting_group',
      'names resources of one organization, which a model cannot know',
    ],
  ]);

  describe('and their grants', () => {
    refuses(
      [
        [
          'for one resource',
          'omniata',
          { '/roles/all_users/grants/3/scope': 'project:a' },
          '/roles/all_users/grants/3/scope',
          '`project:a` names a resource of one organization, which a model cannot know, write `.` or `project:*`',
        ],
      ],
      'INVALID_ID',
    );
    refuses(
      [
        [
          'for one resource and below',
          'omniata',
          { '/roles/all_users/grants/3/scope': 'project:a/**' },
          '/roles/all_users/grants/3/scope',
          'names a resource of one organization',
        ],
      ],
      'INVALID_ID',
    );
    refuses(
      [
        [
          'for what is no scope',
          'omniata',
          { [`${grant}/scope`]: '*' },
          `${grant}/scope`,
          '`*` is not a scope',
        ],
      ],
      'INVALID_ID',
    );
    refuses(
      [
        [
          'of an unknown facet',
          'omniata',
          { [`${grant}/give/galaxy`]: 'x' },
          `${grant}/give/galaxy`,
          'the model has no facet `galaxy`',
        ],
      ],
      'UNKNOWN_FACET',
    );
    refuses(
      [
        [
          'of an unknown level',
          'omniata',
          { '/roles/all_users/grants/3/give/project': 'boss' },
          '/roles/all_users/grants/3/give/project',
          'has no level or permission `boss`',
        ],
      ],
      'UNKNOWN_LEVEL',
    );
    refuses(
      [
        [
          'on an unknown type',
          'omniata',
          { '/roles/all_users/grants/3/scope': 'galaxy:*' },
          '/roles/all_users/grants/3/scope',
          'the model has no type `galaxy`',
        ],
      ],
      'UNKNOWN_TYPE',
    );
    refuses(
      [
        [
          'here, of what is elsewhere',
          'omniata',
          { '/roles/all_users/grants/3/scope': '.' },
          '/roles/all_users/grants/3/give/project',
          'facet `project` lives on `project` and the role can only be assigned at `organization`',
        ],
      ],
      'FACET_NOT_ON_TYPE',
    );
    refuses(
      [
        [
          'on another type',
          'omniata',
          { '/roles/all_users/grants/3/scope': 'application:*' },
          '/roles/all_users/grants/3/give/project',
          'the scope `application:*` names a `application`',
        ],
      ],
      'FACET_NOT_ON_TYPE',
    );
    refuses(
      [
        [
          'above every place of the role',
          'ocp',
          { '/roles/viewer/grants/0': { scope: 'organization:*', give: { org: '*' } } },
          '/roles/viewer/grants/0/scope',
          'no `organization` lies at or below a place of the role (`group`)',
        ],
      ],
      'FACET_NOT_ON_TYPE',
    );
    refuses(
      [
        [
          'of two levels where one is picked',
          'omniata',
          { '/roles/all_users/grants/3/give/project': ['viewer', 'owner'] },
          '/roles/all_users/grants/3/give/project',
          'facet `project` takes one level at a time',
        ],
      ],
      'ONE_LEVEL_ONLY',
    );
    refuses(
      [
        [
          'twice for a scope that has one',
          'create',
          { '/roles/organization_administrator/grants/2': { scope: 'unit:*', give: { unit: 'view' } } },
          '/roles/organization_administrator/grants/2/scope',
          'the role has a grant for `unit:*` already',
        ],
      ],
      'DUPLICATE_SCOPE',
    );
    refuses(
      [
        [
          'twice for here',
          'portal',
          { '/roles/level_1/grants/1': { scope: '.', give: { portal: 'l1' } } },
          '/roles/level_1/grants/1/scope',
          'the role has a grant for `.` already',
        ],
      ],
      'DUPLICATE_SCOPE',
    );

    it('may repeat a scope of a type that does not mind', () => {
      expect(
        faultsOf('omniata', {
          '/roles/all_users/grants/4': { scope: 'project:*', give: { project: 'viewer' } },
        }),
      ).toEqual([]);
    });
  });
});

describe('rules', () => {
  refuses([
    [
      'an action that needs an unknown permission',
      'ocp',
      { '/administration/invite/needs': 'x' },
      '/administration/invite/needs',
      'there is no permission `x`',
    ],
    [
      'an action at the root that nobody could have there',
      'ocp',
      { '/administration/settings': { needs: 'miniapps.list_apps' } },
      '/administration/settings/needs',
      'is asked for at `organization`, where `miniapps.list_apps` never applies',
    ],
    [
      'a guard of an unknown permission',
      'ocp',
      { '/guards/keep_last/1': 'x' },
      '/guards/keep_last/1',
      'there is no permission `x`',
    ],
    [
      'a guard of a permission that never applies at the root',
      'ocp',
      { '/guards/keep_last/1': 'miniapps.list_apps' },
      '/guards/keep_last/1',
      '`miniapps.list_apps` never applies at the root type `organization`',
    ],
    [
      'custom roles for a type that is not there',
      'ocp',
      { '/custom_roles/assignable_at/0': 'galaxy' },
      '/custom_roles/assignable_at/0',
      'there is no type `galaxy`',
    ],
    [
      'custom roles for nowhere',
      'ocp',
      { '/custom_roles/assignable_at': undefined },
      '/custom_roles/assignable_at',
      'is missing',
    ],
    [
      'criteria where the root gives no role',
      'ocp',
      { '/custom_roles/criteria': 'on_first_access' },
      '/custom_roles/criteria',
      'criteria assign a role at the root, add `organization`',
    ],
  ]);

  it('may ask below the root for what is decided at a place', () => {
    expect(faultsOf('jaicp', { '/administration/set_user_grant': { needs: 'user_roles.manage' } })).toEqual(
      [],
    );
  });
});

describe('a migration', () => {
  refuses([
    [
      'of a facet that is still there',
      'create',
      { '/migrate/facets/unit': 'org' },
      '/migrate/facets/unit',
      'this version has the facet `unit`, so it needs no line',
    ],
    [
      'to a facet that is not there',
      'create',
      { '/migrate/facets/old': 'galaxy' },
      '/migrate/facets/old',
      'this version has no facet `galaxy`',
    ],
    [
      'of a level that is still there',
      'create',
      { '/migrate/levels/unit/view': 'edit' },
      '/migrate/levels/unit/view',
      'this version has the level `view`',
    ],
    [
      'to a level that is not there',
      'create',
      { '/migrate/levels/unit/look': 'see' },
      '/migrate/levels/unit/look',
      'this version has no level `see`',
    ],
    [
      'of levels of a facet that is unknown',
      'create',
      { '/migrate/levels/old/look': 'view' },
      '/migrate/levels/old',
      'there is no facet `old` in this version',
    ],
    [
      'of levels of a facet that is dropped',
      'create',
      { '/migrate/facets/old': 'drop', '/migrate/levels/old/look': 'drop' },
      '/migrate/levels/old',
      'the facet is dropped with its levels',
    ],
    [
      'of a role that is still there',
      'create',
      { '/migrate/roles/organization_administrator': 'drop' },
      '/migrate/roles/organization_administrator',
      'this version has the role',
    ],
    [
      'to a role that is not there',
      'create',
      { '/migrate/roles/old': 'new' },
      '/migrate/roles/old',
      'this version has no role `new`',
    ],
    [
      'of a type that is still there',
      'create',
      { '/migrate/types/unit': 'drop' },
      '/migrate/types/unit',
      'this version has the type `unit`',
    ],
    [
      'of a type to another',
      'create',
      { '/migrate/types/old': 'unit' },
      '/migrate/types/old',
      'must be `drop`, not `unit`',
    ],
  ]);

  it('renames and drops', () => {
    const migrate = {
      types: { folder: 'drop' },
      facets: { units: 'unit', extras: 'drop' },
      levels: {
        units: { look: 'view', shout: 'drop', 'unit.see': 'unit.view' },
        org: { 'org.dance': 'drop' },
      },
      roles: { boss: 'organization_administrator', guest: 'drop' },
    };

    expect(faultsOf('create', { '/migrate': migrate })).toEqual([]);
  });
});
