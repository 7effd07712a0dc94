import { describe, expect, it } from '@jest/globals';
import { commands, type CommandType } from '../schema.js';
import { faultsOf, telling } from './faults.js';

/** Faults of the data as `CODE /path`; none if it is taken. */
function faults(type: CommandType, data: unknown): string[] {
  const { error } = commands[type].safeParse(data, telling);
  return error === undefined ? [] : faultsOf(error).map(({ code, path }) => `${code} ${path}`);
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `x${index}`);

describe('a name', () => {
  const named = (name: string) => faults('RenameOrganization', { name });

  it.each(['', ' \t', '\u200B', '\u2060\u00AD'])('that cannot be seen is empty: %j', (name) => {
    expect(named(name)).toEqual(['NAME_EMPTY /name']);
  });

  it('has at most 256 characters, however many bytes they take', () => {
    expect(named('😀'.repeat(256))).toEqual([]);
    expect(named('😀'.repeat(257))).toEqual(['NAME_TOO_LONG /name']);
    expect(named('x'.repeat(100_000))).toEqual(['NAME_TOO_LONG /name']);
  });

  it.each(['a\nb', 'a\u0000', 'a\u2028b', 'Ame\u0301lie', 'Acme\u202Egpj', 'a\uDC00'])(
    'is one plain line: %j',
    (name) => {
      expect(named(name)).toEqual(['MALFORMED /name']);
    },
  );
});

describe('a text', () => {
  it('has a limit of its own', () => {
    expect(faults('NotifyUsers', { users: ['u'], text: 'x'.repeat(10_000) })).toEqual([]);
    expect(faults('NotifyUsers', { users: ['u'], text: 'x'.repeat(10_001) })).toEqual(['MALFORMED /text']);
    expect(faults('ChangeRoleDetails', { role: 'r', description: 'x'.repeat(4001) })).toEqual([
      'MALFORMED /description',
    ]);
  });

  it('may have several lines and no other control characters', () => {
    expect(faults('NotifyUsers', { users: ['u'], text: 'one\r\n\ttwo' })).toEqual([]);
    expect(faults('NotifyUsers', { users: ['u'], text: 'bell\u0007' })).toEqual(['MALFORMED /text']);
  });

  it('is there where it is sent, and may be taken back where it describes', () => {
    expect(faults('NotifyUsers', { users: ['u'], text: '\n' })).toEqual(['MALFORMED /text']);
    expect(faults('ChangeRoleDetails', { role: 'r', description: '' })).toEqual([]);
  });
});

describe('a list', () => {
  const grants = (count: number) => many(count).map((id) => ({ scope: `t:${id}`, give: { f: 'x' } }));
  const rows = (count: number) => many(count).map((user) => ({ user }));

  it('of addresses has at most 500, each counted once', () => {
    const addresses = many(500).map((user) => `${user}@x.io`);

    expect(faults('InviteUser', { emails: [...addresses, ...addresses] })).toEqual([]);
    expect(faults('InviteUser', { emails: [...addresses, 'y@x.io'].join('\n') })).toEqual([
      'BATCH_TOO_LARGE /emails',
    ]);
  });

  it('of addresses is read as long as it can be one', () => {
    expect(faults('InviteUser', { emails: 'x,'.repeat(100_001) })).toEqual(['MALFORMED /emails']);
    expect(faults('InviteUser', { emails: many(5001) })).toEqual(['BATCH_TOO_LARGE /emails']);
    expect(faults('InviteUser', { emails: many(5000) })).toHaveLength(100);
  });

  it('of rows has at most 500', () => {
    expect(faults('ImportUsers', { rows: rows(500) })).toEqual([]);
    expect(faults('ImportUsers', { rows: rows(501) })).toEqual(['BATCH_TOO_LARGE /rows']);
    expect(faults('ImportUsers', { rows: [] })).toEqual(['MALFORMED /rows']);
  });

  it('of grants has at most 1,000', () => {
    expect(faults('ReplacePermissions', { role: 'r', grants: grants(1000) })).toEqual([]);
    expect(faults('ReplacePermissions', { role: 'r', grants: grants(1001) })).toEqual([
      'BATCH_TOO_LARGE /grants',
    ]);
    expect(faults('ReplacePermissions', { role: 'r', grants: [] })).toEqual([]);
  });

  it('of roles has at most 1,000', () => {
    expect(faults('SetUserRoles', { user: 'u', roles: many(1000) })).toEqual([]);
    expect(faults('SetUserRoles', { user: 'u', roles: many(1001) })).toEqual(['BATCH_TOO_LARGE /roles']);
  });
});

describe('attributes', () => {
  const known = (attributes: unknown) => faults('ChangeUserAttributes', { user: 'u', attributes });

  it('are strings, numbers and booleans', () => {
    expect(known({ a: 'x', b: -1.5, c: false })).toEqual([]);
    expect(known({ a: null, b: [], c: 1 / 0, d: '\uD800' })).toEqual(
      ['a', 'b', 'c', 'd'].map((name) => `MALFORMED /attributes/${name}`),
    );
  });

  it('are 64 at most and 16,384 characters', () => {
    expect(known(Object.fromEntries(many(64).map((name) => [name, 1])))).toEqual([]);
    expect(known(Object.fromEntries(many(65).map((name) => [name, 1])))).toEqual(['MALFORMED /attributes']);
    expect(known({ a: 'x'.repeat(16_383) })).toEqual([]);
    expect(known({ a: 'x'.repeat(16_384) })).toEqual(['MALFORMED /attributes']);
  });

  it('have names on one plain line', () => {
    expect(known({ 'https://example.com/claims/team': 'a' })).toEqual([]);
    expect(known({ '': 1 })).toEqual(['MALFORMED /attributes/']);
    expect(known({ 'a\n': 1 })).toEqual(['MALFORMED /attributes/a\n']);
  });
});

describe('an invitation', () => {
  it('says whom in exactly one way', () => {
    const users = [{ user: 'bo', email: 'bo@x.io' }];

    expect(faults('InviteUser', {})).toEqual(['MALFORMED ']);
    expect(faults('InviteUser', { emails: 'a@x.io', users })).toEqual(['MALFORMED ']);
  });

  it('names the addresses that are none', () => {
    expect(faults('InviteUser', { emails: 'a@x.io, b' })).toEqual(['INVALID_ADDRESS /emails']);
    expect(faults('InviteUser', { emails: ['a@x.io', '', 'b'] })).toEqual(['INVALID_ADDRESS /emails/2']);
    expect(faults('InviteUser', { emails: ' ; ' })).toEqual(['INVALID_ADDRESS /emails']);
    expect(faults('InviteUser', { users: [{ user: 'bo', email: 'bo' }] })).toEqual([
      'INVALID_ADDRESS /users/0/email',
    ]);
  });

  it('makes no id that is kept for others', () => {
    expect(faults('InviteUser', { emails: 'erased-17@x.io' })).toEqual(['INVALID_ID /emails']);
  });

  it('gives one person one address', () => {
    const users = ['bo@x.io', 'bo@y.io'].map((email) => ({ user: 'bo', email }));

    expect(faults('InviteUser', { users })).toEqual(['MALFORMED /users/1/email']);
  });
});

describe('a grant', () => {
  const give = { f: 'x' };

  it('gives something', () => {
    expect(faults('GrantPermission', { to: { role: 'r' }, scope: '.', give: {} })).toEqual([
      'MALFORMED /give',
    ]);
    expect(faults('GrantPermission', { to: { role: 'r' }, scope: '.', give: { f: [] } })).toEqual([
      'MALFORMED /give/f',
    ]);
    expect(
      faults('GrantPermission', { to: { role: 'r' }, scope: '.', give: { f: [1], 'g h': 'x' } }),
    ).toEqual(['MALFORMED /give/f/0', 'INVALID_ID /give/g h']);
  });

  it('is for a role or for a person', () => {
    expect(faults('GrantPermission', { to: {}, scope: 't:1', give })).toEqual(['MALFORMED /to']);
    expect(faults('GrantPermission', { to: { role: 'r', user: 'u' }, scope: 't:1', give })).toEqual([
      'MALFORMED /to',
    ]);
  });

  it('to a person names one resource and does not narrow', () => {
    const data = { to: { user: 'u' }, scope: 't:*', give, only: { t: ['1'] } };

    expect(faults('GrantPermission', data)).toEqual(['INVALID_ID /scope', 'MALFORMED /only']);
    expect(faults('RevokePermission', { from: { user: 'u' }, scope: '.' })).toEqual(['INVALID_ID /scope']);
  });

  it('to a role has no beginning and no end', () => {
    const data = {
      to: { role: 'r' },
      scope: '.',
      give,
      from: '2026-01-01T00:00:00Z',
      until: '2027-01-01T00:00:00Z',
    };

    expect(faults('GrantPermission', data)).toEqual(['MALFORMED /from', 'MALFORMED /until']);
  });

  it('narrows by plain ids', () => {
    expect(faults('GrantPermission', { to: { role: 'r' }, scope: '.', give, only: { t: ['a*'] } })).toEqual([
      'INVALID_ID /only/t/0',
    ]);
  });
});

describe('an instant', () => {
  const lasting = (until: unknown) =>
    faults('AssignRole', { user: 'u', role: 'r', from: '2026-06-01T00:00:00Z', until });

  it.each([
    '2026-06-02',
    '2026-06-02T00:00:00',
    '2026-02-30T00:00:00Z',
    '2027-06-02 00:00:00Z',
    'tomorrow',
    1e12,
  ])('%p is none', (until) => {
    expect(lasting(until)).toEqual(['MALFORMED /until']);
  });

  it('that ends something comes after the one that begins it', () => {
    expect(lasting('2026-06-01T00:00:00.001Z')).toEqual([]);
    expect(lasting('2026-06-01T00:00:00Z')).toEqual(['MALFORMED /until']);
    expect(lasting('2026-06-01T01:00:00+02:00')).toEqual(['MALFORMED /until']);
  });

  it('stays within four digits of the year', () => {
    expect(lasting('9999-12-31T23:59:59-01:00')).toEqual(['MALFORMED /until']);
    expect(lasting('0000-01-01T00:00:00+01:00')).toEqual(['MALFORMED /until']);
  });
});

it('criteria without an attribute would match everybody', () => {
  expect(faults('SetRoleCriteria', { role: 'r', criteria: {} })).toEqual(['MALFORMED /criteria']);
  expect(faults('CreateRole', { role: 'r', criteria: {} })).toEqual(['MALFORMED /criteria']);
});

it('an override names at least one role', () => {
  expect(faults('OverrideDashboard', { resource: 'd:1', roles: {} })).toEqual(['EMPTY_OVERRIDE /roles']);
});

it('settings have values of their own kind', () => {
  const settings = { invitationDays: 0, grantLimit: 'some', selfUpgrade: 'yes', other: {} };

  expect(faults('ChangeOrganizationSettings', { settings })).toEqual(
    Object.keys(settings).map((name) => `MALFORMED /settings/${name}`),
  );
});
