import { StandIn } from '#adapters/eventstoredb/stand-in/server.js';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { organization } from './folder/write-ledger.js';
import { leaveServerCore } from './http/cores.js';
import { post, type Server, serviceHeaders, startReplica } from './http/server.js';
import { count, heading, line } from './print.js';
import { isSmall } from './scale.js';

// From a command that one replica acknowledged until another one answers a check that must have seen it, at so many commands
// a second. Both replicas share a core; a stand-in of EventStoreDB, Redis and the load share the other.

const rate = 1_000;
const seconds = isSmall ? 1 : 10;
const people = 500;
const groups = 20;
const bar = 50;
const commands = `/v1/organizations/${organization}/commands`;
const evaluation = `/v1/organizations/${organization}/access/v1/evaluation`;
const agent = new Agent({ keepAlive: true, maxSockets: 128 });

const { startRedis } = await import('../test/engines/redis-server.js');
leaveServerCore();
await measured('from the memory of the other replica', {});
const redis = await startRedis();
if ('missing' in redis) console.log(`\nvisible from Redis: not measured, ${redis.missing}`);
else {
  await measured('from Redis', { REDIS_URL: redis.address });
  await redis.stop();
}
agent.destroy();

async function measured(what: string, more: Readonly<Record<string, string>>): Promise<void> {
  const standIn = await StandIn.start();
  {
    const home = { EVENTSTOREDB_URL: standIn.url, ...more };
    await using writer = await startReplica(home);
    await found(writer);
    await using reader = await startReplica(home);
    const headers = await serviceHeaders(writer);
    await ready(reader, headers);
    const elsewhere: number[] = [];
    const here: number[] = [];
    await load(1, writer, reader, headers, { elsewhere: [], here: [] });
    const began = performance.now();
    const acknowledged = await load(seconds, writer, reader, headers, { elsewhere, here });
    const took = (performance.now() - began) / 1000;

    heading(
      `acknowledged until visible ${what}: ${count(acknowledged / took)} of ${count(rate)} commands a second`,
    );
    line(
      'baseline: the same check where the command was sent',
      `p99 ${at(here, 0.99)} ms`,
      `median ${at(here, 0.5)} ms`,
    );
    const p99 = Number(at(elsewhere, 0.99));
    const verdict = p99 < bar ? `bar ${bar} ms: met` : `bar ${bar} ms: NOT MET`;
    line('the check on the other replica', `p99 ${p99} ms`, `median ${at(elsewhere, 0.5)} ms`, verdict);
  }
  standIn.stop();
}

type Samples = { readonly elsewhere: number[]; readonly here: number[] };

/** Sends commands at the rate, whatever becomes of those before, and resolves with how many were acknowledged. */
async function load(
  seconds: number,
  writer: Server,
  reader: Server,
  headers: Readonly<Record<string, string>>,
  { elsewhere, here }: Samples,
): Promise<number> {
  const all: Promise<void>[] = [];
  const began = performance.now();
  for (let sent = 0; sent < rate * seconds;) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - began) / 1000) * rate));
    for (; sent < due; sent++) all.push(one(sent));
    await pause(1);
  }
  await Promise.all(all);
  return all.length;

  async function one(number: number): Promise<void> {
    const person = number % people;
    const isAssigned = Math.floor(number / people) % 2 === 0;
    const data = { user: user(person), role: 'viewer', place: group(person % groups) };
    const order = { commands: [{ type: isAssigned ? 'AssignRole' : 'RevokeRole', data }] };
    const { revision } = await send<{ revision: number }>(writer, commands, headers, order);
    const acknowledged = performance.now();
    const server = number % 2 === 0 ? reader : writer;
    const { decision } = await send<{ decision: boolean }>(server, evaluation, headers, {
      subject: { type: 'user', id: user(person) },
      action: { name: 'dashboards.view' },
      resource: { type: 'group', id: String(person % groups) },
      context: { grantline: { atLeast: revision } },
    });
    if (typeof decision !== 'boolean') throw new Error('a check was not answered');
    (server === reader ? elsewhere : here).push(performance.now() - acknowledged);
  }
}

async function found(server: Server): Promise<void> {
  const root = `organization:${organization}`;
  const resources = Array.from({ length: groups }, (_, index) => ({ ref: group(index), parent: root }));
  const admin = { user: 'ana', role: 'org_admin' };
  const model = { name: 'ocp', version: 1 };
  const data = { name: 'Acme', model, admin, resources };
  await post(server, commands, { commands: [{ type: 'CreateOrganization', data }] });
  for (let first = 0; first < people; first += 100) {
    const added = Array.from({ length: 100 }, (_, index) => ({
      type: 'AddUser',
      data: { user: user(first + index), roles: ['developer'], place: group((first + index + 1) % groups) },
    }));
    await post(server, commands, { commands: added });
  }
}

/** Until it knows the key and answers checks. */
async function ready(server: Server, headers: Readonly<Record<string, string>>): Promise<void> {
  const question = {
    subject: { type: 'user', id: user(0) },
    action: { name: 'dashboards.view' },
    resource: { type: 'group', id: '0' },
  };
  for (let tries = 0; tries < 200; tries++) {
    try {
      await send(server, evaluation, headers, question);
      return;
    } catch {
      await pause(100);
    }
  }
  throw new Error('the replica does not answer');
}

function send<Answer>(
  { url }: Server,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: object,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const sent = request(
      url + path,
      { agent, method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(text) } },
      (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (part: string) => (answer += part));
        response.on('end', () => {
          if (response.statusCode === 200) resolve(JSON.parse(answer) as Answer);
          else reject(new Error(`${path} was answered with ${answer}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

function at(samples: readonly number[], share: number): string {
  const sorted = [...samples].sort((a, b) => a - b);
  return (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
}

function user(person: number): string {
  return `user-${person}`;
}

function group(number: number): string {
  return `group:${number}`;
}
