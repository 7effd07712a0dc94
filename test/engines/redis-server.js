import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, onPath, startProcess } from './local-process.js';
import { redis } from './wire.js';

const missing = 'REDIS_URL is not set and there is no redis-server on the PATH';

/** A server with a folder of its own, which can be killed and started again at the same address. */
export async function startRedis() {
  if (!onPath('redis-server')) return { missing };
  const server = await serverIn(mkdtempSync(join(tmpdir(), 'grantline-redis-')));
  return { ...server, address: `redis://${server.host}` };
}

/** Three masters that share the slots, each with so many replicas. */
export async function startRedisCluster(replicas = 0) {
  if (!onPath('redis-server') || !onPath('redis-cli')) return { missing };
  const dir = mkdtempSync(join(tmpdir(), 'grantline-redis-'));
  const more = [
    '--cluster-enabled',
    'yes',
    '--cluster-config-file',
    'nodes.conf',
    '--cluster-node-timeout',
    '2000',
    // Replicas are filled at once.
    '--repl-diskless-sync-delay',
    '0',
  ];
  const places = Array.from({ length: 3 * (1 + replicas) });
  const nodes = await Promise.all(places.map(() => serverIn(mkdtempSync(join(dir, 'node-')), more)));
  const hosts = nodes.map(({ host }) => host);
  const create = ['--cluster', 'create', ...hosts, '--cluster-replicas', String(replicas)];
  await startProcess('redis-cli', [...create, '--cluster-yes']).finished();
  for (const { host, until } of nodes) {
    await until(async () => (await redis(`redis://${host}`, 'CLUSTER INFO')).includes('state:ok'), 20_000);
  }
  // The first three became masters; a replica that was never filled takes nobody's place.
  for (const { host, until } of nodes.slice(0, 3)) {
    await until(
      async () => (await redis(`redis://${host}`, `WAIT ${replicas} 500`)) === `:${replicas}`,
      20_000,
    );
  }
  return {
    address: `redis+cluster://${hosts.join(',')}`,
    nodes,
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** @param {string} dir @param {readonly string[]} more */
async function serverIn(dir, more = []) {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const start = () =>
    startProcess('redis-server', [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', dir],
      ...['--save', '', '--appendonly', 'no', ...more],
    ]);
  const ready = () => server.until(async () => (await redis(`redis://${host}`, 'PING')) === '+PONG', 10_000);
  let server = start();
  await ready();
  return {
    host,
    dir,
    /** @param {Parameters<typeof server.until>} args */
    until: (...args) => server.until(...args),
    /** Ends it without a word, as a crash does. */
    kill: () => server.kill(),
    async restart() {
      server = start();
      await ready();
    },
    async stop() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
