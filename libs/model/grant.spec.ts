import { describe, expect, it } from '@jest/globals';
import type { GrantDocument } from './document.js';
import { grantFaults, levelFaults, normalizeGrant, oneGrantOnly } from './grant.js';
import { parseScope } from './scope.js';
import { compiled } from './testing/shipped.suite.js';

const omniata = compiled('omniata');
const portal = compiled('portal');
const faults = (model: typeof omniata, grant: GrantDocument, assignableAt: readonly string[]) =>
  grantFaults(model, grant, assignableAt).map(({ code, path }) => `${code} ${path}`);
const omniataFaults = (grant: GrantDocument) => faults(omniata, grant, ['organization']);

describe('a grant', () => {
  it.each<[string, GrantDocument]>([
    ['here, with single permissions', { scope: '.', give: { people: ['people.invite', 'roles.manage'] } }],
    ['of everything', { scope: '.', give: { people: '*', engager: ['*'] } }],
    ['on all of a type', { scope: 'project:*', give: { project: 'owner' } }],
    [
      'of a single permission of a facet with levels',
      { scope: 'project:a', give: { project: 'project.use_sql' } },
    ],
    ['on one resource', { scope: 'dashboard_group:d', give: { dashboard_group: ['read'] } }],
    [
      'on everything below a resource of another type',
      { scope: 'project:a/**', give: { dashboard_group: 'read' } },
    ],
    [
      'on a resource and what nests in it',
      { scope: 'dashboard_group:d/**', give: { dashboard_group: 'read' } },
    ],
    ['of the same level twice', { scope: 'project:a', give: { project: ['viewer', 'viewer'] } }],
    ['narrowed', { scope: 'project:*', give: { project: 'viewer' }, only: { dashboard_group: ['d1'] } }],
  ])('%s is taken', (_, grant) => {
    expect(omniataFaults(grant)).toEqual([]);
  });

  it('may give the empty level', () => {
    expect(
      faults(portal, { scope: '.', give: { portal: 'no_access', analyzer: 'deny' } }, ['tenant']),
    ).toEqual([]);
  });

  it.each<[string, GrantDocument, readonly string[]]>([
    [
      'a scope that reads as nothing',
      { scope: 'project', give: { project: 'viewer' } },
      ['INVALID_ID /scope'],
    ],
    ['an unknown type', { scope: 'galaxy:*', give: { project: 'viewer' } }, ['UNKNOWN_TYPE /scope']],
    ['an unknown facet', { scope: '.', give: { galaxy: 'viewer' } }, ['UNKNOWN_FACET /give/galaxy']],
    [
      'an unknown facet, narrowed',
      { scope: '.', give: { galaxy: 'viewer' }, only: { project: ['a'] } },
      ['UNKNOWN_FACET /give/galaxy'],
    ],
    [
      'a facet called like a method',
      { scope: '.', give: { toString: 'viewer' } },
      ['UNKNOWN_FACET /give/toString'],
    ],
    ['an unknown level', { scope: 'project:*', give: { project: 'boss' } }, ['UNKNOWN_LEVEL /give/project']],
    [
      'an unknown level in a list',
      { scope: '.', give: { people: ['people.invite', 'boss'] } },
      ['UNKNOWN_LEVEL /give/people/1'],
    ],
    [
      'a permission of another facet',
      { scope: '.', give: { people: 'engager.manage_content' } },
      ['UNKNOWN_LEVEL /give/people'],
    ],
    [
      'a derived permission',
      { scope: '.', give: { engager: 'channels.edit' } },
      ['UNKNOWN_LEVEL /give/engager'],
    ],
    ['no level', { scope: '.', give: { people: [] } }, ['UNKNOWN_LEVEL /give/people']],
    [
      'a facet of a type where the role is never assigned',
      { scope: '.', give: { project: 'viewer' } },
      ['FACET_NOT_ON_TYPE /give/project'],
    ],
    [
      'a facet of another type',
      { scope: 'project:*', give: { people: '*' } },
      ['FACET_NOT_ON_TYPE /give/people'],
    ],
    [
      'a facet of another type on one resource',
      { scope: 'project:a', give: { dashboard_group: 'read' } },
      ['FACET_NOT_ON_TYPE /give/dashboard_group'],
    ],
    [
      'a facet that never lies below',
      { scope: 'project:a/**', give: { environment: 'query' } },
      ['FACET_NOT_ON_TYPE /give/environment'],
    ],
    [
      'two levels where one is picked',
      { scope: 'project:*', give: { project: ['viewer', 'owner'] } },
      ['ONE_LEVEL_ONLY /give/project'],
    ],
    [
      'narrowing by a type above',
      { scope: 'project:*', give: { project: 'viewer' }, only: { organization: ['x'] } },
      ['NARROWING_TYPE_WRONG /only/organization'],
    ],
    [
      'narrowing by its own type where it cannot nest',
      { scope: 'project:*', give: { project: 'viewer' }, only: { project: ['x'] } },
      ['NARROWING_TYPE_WRONG /only/project'],
    ],
    [
      'narrowing by an unknown type',
      { scope: 'project:*', give: { project: 'viewer' }, only: { galaxy: ['x'] } },
      ['NARROWING_TYPE_WRONG /only/galaxy'],
    ],
    [
      'narrowing by what is no id',
      { scope: 'project:*', give: { project: 'viewer' }, only: { dashboard_group: ['d', 'a*'] } },
      ['INVALID_ID /only/dashboard_group/1'],
    ],
  ])('with %s is refused', (_, grant, expected) => {
    expect(omniataFaults(grant)).toEqual(expected);
  });

  it('tells every fault, in the order in which refusals are told', () => {
    const grant = {
      scope: 'project:*',
      give: { galaxy: 'x', people: ['people.invite', 'boss'], project: ['viewer', 'owner'] },
      only: { organization: ['a*'] },
    };

    expect(omniataFaults(grant)).toEqual([
      'INVALID_ID /only/organization/0',
      'UNKNOWN_FACET /give/galaxy',
      'UNKNOWN_LEVEL /give/people/1',
      'FACET_NOT_ON_TYPE /give/people',
      'ONE_LEVEL_ONLY /give/project',
      'NARROWING_TYPE_WRONG /only/organization',
    ]);
  });

  it('says what would be right', () => {
    const [fault] = grantFaults(omniata, { scope: 'application:*', give: { application: 'write' } }, [
      'organization',
    ]);

    expect(fault?.detail).toBe(
      'facet `application` has no level or permission `write`, it has `read`, `read_write`, `application.view`, ' +
        '`application.view_data`, `application.view_engager`, `application.edit`, `application.delete`, `*`',
    );
  });

  it('is not echoed at length', () => {
    const [fault] = grantFaults(omniata, { scope: 'x'.repeat(100_000), give: { people: '*' } }, [
      'organization',
    ]);

    expect(fault?.detail.length).toBeLessThan(200);
  });
});

describe('one form of a grant', () => {
  it('has sorted lists without repeats', () => {
    expect(
      normalizeGrant({ scope: '.', give: { a: 'x', b: ['y', 'x', 'y'] }, only: { t: ['2', '1', '2'] } }),
    ).toEqual({ scope: '.', give: { a: ['x'], b: ['x', 'y'] }, only: { t: ['1', '2'] } });
  });

  it('has no narrowing that narrows nothing, but keeps one that leaves nothing', () => {
    expect(normalizeGrant({ scope: '.', give: { a: 'x' }, only: {} })).toEqual({
      scope: '.',
      give: { a: ['x'] },
    });
    expect(normalizeGrant({ scope: '.', give: { a: 'x' }, only: { t: [] } }).only).toEqual({ t: [] });
  });

  it('does not change what it was given', () => {
    const give = { b: ['y', 'x'] };
    normalizeGrant({ scope: '.', give });

    expect(give).toEqual({ b: ['y', 'x'] });
  });
});

describe('a value for one facet', () => {
  it('is one level where one is picked, any number elsewhere', () => {
    const [project, people] = [omniata.facets.get('project')!, omniata.facets.get('people')!];

    expect(levelFaults(project, 'viewer')).toEqual([]);
    expect(levelFaults(project, ['viewer', 'owner'])).toMatchObject([{ code: 'ONE_LEVEL_ONLY', path: '' }]);
    expect(levelFaults(people, ['people.invite', 'people.remove'])).toEqual([]);
    expect(levelFaults(people, ['people.invite', 'x'])).toMatchObject([
      { code: 'UNKNOWN_LEVEL', path: '/1' },
    ]);
  });
});

describe('one grant per scope', () => {
  const only = (text: string, assignableAt: readonly string[]) =>
    oneGrantOnly(portal, parseScope(text)!, assignableAt);

  it('is asked for by the type that the scope names', () => {
    expect(only('tenant:*', ['tenant'])).toBe(true);
    expect(only('tenant:t1', ['tenant'])).toBe(true);
    expect(only('tenant:t1/**', ['tenant'])).toBe(true);
    expect(only('device:*', ['tenant'])).toBe(false);
  });

  it('is asked for here by any type of place', () => {
    expect(only('.', ['device', 'tenant'])).toBe(true);
    expect(only('.', ['device'])).toBe(false);
  });
});
