import { describe, it } from '@jest/globals';
import { document } from '#access/testing/document.suite.js';
import { given } from '../testing/organization.suite.js';

const place = 'project_group:g';
const [ana, own, dev] = [0, 1, 2];

/** Registered by own, who owns it. */
const account = () =>
  given('jaicp', { AddUser: { user: 'own', roles: ['account_member'] } }, { AddUser: { user: 'dev' } })
    .by('own')
    .when({ RegisterResource: { ref: place, parent: 'account:acme' } })
    .happens(
      { ResourceRegistered: { resource: place, parent: 'account:acme' } },
      { RoleAssigned: { person: own, role: 'owner', place, source: 'creator' } },
    );

describe('TransferOwnership', () => {
  it('hands a place over', () => {
    account()
      .by('own')
      .when({ TransferOwnership: { place, to: 'dev' } })
      .happens({ OwnershipTransferred: { place, role: 'owner', from: own, to: dev } })
      .when({ TransferOwnership: { place, to: 'own' } })
      .refused('NOT_THE_OWNER')
      .by('dev')
      .when({ TransferOwnership: { place, to: 'dev' } })
      .happens();
  });

  it('lets operators name the first owner of a place without one', () => {
    account()
      .given({ RegisterResource: { ref: 'project_group:h', parent: 'account:acme' } })
      .by('own')
      .when({ TransferOwnership: { place: 'project_group:h', to: 'own' } })
      .refused('NOT_THE_OWNER')
      .by('operator:root')
      .when({ TransferOwnership: { place: 'project_group:h', to: 'ana' } })
      .happens({ OwnershipTransferred: { place: 'project_group:h', role: 'owner', to: ana } });
  });

  it('lets operators, and services whose key covers it, hand over any place', () => {
    account()
      .by({ service: ['TransferOwnership'] })
      .when({ TransferOwnership: { place, to: 'dev' } })
      .happens({ OwnershipTransferred: { place, role: 'owner', from: own, to: dev } })
      .by({ service: ['AssignRole'] })
      .when({ TransferOwnership: { place, to: 'own' } })
      .refused('FORBIDDEN');
  });

  it('is refused', () => {
    account()
      .by('dev')
      .when({ TransferOwnership: { place, to: 'nobody' } })
      .refused('NOT_THE_OWNER', '`project_group:g`')
      .when({ TransferOwnership: { place: 'project_group:none', to: 'nobody' } })
      .refused('NOT_THE_OWNER')
      .when({ TransferOwnership: { place: 'project:p', to: 'nobody' } })
      .refused('NOT_AVAILABLE_IN_MODEL', '`project`')
      .when({ TransferOwnership: { place: 'planet:p', to: 'nobody' } })
      .refused('NOT_THE_OWNER')
      .by('own')
      .when({ TransferOwnership: { place, to: 'nobody' } })
      .refused('NOT_A_MEMBER', '`nobody`')
      .given({ SuspendUser: { user: 'dev' } })
      .by('own')
      .when({ TransferOwnership: { place, to: 'dev' } })
      .refused('NOT_A_MEMBER')
      .by('operator:root')
      .when({ TransferOwnership: { place: 'project_group:none', to: 'nobody' } })
      .refused('NOT_A_MEMBER')
      .when({ TransferOwnership: { place: 'project_group:none', to: 'own' } })
      .refused('UNKNOWN_RESOURCE')
      .when({ TransferOwnership: { place: 'planet:p', to: 'own' } })
      .refused('UNKNOWN_RESOURCE');
  });

  it('leaves one role at a place of one role', () => {
    const roles = {
      keeper: { kind: 'built-in', assignable_at: ['house'] },
      owner: { kind: 'built-in', assignable_at: ['floor'], single_holder: true },
      guest: { kind: 'built-in', assignable_at: ['floor'] },
    } as const;
    const assignments = { house: { per_user: 'many' }, floor: { per_user: 'one' } } as const;

    given(
      document({ roles, assignments }),
      { RegisterResource: { ref: 'floor:1', parent: 'house:acme' } },
      { AddUser: { user: 'bob', roles: ['guest'], place: 'floor:1' } },
    )
      .when({ TransferOwnership: { place: 'floor:1', to: 'bob' } })
      .refused('ROLE_ALREADY_HELD_AT_SCOPE', '`bob`')
      .given({ RevokeRole: { user: 'bob', role: 'guest', place: 'floor:1' } })
      .when({ TransferOwnership: { place: 'floor:1', to: 'bob' } })
      .happen('OwnershipTransferred');
  });
});
