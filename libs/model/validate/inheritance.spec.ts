import { describe, expect, it } from '@jest/globals';
import { refuses } from '../testing/refuses.suite.js';
import { faultsOf } from '../testing/shipped.suite.js';

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
