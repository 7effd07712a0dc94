import { describe, it } from '@jest/globals';
import { given } from '../testing/organization.suite.js';
import type { Order } from '../testing/orders.suite.js';

const [bob, zoe] = [1, 2];

/** Bob is active; people of HR get a role when they come. */
const acme = () =>
  given(
    'create',
    { CreateRole: { role: 'hr', criteria: { team: 'hr' } } },
    { CreateRole: { role: 'staff' } },
    { AddUser: { user: 'bob' } },
  );

describe('AddUser', () => {
  it('makes a stranger active at once, with the roles', () => {
    acme()
      .by('ana')
      .when({ AddUser: { user: 'zoe', email: 'zoe@x.io', attributes: { team: 'hr' }, roles: ['staff'] } })
      .happens(
        {
          UserActivated: {
            person: zoe,
            key: 'key-4',
            identity: { user: 'zoe', email: 'zoe@x.io', attributes: { team: 'hr' } },
          },
        },
        { RoleAssigned: { person: zoe, role: 'staff', place: 'organization:acme', source: 'person' } },
      );
  });

  it('brings back who was removed, with what was known', () => {
    acme()
      .given({ RemoveUser: { user: 'bob' } })
      .when({ AddUser: { user: 'bob' } })
      .happens({ UserActivated: { person: bob } });
  });

  it('activates an invited person and passes over what is held already', () => {
    acme()
      .given({ InviteUser: { emails: 'zoe@x.io', roles: ['staff'] } })
      .when({ AddUser: { user: 'zoe@x.io', roles: ['staff', 'hr'] } })
      .happens(
        { UserActivated: { person: zoe } },
        { RoleAssigned: { person: zoe, role: 'hr', place: 'organization:acme', source: 'person' } },
      );
  });

  it('is refused', () => {
    acme()
      .by('ana')
      .when({ AddUser: { user: 'bob', roles: ['nothing'] } })
      .refused('ALREADY_MEMBER', '`bob`')
      .when({ AddUser: { user: 'zoe', roles: ['nothing'] } })
      .refused('ROLE_NOT_FOUND', '`nothing`')
      .by('bob')
      .when({ AddUser: { user: 'bob' } })
      .refused('FORBIDDEN', '`org.manage_members`')
      .given({ SuspendUser: { user: 'bob' } })
      .when({ AddUser: { user: 'bob' } })
      .refused('ALREADY_MEMBER');
  });

  it('adds no second role at a place of one role', () => {
    const group = { place: 'group:sales' };
    given(
      'ocp',
      { RegisterResource: { ref: 'group:sales', parent: 'organization:acme' } },
      { InviteUser: { emails: 'ina@x.io', roles: ['viewer'], ...group } },
    )
      .when({ AddUser: { user: 'ina@x.io', roles: ['owner'], ...group } })
      .refused('ROLE_ALREADY_HELD_AT_SCOPE', '`viewer`')
      .when({ AddUser: { user: 'ina@x.io', roles: ['viewer'], ...group } })
      .happen('UserActivated');
  });

  it('gives nobody what changes hands otherwise', () => {
    given('jaicp', { RegisterResource: { ref: 'project_group:g', parent: 'account:acme' } })
      .when({ AddUser: { user: 'zoe', roles: ['owner'], place: 'project_group:g' } })
      .refused('USE_TRANSFER_OWNERSHIP');
  });

  it('gives at most 1,000 roles at one place', () => {
    const roles = Array.from({ length: 1000 }, (_, index) => `r${index}`);
    const full = given('create', ...roles.map((role) => ({ CreateRole: { role } })), {
      InviteUser: { emails: 'ina@x.io', roles },
    });

    full
      .given({ CreateRole: { role: 'last' } })
      .when({ AddUser: { user: 'ina@x.io', roles: ['last'] } })
      .refused('BATCH_TOO_LARGE', '1000')
      .when({ AssignRole: { user: 'ina@x.io', role: 'last' } })
      .refused('BATCH_TOO_LARGE', '1000');
  });
});

describe('RecordFirstAccess', () => {
  it('makes a stranger active, with the roles whose criteria match', () => {
    acme()
      .by({ service: ['RecordFirstAccess'] })
      .when({ RecordFirstAccess: { user: 'zoe', attributes: { team: 'hr', floor: 2 } } })
      .happens(
        {
          UserActivated: {
            person: zoe,
            key: 'key-4',
            identity: { user: 'zoe', attributes: { team: 'hr', floor: 2 } },
          },
        },
        { RoleAssigned: { person: zoe, role: 'hr', place: 'organization:acme', source: 'criteria' } },
      );
  });

  it('looks at what is known of an invited person, unless something else is said', () => {
    const invited = () =>
      acme().given(
        { InviteUser: { emails: 'zoe@x.io' } },
        { ChangeUserAttributes: { user: 'zoe@x.io', attributes: { team: 'hr' } } },
      );

    invited()
      .when({ RecordFirstAccess: { user: 'zoe@x.io' } })
      .happens(
        { UserActivated: { person: zoe } },
        { RoleAssigned: { person: zoe, role: 'hr', place: 'organization:acme', source: 'criteria' } },
      );
    invited()
      .when({ RecordFirstAccess: { user: 'zoe@x.io', attributes: { team: 'x' } } })
      .happens({
        UserActivated: {
          person: zoe,
          key: 'key-4',
          identity: { user: 'zoe@x.io', email: 'zoe@x.io', attributes: { team: 'x' } },
        },
      });
  });

  it.each<[string, readonly Order[]]>([
    ['active', []],
    ['suspended', [{ SuspendUser: { user: 'bob' } }]],
    ['removed', [{ RemoveUser: { user: 'bob' } }]],
  ])('has no effect on somebody %s', (_, orders) => {
    acme()
      .given(...orders)
      .when({ RecordFirstAccess: { user: 'bob', attributes: { team: 'hr' } } })
      .happens();
  });

  it('is not for people', () => {
    acme()
      .by('ana')
      .when({ RecordFirstAccess: { user: 'zoe' } })
      .refused('FORBIDDEN');
  });
});

describe('ChangeUserAttributes', () => {
  it('replaces all that is known', () => {
    acme()
      .given({ ChangeUserAttributes: { user: 'bob', attributes: { team: 'x', floor: 1 } } })
      .by('ana')
      .when({ ChangeUserAttributes: { user: 'bob', attributes: { floor: 2 } } })
      .happens({
        UserAttributesChanged: {
          person: bob,
          key: 'key-3',
          identity: { user: 'bob', attributes: { floor: 2 } },
        },
      });
  });

  it('changes nothing where it is known already', () => {
    acme()
      .given({ ChangeUserAttributes: { user: 'bob', attributes: { team: 'x', floor: 1 } } })
      .when({ ChangeUserAttributes: { user: 'bob', attributes: { floor: 1, team: 'x' } } })
      .happens();
  });

  it('is refused', () => {
    acme()
      .by('ana')
      .when({ ChangeUserAttributes: { user: 'zoe', attributes: {} } })
      .refused('NOT_A_MEMBER', '`zoe`')
      .by('bob')
      .when({ ChangeUserAttributes: { user: 'zoe', attributes: {} } })
      .refused('FORBIDDEN');
  });
});

describe('NotifyUsers', () => {
  const club = () => given('omniata', { AddUser: { user: 'bob' } }, { InviteUser: { emails: 'zoe@x.io' } });

  it('asks for a message to members, invited ones among them', () => {
    club()
      .by('ana')
      .when({ NotifyUsers: { users: ['bob', 'zoe@x.io', 'bob'], text: 'Hello' } })
      .happens({ NotificationRequested: { people: [bob, zoe], text: 'Hello' } });
  });

  it('is refused', () => {
    club()
      .by('ana')
      .when({ NotifyUsers: { users: ['bob', 'nobody'], text: 'Hello' } })
      .refused('NOT_A_MEMBER', '`nobody`')
      .by('bob')
      .when({ NotifyUsers: { users: ['nobody'], text: 'Hello' } })
      .refused('FORBIDDEN', '`people.notify`');
    acme()
      .by('ana')
      .when({ NotifyUsers: { users: ['nobody'], text: 'Hello' } })
      .refused('NOT_AVAILABLE_IN_MODEL', '`create`');
  });
});
