import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { acme, beginAcme, order, question } from './acme.js';
import { operatorKey, trial } from './trial.js';

const commands = `${acme}/commands`;
const evaluation = `${acme}/access/v1/evaluation`;
const text = (type: string, data: object) => JSON.stringify(order(type, data));
const addUser = (user: string) => text('AddUser', { user });

/** Bytes of a request, as a client without manners sends them; answers with all that comes back. */
async function raw(url: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(bytes);
  let answer = '';
  for await (const chunk of socket) {
    answer += String(chunk);
    if (/\r\n\r\n[^]*\}$/.test(answer)) break;
  }
  socket.destroy();
  return answer;
}

describe('bad input', () => {
  const service = trial();
  beginAcme(() => service.operator);
  const revision = async () => (await service.operator.get<{ revision: number }>(acme)).body.revision;

  it.each<[string, string | Uint8Array, number, string]>([
    ['no body', '', 400, 'MALFORMED'],
    ['no JSON', '{"commands": [', 400, 'MALFORMED'],
    ['JSON and more', `${addUser('a')}x`, 400, 'MALFORMED'],
    ['a list', '[]', 400, 'MALFORMED'],
    ['null', 'null', 400, 'MALFORMED'],
    ['a number', '1', 400, 'MALFORMED'],
    ['a string', '"x"', 400, 'MALFORMED'],
    ['no commands', '{"commands": []}', 400, 'MALFORMED'],
    ['a field too many', '{"commands": [], "admin": true}', 400, 'MALFORMED'],
    ['commands of a wrong type', '{"commands": {}}', 400, 'MALFORMED'],
    ['an unknown command', text('Explode', {}), 400, 'UNKNOWN_COMMAND'],
    ['a command without data', '{"commands": [{"type": "AddUser"}]}', 400, 'MALFORMED'],
    ['data of a wrong type', text('AddUser', { user: 5 }), 400, 'MALFORMED'],
    ['a field too many in data', text('AddUser', { user: 'a', root: true }), 400, 'MALFORMED'],
    ['a name twice', '{"commands": [], "commands": []}', 400, 'MALFORMED'],
    [
      'half a character',
      `{"commands": [{"type": "AddUser", "data": {"user": "a\\ud800"}}]}`,
      400,
      'INVALID_ID',
    ],
    ['broken UTF-8', Buffer.from(`${addUser('a')}`.replace('"a"', '"\xff"'), 'latin1'), 400, 'MALFORMED'],
    ['UTF-16', Buffer.from(addUser('a'), 'utf16le'), 400, 'MALFORMED'],
    ['a byte-order mark', `\uFEFF${addUser('a')}`, 400, 'MALFORMED'],
    ['deep nesting', `${'['.repeat(5000)}${']'.repeat(5000)}`, 400, 'MALFORMED'],
    ['very deep nesting', '{"a":'.repeat(150_000), 400, 'MALFORMED'],
    ['a body that is too large', `{"commands": "${'x'.repeat(1024 * 1024)}"}`, 413, 'TOO_LARGE'],
    [
      'too many commands',
      JSON.stringify({ commands: Array.from({ length: 101 }, () => 1) }),
      413,
      'BATCH_TOO_LARGE',
    ],
    ['a prototype', '{"commands": [], "__proto__": {"x": 1}}', 400, 'MALFORMED'],
    [
      'a prototype in data',
      '{"commands": [{"type": "AddUser", "data": {"user": "a", "attributes": {"__proto__": "x"}}}]}',
      400,
      'MALFORMED',
    ],
    ['a constructor as a type', text('constructor', {}), 400, 'UNKNOWN_COMMAND'],
    ['a control character', addUser('a\u0000b'), 400, 'INVALID_ID'],
    ['a text-direction character', addUser('a\u202eb'), 400, 'INVALID_ID'],
    ['a decomposed letter', addUser('e\u0301'), 400, 'INVALID_ID'],
    ['a reserved prefix', addUser('operator:root'), 400, 'INVALID_ID'],
    ['outer space', addUser(' a'), 400, 'INVALID_ID'],
    ['an id that is too long', addUser('x'.repeat(257)), 400, 'INVALID_ID'],
    [
      'an id that reads as a selector',
      text('RegisterResource', { ref: 'group:a*', parent: 'organization:acme' }),
      400,
      'INVALID_ID',
    ],
    ['a revision of a wrong type', '{"commands": [], "expectedRevision": "1"}', 400, 'MALFORMED'],
    ['a number beyond all numbers', '{"commands": [], "expectedRevision": 1e999}', 400, 'MALFORMED'],
  ])('%s is refused', async (_, body, status, code) => {
    const before = await revision();
    const answer = await service.operator.send('POST', commands, { body });
    expect(answer).toMatchObject({ status, body: { status, code, detail: expect.any(String) } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await revision()).toBe(before);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '😀', 'Ａdmin', 'аna', '\u200bx'])(
    'the id %j is an id like any other',
    async (user) => {
      const added = await service.operator.send('POST', commands, { body: addUser(user) });
      expect(added.status).toBe(200);
      expect(await service.operator.get(`${acme}/users/${encodeURIComponent(user)}`)).toMatchObject({
        status: 200,
        body: { user },
      });
      const check = await service.operator.post(
        evaluation,
        question(user, 'org.manage_members', 'organization:acme'),
      );
      expect(check.body).toEqual({ decision: false });
    },
  );

  it.each([
    ['text/plain', 415],
    ['application/xml', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/yaml', 415],
    ['application/json; charset=utf-8', 200],
    ['APPLICATION/JSON', 200],
  ])('the media type %s is answered %i', async (type, status) => {
    const headers = { 'content-type': type };
    const answer = await service.operator.send('POST', commands, {
      body: text('RenameOrganization', { name: 'Acme' }),
      headers,
    });
    expect(answer.status).toBe(status);
    if (status === 415) expect(answer.body).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it.each([
    ['GET', '/nothing', 404, 'NOT_FOUND'],
    ['GET', '/', 404, 'NOT_FOUND'],
    ['GET', `${acme}/`, 404, 'NOT_FOUND'],
    ['GET', `${acme}//users`, 404, 'NOT_FOUND'],
    ['GET', `${acme}/users/%zz`, 400, 'MALFORMED'],
    ['GET', `${acme}/users/%ff`, 400, 'MALFORMED'],
    ['GET', `${acme}/users/${'x'.repeat(4000)}`, 400, 'MALFORMED'],
    ['GET', `${acme}/users/${'x'.repeat(300)}`, 404, 'NOT_A_MEMBER'],
    ['GET', '/v1/organizations/ACME', 400, 'INVALID_ID'],
    ['GET', '/v1/organizations/a%2Fb', 400, 'INVALID_ID'],
    ['GET', '/v1/models/ocp/x', 404, 'MODEL_UNKNOWN'],
    ['GET', '/v1/models/__proto__/1', 404, 'MODEL_UNKNOWN'],
    ['PUT', commands, 405, 'METHOD_NOT_ALLOWED'],
    ['GET', commands, 405, 'METHOD_NOT_ALLOWED'],
    ['DELETE', acme, 405, 'METHOD_NOT_ALLOWED'],
    ['PATCH', evaluation, 405, 'METHOD_NOT_ALLOWED'],
    ['OPTIONS', acme, 405, 'METHOD_NOT_ALLOWED'],
  ])('%s %s is answered %i %s', async (method, path, status, code) => {
    const answer = await service.operator.send(method, path, {});
    expect(answer).toMatchObject({ status, body: { status, code } });
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/^[A-Z, ]+$/);
  });

  const authorized = `host: x\r\nauthorization: Bearer ${operatorKey}\r\n`;
  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['a method that is none', `FLY / HTTP/1.1\r\n${authorized}\r\n`, 400],
    ['an endless header', `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 413],
    [
      'two lengths',
      `POST ${commands} HTTP/1.1\r\n${authorized}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`,
      400,
    ],
    [
      'a length and chunks',
      `POST ${commands} HTTP/1.1\r\n${authorized}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['a length that is none', `POST ${commands} HTTP/1.1\r\n${authorized}content-length: x\r\n\r\n`, 400],
    [
      'two actors',
      `GET ${acme} HTTP/1.1\r\n${authorized}grantline-actor: ana\r\ngrantline-actor: dev\r\n\r\n`,
      400,
    ],
    ['two credentials', `GET ${acme} HTTP/1.1\r\n${authorized}Authorization: Bearer other\r\n\r\n`, 400],
    [
      'an actor in Latin-1',
      Buffer.from(`GET ${acme} HTTP/1.1\r\n${authorized}grantline-actor: \xe4\r\n\r\n`, 'latin1'),
      400,
    ],
    ['a bare line feed in a header', `GET ${acme} HTTP/1.1\r\n${authorized}x-a: b\nx-b: c\r\n\r\n`, 400],
  ])('%s is answered with a problem document', async (_, bytes, status) => {
    const answer = await raw(service.url, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toContain(`"status":${status}`);
    expect((await service.operator.get('/healthz')).status).toBe(200);
  });
});
