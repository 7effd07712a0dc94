import { describe, expect, it } from '@jest/globals';
import type { MigrationDocument } from './document.js';
import { migrateGrant, migrateLevels, migrateRole, missingMigrations } from './migration.js';
import { edited, type Edits, shipped } from './testing/shipped.suite.js';
import { parseModel } from './validate.js';

/** The Create model with units that are called teams, in part. */
const renamed: Edits = {
  '/facets/unit': undefined,
  '/facets/team': {
    type: 'unit',
    pick: 'one',
    levels: {
      see: { permissions: ['unit.view'] },
      edit: { includes: ['see'], permissions: ['unit.edit', 'unit.moderate'] },
    },
  },
  '/types/dataset': undefined,
  '/roles/organization_administrator': undefined,
  '/roles/admin': {
    kind: 'preset',
    assignable_at: ['organization'],
    grants: [{ scope: '.', give: { org: '*' } }],
  },
  '/administration/set_user_grant/needs': 'org.assign_roles',
  '/administration/list_members/needs': 'org.manage_members',
  '/tests': undefined,
};

const missing = (edits: Edits) =>
  missingMigrations(shipped('create'), parseModel(edited(shipped('create'), edits))).map(
    ({ what, facet, name }) => [what, facet, name].filter(Boolean).join(' '),
  );

describe('names of an earlier version', () => {
  it('need no line while they are still there', () => {
    expect(missing({})).toEqual([]);
    expect(missing({ '/facets/extra': { type: 'unit', pick: 'many', permissions: ['x'] } })).toEqual([]);
  });

  it('need a line when they are gone', () => {
    expect(missing(renamed)).toEqual(['type dataset', 'facet unit', 'role organization_administrator']);
  });

  it('need a line for the levels and permissions that a renamed facet lacks', () => {
    expect(missing({ ...renamed, '/migrate/facets/unit': 'team' })).toEqual([
      'type dataset',
      'level unit view',
      'level unit moderate',
      'level unit unit.list_members',
      'level unit unit.set_member_permissions',
      'role organization_administrator',
    ]);
  });

  it('are answered by lines', () => {
    expect(missing({ ...renamed, '/migrate': migrate })).toEqual([]);
    expect(missing({ ...renamed, '/migrate': { ...migrate, facets: { unit: 'drop' }, levels: {} } })).toEqual(
      [],
    );
  });

  it('are answered as well when they are the names of methods', () => {
    const odd = { '/facets/constructor': { type: 'unit', pick: 'many', permissions: ['toString', 'name'] } };
    const from = parseModel(edited(shipped('create'), odd));

    expect(missingMigrations(from, shipped('create'))).toEqual([{ what: 'facet', name: 'constructor' }]);
    expect(migrateLevels({}, 'constructor', ['toString', 'name'])).toEqual({
      facet: 'constructor',
      levels: ['name', 'toString'],
    });
  });
});

const migrate: MigrationDocument = {
  types: { dataset: 'drop' },
  facets: { unit: 'team' },
  levels: {
    unit: {
      view: 'see',
      moderate: 'edit',
      'unit.list_members': 'drop',
      'unit.set_member_permissions': 'drop',
    },
  },
  roles: { organization_administrator: 'admin', guest: 'drop' },
};

describe('a migration', () => {
  it('renames and drops roles', () => {
    expect(migrateRole(migrate, 'organization_administrator')).toBe('admin');
    expect(migrateRole(migrate, 'guest')).toBeUndefined();
    expect(migrateRole(migrate, 'other')).toBe('other');
  });

  it('renames and drops levels', () => {
    expect(migrateLevels(migrate, 'unit', ['view'])).toEqual({ facet: 'team', levels: ['see'] });
    expect(migrateLevels(migrate, 'unit', ['edit', 'moderate', 'unit.list_members'])).toEqual({
      facet: 'team',
      levels: ['edit'],
    });
    expect(migrateLevels(migrate, 'unit', ['unit.list_members'])).toBeUndefined();
    expect(migrateLevels(migrate, 'org', ['*'])).toEqual({ facet: 'org', levels: ['*'] });
    expect(migrateLevels({ facets: { unit: 'drop' } }, 'unit', ['view'])).toBeUndefined();
  });

  it('rewrites a grant', () => {
    const grant = { scope: 'unit:sales', give: { org: ['org.settings'], unit: ['view'] } };

    expect(migrateGrant(migrate, grant)).toEqual({
      scope: 'unit:sales',
      give: { org: ['org.settings'], team: ['see'] },
    });
    expect(migrateGrant({}, grant)).toEqual(grant);
  });

  it('drops a grant of which nothing is left', () => {
    expect(migrateGrant(migrate, { scope: '.', give: { unit: ['unit.list_members'] } })).toBeUndefined();
    expect(migrateGrant(migrate, { scope: 'dataset:*', give: { unit: ['view'] } })).toBeUndefined();
    expect(migrateGrant(migrate, { scope: 'dataset:d/**', give: { unit: ['view'] } })).toBeUndefined();
  });

  it('takes types that are gone out of the narrowing', () => {
    const only = { dataset: ['d'], recipe: ['r'] };
    const grant = { scope: 'unit:*', give: { unit: ['edit'] } };

    expect(migrateGrant(migrate, { ...grant, only })).toEqual({
      scope: 'unit:*',
      give: { team: ['edit'] },
      only: { recipe: ['r'] },
    });
    expect(migrateGrant(migrate, { ...grant, only: { dataset: ['d'] } })).toEqual({
      scope: 'unit:*',
      give: { team: ['edit'] },
    });
  });

  it('unites two facets that become one', () => {
    const together = { facets: { a: 'c', b: 'c' } };

    expect(migrateGrant(together, { scope: '.', give: { a: ['y'], b: ['x', 'y'] } })).toEqual({
      scope: '.',
      give: { c: ['x', 'y'] },
    });
  });
});
