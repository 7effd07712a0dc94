import { describe, expect, it } from '@jest/globals';
import { refuses } from '../testing/refuses.suite.js';
import { faultsOf } from '../testing/shipped.suite.js';

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
