import { describe, expect, it } from '@jest/globals';
import { given } from '../testing/organization.suite.js';

const settled = () => given('create', { AddUser: { user: 'bob' } });

describe('RenameOrganization', () => {
  it('gives the organization and its root another name', () => {
    const { access } = settled()
      .by('ana')
      .when({ RenameOrganization: { name: 'Bolt' } })
      .happens({ OrganizationRenamed: { name: 'Bolt' } });

    expect(access.tree.name(access.root, access.revision)).toBe('Bolt');
  });

  it('changes nothing where the name is the same', () => {
    settled()
      .when({ RenameOrganization: { name: 'Acme' } })
      .happens();
  });

  it('needs the right to the settings', () => {
    settled()
      .by('bob')
      .when({ RenameOrganization: { name: 'Bolt' } })
      .refused('FORBIDDEN', '`org.settings`');
  });

  it('tells of a name that is too long before what is not available', () => {
    given('ocp')
      .by('ana')
      .when({ RenameOrganization: { name: 'x'.repeat(16) } })
      .refused('NAME_TOO_LONG', '15')
      .when({ RenameOrganization: { name: 'x'.repeat(15) } })
      .refused('NOT_AVAILABLE_IN_MODEL');
  });

  it('counts characters, not units', () => {
    given('ocp')
      .when({ RenameOrganization: { name: '🦊'.repeat(15) } })
      .happen('OrganizationRenamed');
  });
});

describe('ChangeOrganizationSettings', () => {
  it('writes all settings from now on', () => {
    settled()
      .by('ana')
      .when({ ChangeOrganizationSettings: { settings: { invitationDays: 3 } } })
      .happens({ OrganizationSettingsChanged: { settings: { invitationDays: 3 } } })
      .when({ ChangeOrganizationSettings: { settings: { grantLimit: 'own' } } })
      .happens({ OrganizationSettingsChanged: { settings: { invitationDays: 3, grantLimit: 'own' } } });
  });

  it('changes nothing when they are that already', () => {
    settled()
      .given({ ChangeOrganizationSettings: { settings: { invitationDays: 3, grantLimit: 'own' } } })
      .when({ ChangeOrganizationSettings: { settings: { grantLimit: 'own' } } })
      .happens()
      .when({ ChangeOrganizationSettings: { settings: {} } })
      .happens();
  });

  it('tells of the right before the setting that is not known', () => {
    const unknown = { ChangeOrganizationSettings: { settings: { 'colour`': 'blue' } } };

    settled().by('bob').when(unknown).refused('FORBIDDEN');
    settled().by('ana').when(unknown).refused('UNKNOWN_SETTING', '`colour\\u{60}`');
  });

  it('leaves it to operators whether an organization upgrades by itself', () => {
    settled()
      .by('ana')
      .when({ ChangeOrganizationSettings: { settings: { selfUpgrade: true } } })
      .refused('FORBIDDEN', '`selfUpgrade`')
      .when({ ChangeOrganizationSettings: { settings: { selfUpgrade: false, invitationDays: 5 } } })
      .happens({ OrganizationSettingsChanged: { settings: { invitationDays: 5, selfUpgrade: false } } })
      .given({ ChangeOrganizationSettings: { settings: { selfUpgrade: true } } })
      .by('ana')
      .when({ ChangeOrganizationSettings: { settings: { selfUpgrade: false } } })
      .refused('FORBIDDEN');
  });
});

describe('CloseOrganization', () => {
  it('is for operators', () => {
    settled().by('ana').when({ CloseOrganization: {} }).refused('FORBIDDEN');
    settled().when({ CloseOrganization: {} }).happens({ OrganizationClosed: {} });
  });

  it('ends everything: no command follows', () => {
    settled()
      .given({ CloseOrganization: {} })
      .when({ CloseOrganization: {} })
      .refused('ORGANIZATION_CLOSED', '`acme`');
  });
});
