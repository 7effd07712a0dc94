import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#model/errors.js';
import { given, type Organization } from '../testing/organization.suite.js';
import { commandOf, type Order } from '../testing/orders.suite.js';

const [bob, ina] = [1, 2];
const everywhere = 'organization:acme';

/** Bob is active with a role, ina is invited with it, rem was removed. */
const acme = () =>
  given(
    'create',
    { CreateRole: { role: 'staff' } },
    { CreateRole: { role: 'hr', criteria: { team: 'hr' } } },
    { AddUser: { user: 'bob', roles: ['staff'] } },
    { InviteUser: { emails: 'ina@x.io', roles: ['staff'] } },
    { AddUser: { user: 'rem' } },
    { RemoveUser: { user: 'rem' } },
  );

type Rows = Extract<Order, { ImportUsers: unknown }>['ImportUsers']['rows'];

function importing(...rows: Rows): Order {
  return { ImportUsers: { rows } };
}

function faultsOf(organization: Organization, order: Order) {
  try {
    organization.send('operator:root', commandOf(order));
  } catch (error) {
    if (error instanceof DomainError) return error.faults;
    throw error;
  }
  return undefined;
}

describe('ImportUsers', () => {
  it('activates strangers and invited people, and adds the roles that are not held', () => {
    acme()
      .by('ana')
      .when(
        importing(
          { user: 'zoe', email: 'zoe@x.io', attributes: { team: 'hr' }, roles: ['staff', 'hr'] },
          { user: 'ina@x.io', roles: ['staff'] },
          { user: 'bob', roles: ['staff', 'hr'] },
          { user: 'yan' },
        ),
      )
      .happens(
        {
          UserActivated: {
            person: 4,
            key: 'key-6',
            identity: { user: 'zoe', email: 'zoe@x.io', attributes: { team: 'hr' } },
          },
        },
        { RoleAssigned: { person: 4, role: 'staff', place: everywhere, source: 'import' } },
        { RoleAssigned: { person: 4, role: 'hr', place: everywhere, source: 'import' } },
        { UserActivated: { person: ina } },
        { RoleAssigned: { person: bob, role: 'hr', place: everywhere, source: 'import' } },
        { UserActivated: { person: 5, key: 'key-7', identity: { user: 'yan' } } },
      );
  });

  it('passes over rows without effect', () => {
    acme()
      .when(importing({ user: 'bob', roles: ['staff'] }, { user: 'bob' }))
      .happens();
  });

  it('takes rows about the same person together', () => {
    acme()
      .when(
        importing(
          { user: 'zoe', roles: ['staff'] },
          { user: 'zoe', roles: ['staff', 'hr'] },
          { user: 'zoe', roles: ['hr'] },
        ),
      )
      .happen('UserActivated', 'RoleAssigned', 'RoleAssigned');
  });

  it('gives one role where a place takes one, over all rows', () => {
    const at = (ref: string): Order => ({ RegisterResource: { ref, parent: everywhere } });
    const rows: Rows = [
      { user: 'zoe', roles: ['viewer'], place: 'group:a' },
      { user: 'zoe', roles: ['owner'], place: 'group:a b' },
    ];

    given('ocp', at('group:a'), at('group:a b'))
      .when(importing(...rows))
      .happen('UserActivated', 'RoleAssigned', 'RoleAssigned');
    given('ocp', at('group:a'), at('group:a b'))
      .when(importing(...rows, { user: 'zoe', roles: ['owner'], place: 'group:a' }))
      .refused('ROLE_ALREADY_HELD_AT_SCOPE', 'row 2: ');
  });

  it('brings nobody back', () => {
    acme()
      .when(importing({ user: 'rem' }))
      .refused('NOT_A_MEMBER', '`AddUser`');
  });

  it('names the row that is at fault', () => {
    const faults = faultsOf(acme(), importing({ user: 'zoe' }, { user: 'yan', roles: ['nothing'] }));

    expect(faults).toEqual([
      { path: '/rows/1', code: 'ROLE_NOT_FOUND', detail: 'there is no role `nothing`' },
    ]);
  });

  it('takes two rights wherever a row is about, and is about others where that is asked', () => {
    const holding = (...permissions: string[]) =>
      given(
        'omniata',
        { CreateRole: { role: 'some', grants: [{ scope: '.', give: { people: permissions } }] } },
        { AddUser: { user: 'some', roles: ['some'] } },
      ).by('some');
    const both = ['people.invite', 'members.update_roles'];

    holding('people.invite')
      .when(importing({ user: 'zoe' }))
      .refused('FORBIDDEN');
    holding('members.update_roles')
      .when(importing({ user: 'zoe' }))
      .refused('FORBIDDEN');
    holding(...both)
      .when(importing({ user: 'zoe', roles: ['all_users'] }))
      .happen('UserActivated', 'RoleAssigned')
      .when(importing({ user: 'zoe' }, { user: 'some', roles: ['nothing'] }))
      .refused('SELF_CHANGE_FORBIDDEN')
      .when(importing({ user: 'some' }, { user: 'yan' }))
      .happen('UserActivated')
      .when(importing({ user: 'xim', roles: ['all_users'], place: 'organization:none' }))
      .refused('FORBIDDEN');
  });
});
