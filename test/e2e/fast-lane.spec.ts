import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { acme, beginAcme, question } from './acme.js';
import { operatorKey, trial } from './trial.js';

const path = `${acme}/access/v1/evaluation`;
const yes = JSON.stringify(question('dev', 'miniapps.edit_app', 'group:sales'));
const no = JSON.stringify(question('vic', 'miniapps.edit_app', 'group:sales'));

function request(body: string, headers: Record<string, string> = {}): string {
  const all = {
    host: 'x',
    authorization: `Bearer ${operatorKey}`,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Says things to a server piece by piece; answers with what comes back until it holds so many status lines. */
async function say(url: string, pieces: readonly string[], answers = 1): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, noDelay: true });
  await once(socket, 'connect');
  for (const piece of pieces) {
    // The next piece is sent when this one is on its way.
    await new Promise((resolve) => void socket.write(piece, resolve));
    await setImmediate();
  }
  let heard = '';
  for await (const chunk of socket) {
    heard += String(chunk);
    const bodies = heard.match(/\}(?=HTTP|$)/g) ?? [];
    if (bodies.length >= answers && (heard.match(/HTTP\/1.1 /g) ?? []).length >= answers) break;
  }
  socket.destroy();
  return heard;
}

describe('a check in the fast lane', () => {
  const service = trial();
  beginAcme(() => service.operator);

  it('is answered like any other, with its headers', async () => {
    const answer = await service.operator.send('POST', path, {
      body: yes,
      headers: { 'x-request-id': 'job-7' },
    });
    expect(answer).toMatchObject({ status: 200, body: { decision: true } });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-request-id': 'job-7',
      'grantline-revision': expect.stringMatching(/^\d+$/),
      'content-length': '17',
    });
  });

  it('may come in any number of pieces', async () => {
    const whole = request(yes);
    for (const pieces of [
      [whole],
      [whole.slice(0, -20), whole.slice(-20)],
      [...whole.match(/[^]{1,60}/g)!],
    ]) {
      expect(await say(service.url, pieces)).toMatch(/^HTTP\/1.1 200 [^]*\{"decision":true\}$/);
    }
  });

  it('may come with others on one connection, and each is answered in its turn', async () => {
    const heard = await say(service.url, [request(yes) + request(no), request('{"broken'), request(yes)], 4);
    expect(heard.match(/HTTP\/1.1 \d+|"decision":\w+|"code":"\w+"/g)).toEqual([
      'HTTP/1.1 200',
      '"decision":true',
      'HTTP/1.1 200',
      '"decision":false',
      'HTTP/1.1 400',
      '"code":"MALFORMED"',
    ]);
  });

  it.each<[string, string, Record<string, string>, number, string]>([
    ['no JSON', '{"subject": ', {}, 400, 'MALFORMED'],
    ['a name twice', '{"subject": 1, "subject": 2}', {}, 400, 'MALFORMED'],
    ['no question', '{}', {}, 400, 'MALFORMED'],
    ['a question of a stranger', yes, { 'grantline-actor': 'stranger' }, 404, 'UNKNOWN_ORGANIZATION'],
    ['a question without the right', no, { 'grantline-actor': 'dev' }, 403, 'FORBIDDEN'],
    ['no credential', yes, { authorization: 'Bearer nobody' }, 401, 'UNAUTHENTICATED'],
    ['another media type', yes, { 'content-type': 'text/plain' }, 400, 'MALFORMED'],
  ])('that has %s is told so, in one piece or two', async (_, body, headers, status, code) => {
    const whole = request(body, headers);
    for (const pieces of [[whole], [whole.slice(0, -2), whole.slice(-2)]]) {
      const heard = await say(service.url, pieces);
      expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(heard).toContain('application/problem+json');
      expect(heard).toContain(`"code":"${code}"`);
    }
  });

  it('about the past, or about what is to come, goes the ordinary way', async () => {
    for (const options of [{ asOf: 9 }, { atLeast: 9 }, { explain: true }]) {
      const body = question('dev', 'miniapps.edit_app', 'group:sales', options);
      expect((await service.operator.post(path, body)).status).toBe(200);
    }
  });

  it("whose length is a lie is nobody's", async () => {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.end(request(yes, { 'content-length': '500' }));
    socket.resume();
    await once(socket, 'close');
    expect((await service.operator.post(path, JSON.parse(yes))).body).toEqual({ decision: true });
  });
});
