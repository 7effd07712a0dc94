import { describe, expect, it } from '@jest/globals';
import { decide } from './decide.js';
import { leavesTrace } from './refusals.js';
import { commandTypes } from './schema.js';
import { examples } from './schema/examples.js';
import { given, Organization } from './testing/organization.suite.js';
import { commandOf, type Order } from './testing/orders.suite.js';

const rename: Order = { RenameOrganization: { name: 'Bolt' } };
const following = commandTypes.filter((type) => type !== 'CreateOrganization');

function example(type: (typeof commandTypes)[number]): Order {
  return { [type]: examples[type] } as Order; // One entry, of that type.
}

describe('an organization', () => {
  it.each(following)('that is not there takes no %s', (type) => {
    new Organization().when(example(type)).refused('UNKNOWN_ORGANIZATION', '`acme`');
  });

  it.each(following)('is not there for strangers who send %s', (type) => {
    given('create').by('stranger').when(example(type)).refused('UNKNOWN_ORGANIZATION');
  });

  it.each(following)('takes no %s when it is closed', (type) => {
    given('create', { CloseOrganization: {} })
      .when(example(type))
      .refused('ORGANIZATION_CLOSED')
      .by('ana')
      .when(example(type))
      .refused('ORGANIZATION_CLOSED')
      .by('stranger')
      .when(example(type))
      .refused('UNKNOWN_ORGANIZATION');
  });

  it.each<[string, Order[]]>([
    ['invited', [{ InviteUser: { users: [{ user: 'bob', email: 'b@x.io' }] } }]],
    ['suspended', [{ AddUser: { user: 'bob' } }, { SuspendUser: { user: 'bob' } }]],
    ['removed', [{ AddUser: { user: 'bob' } }, { RemoveUser: { user: 'bob' } }]],
    ['erased', [{ AddUser: { user: 'bob' } }, { EraseUser: { user: 'bob' } }]],
    [
      'a stranger again',
      [{ InviteUser: { users: [{ user: 'bob', email: 'b@x.io' }] } }, { RevokeInvitation: { user: 'bob' } }],
    ],
  ])('is not there for somebody who is %s', (_, orders) => {
    given('create', ...orders)
      .by('bob')
      .when(rename)
      .refused('UNKNOWN_ORGANIZATION');
  });

  it('is there for who was invited as far as the own answer goes', () => {
    given('create', { InviteUser: { emails: 'a@x.io, b@x.io' } })
      .by('a@x.io')
      .when({ AcceptInvitation: { user: 'b@x.io' } })
      .refused('UNKNOWN_ORGANIZATION')
      .when({ AcceptInvitation: { user: 'a@x.io' } })
      .happen('UserActivated');
  });
});

describe('a key', () => {
  it.each(following)('that does not cover %s is refused', (type) => {
    given('create', { CreateRole: { role: 'support' } })
      .by({ service: [] })
      .when(example(type))
      .refused(refusedToAll.get(type) ?? 'FORBIDDEN');
  });

  it('that covers a command is bound by no right, and by every other rule', () => {
    given('create', { AddUser: { user: 'bob' } })
      .by({ service: ['RemoveUser'] })
      .when({ RemoveUser: { user: 'bob' } })
      .happen('UserRemoved')
      .when({ RemoveUser: { user: 'ana' } })
      .refused('LAST_ADMIN');
  });
});

/** What the model `create` refuses to everybody comes before any right. */
const refusedToAll = new Map<string, 'OVERRIDE_NOT_AVAILABLE' | 'NOT_AVAILABLE_IN_MODEL'>([
  ['OverrideDashboard', 'OVERRIDE_NOT_AVAILABLE'],
  ['ClearDashboardOverride', 'OVERRIDE_NOT_AVAILABLE'],
]);

describe('a decision', () => {
  it('leaves the state as it was', () => {
    const acme = given('portal', { AddUser: { user: 'bob', roles: ['organization_administrator'] } });
    const before = structuredClone(acme.access.dump());

    const events = decide(acme.access, commandOf({ RemoveUser: { user: 'bob' } }), acme.context('ana'));

    expect(events).toHaveLength(1);
    expect(acme.access.dump()).toEqual(before);
  });
});

describe('a refusal', () => {
  it('is kept of commands that change access, from rights onward', () => {
    expect(leavesTrace('AssignRole', 'FORBIDDEN')).toBe(true);
    expect(leavesTrace('AssignRole', 'SELF_CHANGE_FORBIDDEN')).toBe(true);
    expect(leavesTrace('AssignRole', 'ROLE_NOT_FOUND')).toBe(true);
    expect(leavesTrace('RemoveUser', 'LAST_ADMIN')).toBe(true);
    expect(leavesTrace('TransferOwnership', 'NOT_THE_OWNER')).toBe(true);
  });

  it('is not kept of bad input, strangers, and what is offered to nobody', () => {
    expect(leavesTrace('AssignRole', 'MALFORMED')).toBe(false);
    expect(leavesTrace('AssignRole', 'UNKNOWN_ORGANIZATION')).toBe(false);
    expect(leavesTrace('AssignRole', 'ORGANIZATION_CLOSED')).toBe(false);
    expect(leavesTrace('DeleteRole', 'ROLE_LOCKED')).toBe(false);
    expect(leavesTrace('OverrideDashboard', 'OVERRIDE_NOT_AVAILABLE')).toBe(false);
    expect(leavesTrace('RemoveUser', 'NOT_AVAILABLE_IN_MODEL')).toBe(false);
    expect(leavesTrace('AssignRole', 'REVISION_CONFLICT')).toBe(false);
  });

  it('is not kept of commands that change no access', () => {
    expect(leavesTrace('RenameOrganization', 'FORBIDDEN')).toBe(false);
    expect(leavesTrace('AddUser', 'FORBIDDEN')).toBe(false);
  });
});
