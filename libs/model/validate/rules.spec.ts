import { describe, expect, it } from '@jest/globals';
import { refuses } from '../testing/refuses.suite.js';
import { faultsOf } from '../testing/shipped.suite.js';

describe('rules', () => {
  refuses([
    [
      'an action that needs an unknown permission',
      'ocp',
      { '/administration/invite/needs': 'x' },
      '/administration/invite/needs',
      'there is no permission `x`',
    ],
    [
      'an action at the root that nobody could have there',
      'ocp',
      { '/administration/settings': { needs: 'miniapps.list_apps' } },
      '/administration/settings/needs',
      'is asked for at `organization`, where `miniapps.list_apps` never applies',
    ],
    [
      'a guard of an unknown permission',
      'ocp',
      { '/guards/keep_last/1': 'x' },
      '/guards/keep_last/1',
      'there is no permission `x`',
    ],
    [
      'a guard of a permission that never applies at the root',
      'ocp',
      { '/guards/keep_last/1': 'miniapps.list_apps' },
      '/guards/keep_last/1',
      '`miniapps.list_apps` never applies at the root type `organization`',
    ],
    [
      'custom roles for a type that is not there',
      'ocp',
      { '/custom_roles/assignable_at/0': 'galaxy' },
      '/custom_roles/assignable_at/0',
      'there is no type `galaxy`',
    ],
    [
      'custom roles for nowhere',
      'ocp',
      { '/custom_roles/assignable_at': undefined },
      '/custom_roles/assignable_at',
      'is missing',
    ],
    [
      'criteria where the root gives no role',
      'ocp',
      { '/custom_roles/criteria': 'on_first_access' },
      '/custom_roles/criteria',
      'criteria assign a role at the root, add `organization`',
    ],
  ]);

  it('may ask below the root for what is decided at a place', () => {
    expect(faultsOf('jaicp', { '/administration/set_user_grant': { needs: 'user_roles.manage' } })).toEqual(
      [],
    );
  });
});
