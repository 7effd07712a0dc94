import { describe, expect, it } from '@jest/globals';
import { given } from '../testing/organization.suite.js';

const [ana, bob, ina] = [0, 1, 2];

/** Bob is active with a role and a level, ina is invited. */
const acme = () =>
  given(
    'create',
    { RegisterResource: { ref: 'unit:sales', parent: 'organization:acme' } },
    { CreateRole: { role: 'staff' } },
    { AddUser: { user: 'bob', roles: ['staff'] } },
    { GrantPermission: { to: { user: 'bob' }, scope: 'unit:sales', give: { unit: 'view' } } },
    { InviteUser: { emails: 'ina@x.io', roles: ['staff'] } },
  );

const owned = () =>
  given(
    'jaicp',
    { RegisterResource: { ref: 'project_group:g', parent: 'account:acme' } },
    { AddUser: { user: 'own' } },
    { TransferOwnership: { place: 'project_group:g', to: 'own' } },
  );

describe('SuspendUser and ReinstateUser', () => {
  it('take all access for the time being, and give it back', () => {
    acme()
      .by('ana')
      .when({ SuspendUser: { user: 'bob' } })
      .happens({ UserSuspended: { person: bob } })
      .when({ SuspendUser: { user: 'bob' } })
      .happens()
      .when({ ReinstateUser: { user: 'bob' } })
      .happens({ UserReinstated: { person: bob } })
      .when({ ReinstateUser: { user: 'bob' } })
      .happens();
  });

  it('are about people who came', () => {
    acme()
      .by('ana')
      .when({ SuspendUser: { user: 'nobody' } })
      .refused('NOT_A_MEMBER', '`nobody`')
      .when({ SuspendUser: { user: 'ina@x.io' } })
      .refused('NOT_A_MEMBER', 'has not accepted')
      .when({ ReinstateUser: { user: 'ina@x.io' } })
      .refused('NOT_A_MEMBER')
      .by('bob')
      .when({ SuspendUser: { user: 'nobody' } })
      .refused('FORBIDDEN')
      .when({ ReinstateUser: { user: 'nobody' } })
      .refused('FORBIDDEN');
  });

  it('keep the last administrator', () => {
    acme()
      .by('ana')
      .when({ SuspendUser: { user: 'ana' } })
      .refused('LAST_ADMIN', '`org.manage_members`');
  });
});

describe('RemoveUser', () => {
  it('ends the membership and counts what ends with it', () => {
    const { access } = acme()
      .by('ana')
      .when({ RemoveUser: { user: 'bob' } })
      .happens({ UserRemoved: { person: bob, assignments: 1, userLevels: 1 } });

    expect(access.assignments.first(bob, false)).toBe(-1);
  });

  it('counts neither what has lapsed nor what was removed', () => {
    acme()
      .given(
        { CreateRole: { role: 'guest' } },
        { AssignRole: { user: 'bob', role: 'guest', until: '2026-02-01T00:00:00Z' } },
        { RemoveResource: { ref: 'unit:sales' } },
      )
      .at('2026-02-01T00:00:00Z')
      .when({ RemoveUser: { user: 'bob' } })
      .happens({ UserRemoved: { person: bob, assignments: 1, userLevels: 0 } });
  });

  it('takes the invitation of an invited person back', () => {
    acme()
      .by('ana')
      .when({ RemoveUser: { user: 'ina@x.io' } })
      .happens({ InvitationRevoked: { person: ina } });
  });

  it('is refused', () => {
    acme()
      .by('ana')
      .when({ RemoveUser: { user: 'nobody' } })
      .refused('NOT_A_MEMBER')
      .when({ RemoveUser: { user: 'ana' } })
      .refused('LAST_ADMIN')
      .by('bob')
      .when({ RemoveUser: { user: 'nobody' } })
      .refused('FORBIDDEN');
  });

  it('does not leave a place without its owner', () => {
    owned()
      .when({ RemoveUser: { user: 'own' } })
      .refused('OWNER_MUST_TRANSFER', '`project_group:g`')
      .given({ TransferOwnership: { place: 'project_group:g', to: 'ana' } })
      .when({ RemoveUser: { user: 'own' } })
      .happen('UserRemoved');
  });
});

describe('EraseUser', () => {
  it('removes and erases', () => {
    acme()
      .by('ana')
      .when({ EraseUser: { user: 'bob' } })
      .happens(
        { UserRemoved: { person: bob, assignments: 1, userLevels: 1 } },
        { UserErased: { person: bob } },
      )
      .when({ EraseUser: { user: 'bob' } })
      .refused('NOT_A_MEMBER');
  });

  it('takes everybody there is a name for', () => {
    acme()
      .given({ RemoveUser: { user: 'bob' } })
      .when({ EraseUser: { user: 'bob' } })
      .happens({ UserErased: { person: bob } })
      .when({ EraseUser: { user: 'ina@x.io' } })
      .happens({ InvitationRevoked: { person: ina } }, { UserErased: { person: ina } });
    acme()
      .given({ DeclineInvitation: { user: 'ina@x.io' } })
      .when({ EraseUser: { user: 'ina@x.io' } })
      .happens({ UserErased: { person: ina } });
  });

  it('makes somebody new of who comes back', () => {
    acme()
      .given({ EraseUser: { user: 'bob' } })
      .when({ AddUser: { user: 'bob' } })
      .happens({ UserActivated: { person: 3, key: 'key-5', identity: { user: 'bob' } } });
  });

  it('is refused', () => {
    acme()
      .by('ana')
      .when({ EraseUser: { user: 'nobody' } })
      .refused('NOT_A_MEMBER', '`nobody`')
      .when({ EraseUser: { user: 'ana' } })
      .refused('LAST_ADMIN')
      .by('bob')
      .when({ EraseUser: { user: 'bob' } })
      .refused('FORBIDDEN');
    owned()
      .when({ EraseUser: { user: 'own' } })
      .refused('OWNER_MUST_TRANSFER')
      .by('own')
      .when({ EraseUser: { user: 'own' } })
      .refused('NOT_AVAILABLE_IN_MODEL');
  });

  it('lets an administrator go when another is left', () => {
    acme()
      .given({ AssignRole: { user: 'bob', role: 'organization_administrator' } })
      .by('ana')
      .when({ EraseUser: { user: 'ana' } })
      .happens(
        { UserRemoved: { person: ana, assignments: 1, userLevels: 0 } },
        { UserErased: { person: ana } },
      );
  });
});
