import { describe, it } from '@jest/globals';
import { document } from '#access/testing/document.suite.js';
import { given } from './testing/organization.suite.js';
import type { Order } from './testing/orders.suite.js';

/** Roles are assigned with one of two permissions, never to oneself; nothing else is offered. */
const house = (administration: NonNullable<Parameters<typeof document>[0]>['administration']) =>
  given(
    document({
      facets: {
        house: { type: 'house', pick: 'many', permissions: ['house.rule', 'house.help'] },
      },
      roles: {
        keeper: {
          kind: 'built-in',
          assignable_at: ['house'],
          grants: [{ scope: '.', give: { house: 'house.rule' } }],
        },
        helper: {
          kind: 'built-in',
          assignable_at: ['house'],
          grants: [{ scope: '.', give: { house: 'house.help' } }],
        },
        guest: { kind: 'built-in', assignable_at: ['house'] },
      },
      administration: administration ?? {},
    }),
    { AddUser: { user: 'bob', roles: ['helper'] } },
    { AddUser: { user: 'gus', roles: ['guest'] } },
  );

const assign = (user: string) => ({ AssignRole: { user, role: 'guest' } });

describe('a right', () => {
  it('that the model has no line for is available to operators alone', () => {
    house({})
      .by('ana')
      .when(assign('bob'))
      .refused('NOT_AVAILABLE_IN_MODEL', '`AssignRole`')
      .by('operator:root')
      .when(assign('bob'))
      .happen('RoleAssigned');
  });

  it('is held with any one of the permissions named', () => {
    const either = () => house({ assign_roles: { needs: ['house.rule', 'house.help'] } });

    either().by('ana').when(assign('bob')).happen('RoleAssigned');
    either().by('bob').when(assign('ana')).happen('RoleAssigned');
    either().by('gus').when(assign('ana')).refused('FORBIDDEN', '`house.rule` or `house.help`');
  });

  it('can be one that nobody uses for themselves, whether they hold it or not', () => {
    const others = () => house({ assign_roles: { needs: 'house.rule', forbid_self: true } });

    others().by('ana').when(assign('ana')).refused('SELF_CHANGE_FORBIDDEN');
    others().by('gus').when(assign('gus')).refused('SELF_CHANGE_FORBIDDEN');
    others().by('gus').when(assign('ana')).refused('FORBIDDEN');
    others().when(assign('gus')).refused('ALREADY_ASSIGNED');
  });

  it.each<[Order]>([
    [{ SuspendUser: { user: 'ana' } }],
    [{ ReinstateUser: { user: 'ana' } }],
    [{ RemoveUser: { user: 'ana' } }],
    [{ EraseUser: { user: 'ana' } }],
    [{ ChangeUserAttributes: { user: 'ana', attributes: {} } }],
    [{ NotifyUsers: { users: ['bob', 'ana'], text: 'Hello' } }],
  ])('can be for others alone, whatever it is about: %j', (order) => {
    const others = { needs: 'house.rule', forbid_self: true };

    house({ remove_member: others, invite: others, notify: others })
      .by('ana')
      .when(order)
      .refused('SELF_CHANGE_FORBIDDEN');
  });

  it('must all be there where a command takes several', () => {
    const create = { CreateRole: { role: 'new', grants: [{ scope: '.', give: { house: 'house.help' } }] } };

    house({ manage_roles: { needs: 'house.rule' } })
      .by('ana')
      .when(create)
      .refused('NOT_AVAILABLE_IN_MODEL');
    house({ manage_roles: { needs: 'house.rule' }, edit_role_permissions: { needs: 'house.help' } })
      .by('ana')
      .when(create)
      .refused('FORBIDDEN', '`house.help`');
  });

  it('ends with the assignment that gives it', () => {
    house({ assign_roles: { needs: 'house.help' } })
      .given(
        { RevokeRole: { user: 'bob', role: 'helper' } },
        { AssignRole: { user: 'bob', role: 'helper', until: '2026-02-01T00:00:00Z' } },
      )
      .at('2026-01-31T23:59:59.999Z')
      .by('bob')
      .when(assign('ana'))
      .happen('RoleAssigned')
      .at('2026-02-01T00:00:00Z')
      .when(assign('bob'))
      .refused('FORBIDDEN');
  });
});
