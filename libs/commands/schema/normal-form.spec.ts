import { describe, expect, it } from '@jest/globals';
import { commands, type CommandData, type CommandType } from '../schema.js';

/** The data as it reads after parsing. */
function read<T extends CommandType>(type: T, data: unknown): CommandData<T> {
  // What the schema of a type gives is the data of that type.
  return commands[type].parse(data) as CommandData<T>;
}

describe('levels', () => {
  it('become a sorted list without repeats', () => {
    const { give } = read('GrantPermission', {
      to: { role: 'r' },
      scope: '.',
      give: { one: 'b', several: ['b', 'a', 'b'], all: '*' },
    });

    expect(give).toEqual({ one: ['b'], several: ['a', 'b'], all: ['*'] });
  });

  it('of an override likewise', () => {
    const { roles } = read('OverrideDashboard', {
      resource: 'dashboard:1',
      roles: { x: 'read', y: ['b', 'a'] },
    });

    expect(roles).toEqual({ x: ['read'], y: ['a', 'b'] });
  });
});

describe('a narrowing', () => {
  const narrowed = (only: unknown) =>
    read('GrantPermission', { to: { role: 'r' }, scope: '.', give: { f: 'x' }, only }).only;

  it('is sorted by id', () => {
    expect(narrowed({ t: ['b', 'a', 'b'] })).toEqual({ t: ['a', 'b'] });
  });

  it('by nothing is no narrowing, by an empty list covers nothing', () => {
    expect(narrowed({})).toBeUndefined();
    expect(narrowed({ t: [] })).toEqual({ t: [] });
  });
});

describe('instants', () => {
  const window = (from: string, until: string) => {
    const data = read('AssignRole', { user: 'u', role: 'r', from, until });
    return [data.from, data.until];
  };

  it('are kept in UTC with milliseconds', () => {
    expect(window('2026-03-01T00:30:00+01:00', '2026-12-31T23:59:59.123999Z')).toEqual([
      '2026-02-28T23:30:00.000Z',
      '2026-12-31T23:59:59.123Z',
    ]);
  });
});

describe('an invitation', () => {
  it('by addresses makes each the id of a person', () => {
    expect(read('InviteUser', { emails: 'Bo@X.io; cy@x.io,bo@x.io', roles: ['r', 's', 'r'] })).toEqual({
      users: [
        { user: 'bo@x.io', email: 'bo@x.io' },
        { user: 'cy@x.io', email: 'cy@x.io' },
      ],
      roles: ['r', 's'],
    });
  });

  it('by ids keeps them as they are and lower-cases the addresses', () => {
    const bo = { user: 'Bo', email: ' Bo@X.io ' };

    expect(read('InviteUser', { users: [bo, bo] })).toEqual({ users: [{ user: 'Bo', email: 'bo@x.io' }] });
  });
});

describe('an administrator', () => {
  const organization = { name: 'A', model: { name: 'ocp', version: 1 } };

  it.each([undefined, {}, { user: 'ana' }, { role: 'org_admin' }])(
    'with a part missing is none: %p',
    (admin) => {
      const data = admin === undefined ? organization : { ...organization, admin };

      expect(read('CreateOrganization', data).admin).toBeUndefined();
    },
  );

  it('needs no address', () => {
    const admin = { user: 'ana', role: 'org_admin' };

    expect(read('CreateOrganization', { ...organization, admin }).admin).toEqual(admin);
  });
});

it('names lose their outer space', () => {
  expect(read('RenameOrganization', { name: '\t Acme  Inc. ' })).toEqual({ name: 'Acme  Inc.' });
});

it('settings that nobody knows are passed on, to be refused after the right to change settings', () => {
  const settings = { invitationDays: 3, colour: 'red' };

  expect(read('ChangeOrganizationSettings', { settings })).toEqual({ settings });
});

it('people to notify count once', () => {
  expect(read('NotifyUsers', { users: ['b', 'a', 'b'], text: 'hi' }).users).toEqual(['b', 'a']);
});

it('attributes have no prototype to be read by accident', () => {
  const { attributes } = read('ChangeUserAttributes', { user: 'u', attributes: { toString: 1 } });

  expect(attributes).toEqual({ toString: 1 });
  expect(attributes['constructor']).toBeUndefined();
});
