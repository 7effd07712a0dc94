import { describe, expect, it } from '@jest/globals';
import { CompiledModel } from '#model/compiled.js';
import { document } from '../testing/document.suite.js';
import { model } from '../testing/models.suite.js';
import { catalogue, levelDifference } from './catalogue.js';

const compiled = (name: string) => new CompiledModel(model(name));

function difference(name: string, facet: string, level: string, over: string) {
  const known = compiled(name);
  return levelDifference(known, known.facets.get(facet)!, level, over);
}

describe('what one level adds to another', () => {
  it('is the Event Console for a Data Engineer over a Data Analyst', () => {
    expect(difference('omniata', 'project', 'data_engineer', 'data_analyst')).toEqual({
      adds: ['project.use_event_console'],
      lacks: [],
    });
  });

  it('is not all: a Developer lacks what an Editor has', () => {
    expect(difference('omniata', 'project', 'developer', 'editor')).toEqual({
      adds: ['project.use_event_console'],
      lacks: ['project.edit_dashboards'],
    });
  });

  it('is told in the order of the model, from one rung of a ladder to another', () => {
    const { adds, lacks } = difference('ocp', 'group', 'owner', 'maintainer')!;

    expect(adds).toEqual([
      'miniapps.select_number',
      'miniapps.purchase_number',
      'exports.create_export',
      'exports.view_metadata',
      'exports.create_subscription',
      'exports.delete_subscription',
      'integrations.select_number',
      'integrations.purchase_number',
      'integrations.manage_numbers_in_bulk',
      'integrations.delete_number_set',
      'integrations.advance_router',
    ]);
    expect(lacks).toEqual([]);
  });

  it('compares levels with single permissions, with everything and with nothing', () => {
    expect(difference('portal', 'analyzer', 'allow', 'deny')).toEqual({
      adds: ['analyzer.access'],
      lacks: [],
    });
    expect(difference('create', 'unit', 'unit.edit', 'edit')).toEqual({ adds: [], lacks: ['unit.view'] });
    expect(difference('create', 'unit', '*', 'moderate')).toEqual({ adds: [], lacks: [] });
  });

  it('is unknown for levels of other facets', () => {
    expect(difference('portal', 'analyzer', 'allow', 'org_admin')).toBeUndefined();
    expect(difference('portal', 'analyzer', 'toString', 'allow')).toBeUndefined();
  });
});

describe('the catalogue', () => {
  it('has every facet with its levels and what they come to', () => {
    const { facets } = catalogue(compiled('create'));

    expect(facets.map(({ facet }) => facet)).toEqual(['org', 'unit']);
    expect(facets[1]).toEqual({
      facet: 'unit',
      type: 'unit',
      pick: 'one',
      permissions: [
        'unit.view',
        'unit.edit',
        'unit.moderate',
        'unit.list_members',
        'unit.set_member_permissions',
      ],
      levels: [
        { level: 'view', permissions: ['unit.view'] },
        { level: 'edit', permissions: ['unit.view', 'unit.edit'] },
        {
          level: 'moderate',
          permissions: [
            'unit.view',
            'unit.edit',
            'unit.moderate',
            'unit.list_members',
            'unit.set_member_permissions',
          ],
        },
      ],
    });
  });

  it('names the empty level where there is one', () => {
    const named = catalogue(compiled('portal')).facets.map(({ facet, none }) => [facet, none]);

    expect(named).toEqual([
      ['portal', 'no_access'],
      ['workspaces', 'no_access'],
      ['analyzer', 'deny'],
    ]);
    expect(catalogue(compiled('jaicp')).facets.every((facet) => !('none' in facet))).toBe(true);
  });

  it('says what derived permissions need', () => {
    expect(catalogue(compiled('portal')).derived).toEqual([
      {
        permission: 'microservices.view',
        anyOf: [['portal.administer'], ['portal.view', 'workspaces.act_l1']],
      },
      {
        permission: 'microservices.create',
        anyOf: [['portal.administer'], ['portal.view', 'workspaces.act_l2']],
      },
    ]);
  });

  it('has a facet that is nothing but ticks', () => {
    const { facets } = catalogue(
      new CompiledModel(document({ facet: { levels: {}, permissions: ['room.air'] } })),
    );

    expect(facets).toEqual([
      { facet: 'room', type: 'room', pick: 'many', permissions: ['room.air'], levels: [] },
    ]);
  });
});
