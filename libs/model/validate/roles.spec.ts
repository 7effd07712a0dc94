import { describe, expect, it } from '@jest/globals';
import { refuses } from '../testing/refuses.suite.js';
import { faultsOf } from '../testing/shipped.suite.js';

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
