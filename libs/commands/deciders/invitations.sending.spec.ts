import { describe, expect, it } from '@jest/globals';
import { given } from '../testing/organization.suite.js';
import type { Order } from '../testing/orders.suite.js';
import { accept, acme, bob, fourteenDays, hash, ina, zoe } from './invitations.suite.js';

describe('InviteUser', () => {
  it('invites each person, and gives each the roles', () => {
    acme()
      .by('ana')
      .when({ InviteUser: { emails: 'Zoe@X.io; yan@x.io', roles: ['developer'], place: 'group:sales' } })
      .happens(
        {
          UserInvited: {
            person: zoe,
            key: 'key-5',
            identity: { user: 'zoe@x.io', email: 'zoe@x.io' },
            expires: fourteenDays,
            tokenHash: hash(zoe, fourteenDays),
          },
        },
        { RoleAssigned: { person: zoe, role: 'developer', place: 'group:sales', source: 'invitation' } },
        {
          UserInvited: {
            person: 4,
            key: 'key-6',
            identity: { user: 'yan@x.io', email: 'yan@x.io' },
            expires: fourteenDays,
            tokenHash: hash(4, fourteenDays),
          },
        },
        { RoleAssigned: { person: 4, role: 'developer', place: 'group:sales', source: 'invitation' } },
      );
  });

  it('is open as long as the settings say', () => {
    const until = '2026-01-04T00:00:00.000Z';

    acme()
      .given({ ChangeOrganizationSettings: { settings: { invitationDays: 3 } } })
      .when({ InviteUser: { emails: 'zoe@x.io' } })
      .happens({
        UserInvited: {
          person: zoe,
          key: 'key-5',
          identity: { user: 'zoe@x.io', email: 'zoe@x.io' },
          expires: until,
          tokenHash: hash(zoe, until),
        },
      });
  });

  it('knows people again who were removed, with what was known of them', () => {
    acme()
      .given(
        { ChangeUserAttributes: { user: 'bob', attributes: { team: 'x' } } },
        { RemoveUser: { user: 'bob' } },
      )
      .when({ InviteUser: { users: [{ user: 'bob', email: 'bob@x.io' }] } })
      .happens({
        UserInvited: {
          person: bob,
          key: 'key-3',
          identity: { user: 'bob', email: 'bob@x.io', attributes: { team: 'x' } },
          expires: fourteenDays,
          tokenHash: hash(bob, fourteenDays),
        },
      });
  });

  it('takes the right at the place', () => {
    const group = { place: 'project_group:g' };
    given(
      'jaicp',
      { RegisterResource: { ref: 'project_group:g', parent: 'account:acme' } },
      { AddUser: { user: 'adm', roles: ['USER_ADMIN'], ...group } },
    )
      .by('adm')
      .when({ InviteUser: { emails: 'zoe@x.io', roles: ['LINGUIST'], ...group } })
      .happen('UserInvited', 'RoleAssigned')
      .when({ InviteUser: { emails: 'yan@x.io', ...group } })
      .happen('UserInvited')
      .when({ InviteUser: { emails: 'xim@x.io' } })
      .refused('FORBIDDEN', '`user_roles.manage`');
  });

  it('warns once of a deprecated role', () => {
    given('jaicp', { RegisterResource: { ref: 'project_group:g', parent: 'account:acme' } })
      .when({ InviteUser: { emails: 'a@x.io, b@x.io', roles: ['ANALYST'], place: 'project_group:g' } })
      .warned('role `ANALYST` is deprecated');
  });

  it.each<[string, Order]>([
    ['FORBIDDEN', { InviteUser: { emails: 'zoe@x.io', place: 'group:none' } }],
    ['ALREADY_MEMBER', { InviteUser: { users: [{ user: 'bob', email: 'b@x.io' }] } }],
    ['ALREADY_INVITED', { InviteUser: { emails: 'zoe@x.io ina@x.io'.split(' ') } }],
    ['ROLE_NOT_FOUND', { InviteUser: { emails: 'zoe@x.io', roles: ['nothing'] } }],
    ['ROLE_NOT_ASSIGNABLE_HERE', { InviteUser: { emails: 'zoe@x.io', roles: ['viewer'] } }],
    [
      'ROLE_ALREADY_HELD_AT_SCOPE',
      { InviteUser: { emails: 'zoe@x.io', roles: ['viewer', 'owner'], place: 'group:hr' } },
    ],
  ])('is refused: %s', (code, order) => {
    acme()
      .by('ana')
      .when(order)
      .refused(code as never);
  });

  it('tells operators of a place that is not there, also where no role is held', () => {
    acme()
      .when({ InviteUser: { emails: 'zoe@x.io', place: 'group:none' } })
      .refused('UNKNOWN_RESOURCE', '`group:none`');
  });

  it('tells of members before invited people, of people before roles, of roles before places', () => {
    const all = [
      { user: 'ina@x.io', email: 'ina@x.io' },
      { user: 'bob', email: 'b@x.io' },
      { user: 'zoe', email: 'z@x.io' },
    ];
    const roles = ['owner', 'nothing'];
    const place = 'organization:acme';

    acme()
      .when({ InviteUser: { users: all, roles, place } })
      .refused('ALREADY_MEMBER', '`bob`')
      .when({ InviteUser: { users: [all[0]!, all[2]!], roles, place } })
      .refused('ALREADY_INVITED', '`ina@x.io`')
      .when({ InviteUser: { users: [all[2]!], roles, place } })
      .refused('ROLE_NOT_FOUND', '`nothing`')
      .when({ InviteUser: { users: [all[2]!], roles: ['owner'], place } })
      .refused('ROLE_NOT_ASSIGNABLE_HERE', '`owner`');
  });
});

describe('ResendInvitation', () => {
  it('sends it anew, with another end', () => {
    const expires = '2026-01-20T00:00:00.000Z';

    acme()
      .at('2026-01-06T00:00:00Z')
      .by('ana')
      .when({ ResendInvitation: { user: 'ina@x.io' } })
      .happens({ InvitationResent: { person: ina, expires, tokenHash: hash(ina, expires) } });
  });

  it('opens one again that has expired', () => {
    acme()
      .at('2026-02-01T00:00:00Z')
      .given({ ResendInvitation: { user: 'ina@x.io' } })
      .by('ina@x.io')
      .when(accept)
      .happen('UserActivated');
  });

  it('needs an open invitation, and the right where a role is promised', () => {
    acme()
      .by('ana')
      .when({ ResendInvitation: { user: 'bob' } })
      .refused('NOT_INVITED', '`bob`')
      .when({ ResendInvitation: { user: 'nobody' } })
      .refused('NOT_INVITED')
      .by('bob')
      .when({ ResendInvitation: { user: 'nobody' } })
      .refused('FORBIDDEN');
  });
});

describe('RevokeInvitation', () => {
  it('takes the invitation back with all roles', () => {
    const { access } = acme()
      .by('ana')
      .when({ RevokeInvitation: { user: 'ina@x.io' } })
      .happens({ InvitationRevoked: { person: ina } });

    expect(access.assignments.first(ina, false)).toBe(-1);
  });

  it('needs the right wherever a role is promised', () => {
    const at = (ref: string) => ({ RegisterResource: { ref, parent: 'account:acme' } });
    const group = { place: 'project_group:g' };
    const account = () =>
      given(
        'jaicp',
        at('project_group:g'),
        at('project_group:h'),
        { AddUser: { user: 'adm', roles: ['USER_ADMIN'], ...group } },
        { InviteUser: { emails: 'ina@x.io', roles: ['LINGUIST'], ...group } },
      );

    account()
      .by('adm')
      .when({ RevokeInvitation: { user: 'ina@x.io' } })
      .happen('InvitationRevoked');
    account()
      .given({ AssignRole: { user: 'ina@x.io', role: 'DEVELOPER', place: 'project_group:h' } })
      .by('adm')
      .when({ ResendInvitation: { user: 'ina@x.io' } })
      .happen('InvitationResent')
      .when({ RevokeInvitation: { user: 'ina@x.io' } })
      .refused('FORBIDDEN');
  });

  it('needs an open invitation', () => {
    acme()
      .when({ RevokeInvitation: { user: 'bob' } })
      .refused('NOT_INVITED');
  });
});
