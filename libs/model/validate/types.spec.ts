import { describe, expect, it } from '@jest/globals';
import { refuses } from '../testing/refuses.suite.js';
import { faultsOf } from '../testing/shipped.suite.js';

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
