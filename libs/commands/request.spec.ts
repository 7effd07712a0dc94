import { describe, expect, it } from '@jest/globals';
import { type Code, DomainError } from '#model/errors.js';
import { parseRequest } from './request.js';

/** What `parseRequest` refuses the body with. */
function refusal(body: unknown): DomainError {
  try {
    parseRequest(body);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('the body was taken');
}

function refusalOf(type: string, data: unknown): DomainError {
  return refusal({ commands: [{ type, data }] });
}

/** The data of one command as it reads after parsing. */
function parsed(type: string, data: unknown): unknown {
  return parseRequest({ commands: [{ type, data }] }).commands[0]!.data;
}

const assign = { type: 'AssignRole', data: { user: 'dev', role: 'developer', place: 'group:sales' } };

describe('a request', () => {
  it('is read with everything it can carry', () => {
    const body = { commands: [assign], expectedRevision: 12, dryRun: true, reason: 'CHG-1042' };

    expect(parseRequest(body)).toEqual(body);
    expect(parseRequest({ commands: [assign] })).toEqual({ commands: [assign] });
  });

  it.each<[string, unknown, Code, string, string]>([
    ['that is no object', [], 'MALFORMED', '', 'the body must be an object, not a list'],
    ['without commands', {}, 'MALFORMED', '/commands', '`commands` is missing, give a list'],
    [
      'with no command',
      { commands: [] },
      'MALFORMED',
      '/commands',
      '`commands` is empty, give at least 1 of them',
    ],
    [
      'with too many commands',
      { commands: Array.from({ length: 101 }, () => 'x') },
      'BATCH_TOO_LARGE',
      '/commands',
      '101 commands are too many, send at most 100 in one request',
    ],
    [
      'with a command that is no object',
      { commands: [null] },
      'MALFORMED',
      '/commands/0',
      'an entry of `commands` must be an object, not `null`',
    ],
    [
      'with an unknown field',
      { commands: [assign], 'a/b': 1 },
      'MALFORMED',
      '/a~1b',
      '`a/b` is not known here, known are `commands`, `expectedRevision`, `dryRun`, `reason`',
    ],
    [
      'with an unknown field beside the data',
      { commands: [{ ...assign, user: 'x' }] },
      'MALFORMED',
      '/commands/0/user',
      '`user` is not known here, known are `type`, `data`',
    ],
    [
      'that expects no revision',
      { commands: [assign], expectedRevision: -1 },
      'MALFORMED',
      '/expectedRevision',
      '`expectedRevision` must be at least 0',
    ],
    [
      'that expects half a revision',
      { commands: [assign], expectedRevision: 1.5 },
      'MALFORMED',
      '/expectedRevision',
      '`expectedRevision` must be a whole number, not `1.5`',
    ],
    [
      'with a blank reason',
      { commands: [assign], reason: ' ' },
      'MALFORMED',
      '/reason',
      '` ` must not be blank',
    ],
    [
      'that creates an organization after something else',
      {
        commands: [
          assign,
          { type: 'CreateOrganization', data: { name: 'A', model: { name: 'ocp', version: 1 } } },
        ],
      },
      'MALFORMED',
      '/commands/1/type',
      '`CreateOrganization` begins a ledger, put it first',
    ],
  ])('%s is refused', (_, body, code, path, detail) => {
    expect(refusal(body)).toMatchObject({ code, detail, faults: [{ code, path, detail }] });
  });

  it('names every fault, by command and then by field, and takes the code of the first', () => {
    const { code, faults } = refusal({
      reason: 5,
      commands: [
        { type: 'AssignRole', data: { place: 'nowhere', role: 7, user: ' dev' } },
        { type: 'asignrole', data: {} },
        { type: 'RevokeRole', data: 'all' },
      ],
    });

    expect(code).toBe('INVALID_ID');
    expect(faults.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'INVALID_ID /commands/0/data/user',
      'MALFORMED /commands/0/data/role',
      'INVALID_ID /commands/0/data/place',
      'UNKNOWN_COMMAND /commands/1/type',
      'MALFORMED /commands/2/data',
      'MALFORMED /reason',
    ]);
  });

  it('names at most 100 faults', () => {
    const surprises = Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`x${index}`, 1]));

    expect(refusalOf('SuspendUser', { user: 'dev', ...surprises }).faults).toHaveLength(100);
  });

  it('is not read to the end when it is large and wrong', () => {
    const resources = Array.from({ length: 300_000 }, () => ({}));
    const names = Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`x${index}`, null]));

    expect(refusalOf('CreateOrganization', { name: 'A', model: {}, resources })).toMatchObject({
      code: 'MALFORMED',
      faults: [{ path: '/commands/0/data/model/name' }],
    });
    expect(refusalOf('ChangeUserAttributes', { user: 'u', attributes: names })).toMatchObject({
      code: 'BATCH_TOO_LARGE',
      faults: [{ path: '/commands/0/data/attributes' }],
    });
  });
});

describe('a type of command', () => {
  it.each([
    ['AsignRole', '`AsignRole` is no command, did you mean `AssignRole`'],
    ['assignRole', '`assignRole` is no command, did you mean `AssignRole`'],
    ['RaiseTheDead', '`RaiseTheDead` is no command, choose one that `/openapi.json` lists'],
    ['constructor', '`constructor` is no command, choose one that `/openapi.json` lists'],
    ['__proto__', '`__proto__` is no command, choose one that `/openapi.json` lists'],
  ])('%s is unknown', (type, detail) => {
    expect(refusalOf(type, {})).toMatchObject({ code: 'UNKNOWN_COMMAND', detail });
  });

  it('is shortened where it is quoted, and quoted so that it cannot change the sentence', () => {
    expect(refusalOf(`${'x'.repeat(70)}`, {}).detail).toBe(
      `\`${'x'.repeat(64)}…\` is no command, choose one that \`/openapi.json\` lists`,
    );
    expect(refusalOf('\u202Ea`b\n', {}).detail).toMatch(/^`\\u\{202e\}a\\u\{60\}b\\u\{a\}` is no command/);
  });

  it('must be a string', () => {
    expect(refusalOf(5 as never, {})).toMatchObject({
      code: 'MALFORMED',
      detail: '`type` must be a string, not `5`',
    });
    expect(refusal({ commands: [{ data: {} }] })).toMatchObject({
      code: 'MALFORMED',
      detail: '`type` is missing, give a string',
    });
  });
});

describe('ids', () => {
  const user = (user: string) => refusalOf('SuspendUser', { user });

  it.each([
    ['not in normal form', 'Ame\u0301lie'],
    ['with a text-direction character', 'ana\u202Egpj'],
    ['with a control character', 'ana\u0000'],
    ['with half a character', 'ana\uD800'],
    ['with outer space', 'ana '],
    ['that reads as an operator', 'operator:root'],
    ['that reads as an erased person', 'erased-17'],
    ['that are empty', ''],
    ['that are too long', 'x'.repeat(257)],
  ])('%s are no ids of people', (_, id) => {
    expect(user(id)).toMatchObject({ code: 'INVALID_ID', faults: [{ path: '/commands/0/data/user' }] });
  });

  it.each(['Amélie', 'constructor', 'toString', 'ana@example.com', 'x'.repeat(256)])('%s is one', (id) => {
    expect(parsed('SuspendUser', { user: id })).toEqual({ user: id });
  });

  it.each(['sales', ':sales', 'group:', 'group:*', 'group:a/**', '1:x', 'group: a'])(
    '%s is no resource',
    (place) => {
      expect(refusalOf('AssignRole', { user: 'dev', role: 'r', place })).toMatchObject({
        code: 'INVALID_ID',
        detail: `\`${place}\` is not a resource, write \`type:id\``,
      });
    },
  );

  it.each(['', '..', 'x', '*', 'group:*/**', 'group:a/*'])('`%s` is no scope', (scope) => {
    expect(refusalOf('RevokePermission', { from: { role: 'r' }, scope })).toMatchObject({
      code: 'INVALID_ID',
    });
  });

  it('of roles follow the pattern of names', () => {
    expect(refusalOf('DeleteRole', { role: 'two words' })).toMatchObject({ code: 'INVALID_ID' });
  });
});

describe('a `__proto__`', () => {
  it.each([
    ['among facets', 'GrantPermission', '{"to":{"role":"r"},"scope":".","give":{"__proto__":"x"}}', '/give'],
    ['among roles', 'OverrideDashboard', '{"resource":"d:1","roles":{"__proto__":["x"]}}', '/roles'],
    ['among attributes', 'ChangeUserAttributes', '{"user":"u","attributes":{"__proto__":{}}}', '/attributes'],
    ['among settings', 'ChangeOrganizationSettings', '{"settings":{"__proto__":1}}', '/settings'],
    ['beside the fields', 'SuspendUser', '{"user":"u","__proto__":{"user":"v"}}', ''],
  ])('%s is refused', (_, type, data, path) => {
    expect(refusalOf(type, JSON.parse(data))).toMatchObject({
      code: 'MALFORMED',
      faults: [{ path: `/commands/0/data${path}/__proto__` }],
    });
  });

  it('does not stand for the names beside it, which are ordinary', () => {
    const give = { constructor: 'x', toString: ['b', 'a', 'b'], hasOwnProperty: '*' };

    const data = parsed('GrantPermission', { to: { role: 'r' }, scope: '.', give }) as { give: object };

    expect(Object.entries(data.give)).toEqual([
      ['constructor', ['x']],
      ['toString', ['a', 'b']],
      ['hasOwnProperty', ['*']],
    ]);
    expect('valueOf' in data.give).toBe(false);
  });
});

it('a body nested a hundred thousand deep is refused like any other', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);

  expect(refusal(deep).code).toBe('MALFORMED');
  expect(refusal({ commands: deep }).code).toBe('MALFORMED');
  expect(refusalOf('ChangeOrganizationSettings', { settings: { deep } }).code).toBe('MALFORMED');
  expect(refusalOf('ChangeUserAttributes', { user: 'u', attributes: { deep } }).code).toBe('MALFORMED');
});
