import { describe, it } from '@jest/globals';
import { given } from '../testing/organization.suite.js';
import { accept, acme, decline, fourteenDays, ina } from './invitations.suite.js';

describe('AcceptInvitation', () => {
  it('makes the invited person active; the roles count from now on', () => {
    acme()
      .by('ina@x.io')
      .when(accept)
      .happens({ UserActivated: { person: ina } });
  });

  it('takes the token that was mailed last, where one is brought', () => {
    const token = `${ina} until ${fourteenDays}`;

    acme()
      .by('ina@x.io')
      .when({ AcceptInvitation: { user: 'ina@x.io', token: 'guessed' } })
      .refused('FORBIDDEN', 'newest')
      .when({ AcceptInvitation: { user: 'ina@x.io', token } })
      .happen('UserActivated');
    acme()
      .at('2026-01-02T00:00:00Z')
      .given({ ResendInvitation: { user: 'ina@x.io' } })
      .by('ina@x.io')
      .when({ AcceptInvitation: { user: 'ina@x.io', token } })
      .refused('FORBIDDEN');
  });

  it('gives the roles whose criteria match what is known', () => {
    given(
      'create',
      { CreateRole: { role: 'hr', criteria: { team: 'hr' } } },
      { InviteUser: { emails: 'ina@x.io' } },
      { ChangeUserAttributes: { user: 'ina@x.io', attributes: { team: 'hr' } } },
    )
      .by('ina@x.io')
      .when(accept)
      .happens(
        { UserActivated: { person: 1 } },
        { RoleAssigned: { person: 1, role: 'hr', place: 'organization:acme', source: 'criteria' } },
      );
  });

  it('is for the invited person, or for operators and services on their behalf', () => {
    acme().by('bob').when(accept).refused('FORBIDDEN');
    acme().by('nobody').when(accept).refused('UNKNOWN_ORGANIZATION');
    acme().when(accept).happen('UserActivated');
    acme()
      .by({ service: ['AddUser'] })
      .when(accept)
      .refused('FORBIDDEN');
  });

  it('needs an invitation that is open', () => {
    acme()
      .when({ AcceptInvitation: { user: 'bob' } })
      .refused('NOT_INVITED')
      .at('2026-01-14T23:59:59.999Z')
      .when({ AcceptInvitation: { user: 'ina@x.io' } })
      .happen('UserActivated');
    acme().at(fourteenDays).when(accept).refused('INVITATION_EXPIRED');
  });

  it('tells of a wrong token before the end', () => {
    acme()
      .at(fourteenDays)
      .when({ AcceptInvitation: { user: 'ina@x.io', token: 'guessed' } })
      .refused('FORBIDDEN');
  });
});

describe('DeclineInvitation', () => {
  it('makes a stranger of the invited person again', () => {
    acme()
      .by('ina@x.io')
      .when(decline)
      .happens({ InvitationDeclined: { person: ina } })
      .when(decline)
      .refused('UNKNOWN_ORGANIZATION')
      .given({ InviteUser: { emails: 'ina@x.io' } })
      .by('ina@x.io')
      .when(accept)
      .happens({ UserActivated: { person: ina } });
  });

  it('is refused as accepting is', () => {
    acme().by('bob').when(decline).refused('FORBIDDEN');
    acme().at(fourteenDays).when(decline).refused('INVITATION_EXPIRED');
    acme()
      .when({ DeclineInvitation: { user: 'bob' } })
      .refused('NOT_INVITED');
  });
});
