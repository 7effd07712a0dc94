import { describe, expect, it } from '@jest/globals';
import { DomainError } from './errors.js';
import { refuses } from './testing/refuses.suite.js';
import { edited, faultsIn, faultsOf, shipped } from './testing/shipped.suite.js';
import { parseModel } from './validate.js';

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
