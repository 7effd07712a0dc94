import { describe, expect, it } from '@jest/globals';
import { refuses } from '../testing/refuses.suite.js';
import { faultsOf } from '../testing/shipped.suite.js';

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
