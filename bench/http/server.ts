import { masterKey } from '../folder/write-ledger.js';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onServerCore } from './cores.js';

/** A server in a process of its own. */
export type Server = {
  readonly url: string;
  /** Seconds that its process has been busy for; where the system does not tell, seconds by the clock. */
  busy(): number;
} & AsyncDisposable;

const operatorKey = 'gl_op_only-for-benchmarks-on-this-machine';

/** Clock ticks of `/proc`, a second. */
const ticks = 100;

/** The service itself, on a data folder, with the log and everything else as it is by default, or as `more` says. */
export function startService(data: string, more: Readonly<Record<string, string>> = {}): Promise<Server> {
  return startServer('../../apps/access/main.js', {
    GRANTLINE_DATA: data,
    GRANTLINE_DEMO: 'off',
    GRANTLINE_OPERATOR_KEY: operatorKey,
    GRANTLINE_MASTER_KEY: Buffer.from(masterKey).toString('base64url'),
    ...more,
  });
}

/** The service on homes that it shares with others. */
export function startReplica(homes: Readonly<Record<string, string>>): Promise<Server> {
  return startServer('../../apps/access/main.js', {
    GRANTLINE_DEMO: 'off',
    GRANTLINE_OPERATOR_KEY: operatorKey,
    GRANTLINE_MASTER_KEY: Buffer.from(masterKey).toString('base64url'),
    ...homes,
  });
}

/** A server that answers every request alike, by Nest on Fastify or by `node:http` alone. */
export function startBaseline(name: 'nest' | 'raw'): Promise<Server> {
  return startServer(`./${name}-baseline.js`, {});
}

const operatorHeaders = {
  'content-type': 'application/json',
  authorization: `Bearer ${operatorKey}`,
};

/** The headers of a product service, with a key that is made now. */
export async function serviceHeaders(server: Server): Promise<Record<string, string>> {
  await ready(server);
  const request = { name: 'bench', organizations: '*', capabilities: ['check', 'write'] };
  const { secret } = (await post(server, '/v1/keys', request)) as { secret: string };
  return { ...operatorHeaders, authorization: `Bearer ${secret}` };
}

/** Waits until the service has nothing of its start left to do, which would be measured with everything else. */
export async function ready({ url }: Server): Promise<void> {
  while (!(await fetch(`${url}/readyz`)).ok) await setTimeout(100);
}

/** Sends one request as the operator and gives back what it is answered with. */
export async function post({ url }: Server, path: string, body: object): Promise<unknown> {
  const request = { method: 'POST', headers: operatorHeaders, body: JSON.stringify(body) };
  const response = await fetch(url + path, request);
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} was answered with ${text}`);
  return JSON.parse(text) as unknown;
}

async function startServer(program: string, environment: Record<string, string>): Promise<Server> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const [command, args] = onServerCore(process.execPath, [path]);
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await listening(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url, busy: () => busyOf(child.pid!), [Symbol.asyncDispose]: stop };
}

/** The address that the server names as soon as it listens. What it prints later is read and thrown away. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    createInterface(child.stdout!).on('line', (line) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (url !== undefined) resolve(url);
    });
  });
}

function busyOf(pid: number): number {
  try {
    // Behind the name, which may hold anything: the 14th and 15th field, user and system time.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticks;
  } catch {
    return performance.now() / 1000;
  }
}
