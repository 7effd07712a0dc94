import { describe, expect, it } from '@jest/globals';
import { lapses, nextLapse } from './lapses.js';
import { given } from './testing/organization.suite.js';

const [bob, ina] = [1, 2];
const at = (text: string) => Date.parse(text);
const place = 'organization:acme';
const [january, february, march] = [
  '2026-01-15T00:00:00.000Z',
  '2026-02-01T00:00:00.000Z',
  '2026-03-01T00:00:00.000Z',
];

/** Bob holds a role and a level from February to March; ina's invitation ends in January. */
const acme = () =>
  given(
    'create',
    { RegisterResource: { ref: 'unit:sales', parent: place } },
    { CreateRole: { role: 'staff' } },
    { AddUser: { user: 'bob' } },
    { AssignRole: { user: 'bob', role: 'staff', from: february, until: march } },
    {
      GrantPermission: {
        to: { user: 'bob' },
        scope: 'unit:sales',
        give: { unit: 'view' },
        from: february,
        until: march,
      },
    },
    { InviteUser: { emails: 'ina@x.io' } },
  );

const expired = { type: 'InvitationExpired', data: { person: ina } };
const role = { person: bob, role: 'staff', place };
const level = { person: bob, resource: 'unit:sales', facet: 'unit' };

describe('lapses', () => {
  it('are what time did and no event tells, in the order in which it came', () => {
    const { access } = acme();

    expect(lapses(access, at(january) - 1)).toEqual([]);
    expect(lapses(access, at(january))).toEqual([expired]);
    expect(lapses(access, at(february))).toEqual([
      expired,
      { type: 'RoleStarted', data: role },
      { type: 'PermissionStarted', data: level },
    ]);
    expect(lapses(access, at(march))).toEqual([
      expired,
      { type: 'RoleStarted', data: role },
      { type: 'PermissionStarted', data: level },
      { type: 'RoleExpired', data: role },
      { type: 'PermissionExpired', data: level },
    ]);
  });

  it('are recorded once', () => {
    const organization = acme().at(february);
    organization.lapse();

    expect(lapses(organization.access, at(february))).toEqual([]);
    expect(nextLapse(organization.access)).toBe(at(march));

    organization.at(march).lapse();

    expect(lapses(organization.access, at(march))).toEqual([]);
    expect(nextLapse(organization.access)).toBeUndefined();
  });

  it('come again with an invitation that is sent again', () => {
    const { access } = acme()
      .at(february)
      .given({ ResendInvitation: { user: 'ina@x.io' } });

    expect(nextLapse(access)).toBe(at('2026-02-15T00:00:00Z'));
  });

  it('leave out what ended before', () => {
    const { access } = acme().given(
      { RemoveResource: { ref: 'unit:sales' } },
      { DeleteRole: { role: 'staff' } },
      { RevokeInvitation: { user: 'ina@x.io' } },
    );

    expect(nextLapse(access)).toBeUndefined();
  });

  it('end with the organization', () => {
    const { access } = acme().given({ CloseOrganization: {} });

    expect(lapses(access, at(march))).toEqual([]);
    expect(nextLapse(access)).toBeUndefined();
  });
});
