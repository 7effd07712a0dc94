import { describe, expect, it } from '@jest/globals';
import { CompiledModel } from '#model/compiled.js';
import { leadingTo, leads } from './leading.js';
import { model } from './testing/models.suite.js';
import { strict } from './testing/switches.suite.js';

const levels = (compiled: CompiledModel, permission: string) =>
  Object.fromEntries(
    [...leadingTo(compiled, compiled.permission(permission)!)].map(([facet, names]) => [
      facet,
      [...names].sort(),
    ]),
  );

describe('what leads to a permission', () => {
  it('is every level that contains it, itself and everything', () => {
    expect(levels(new CompiledModel(model('create')), 'unit.edit')).toEqual({
      unit: ['*', 'edit', 'moderate', 'unit.edit'],
    });
  });

  it('is what resources above pass on, through as many facets as there are', () => {
    expect(levels(new CompiledModel(model('omniata')), 'dashboards.edit_group')).toEqual({
      dashboard_group: ['*', 'dashboards.edit_group', 'read_write'],
      project: ['data_analyst', 'data_engineer', 'editor', 'owner'],
    });
    expect(levels(new CompiledModel(strict), 'room.use')).toEqual({
      room: ['*', 'room.use', 'use'],
      floor: ['own'],
    });
  });

  it('is nothing by itself for a derived one', () => {
    expect(levels(new CompiledModel(model('omniata')), 'channels.edit')).toEqual({});
  });

  it('is given by a grant or it is not, whatever the facets are called', () => {
    const compiled = new CompiledModel(model('omniata'));
    const leading = leadingTo(compiled, compiled.permission('dashboards.view')!);

    expect(leads(leading, { project: ['viewer'] })).toBe(true);
    expect(leads(leading, { application: ['read'], project: ['nothing'] })).toBe(false);
    expect(leads(leading, { constructor: ['viewer'] })).toBe(false);
    expect(leads(leading, {})).toBe(false);
  });
});
