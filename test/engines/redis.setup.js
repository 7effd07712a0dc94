import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provide } from './engines.js';
import { freePort, onPath, startProcess } from './local-process.js';
import { redis } from './wire.js';

async function start() {
  if (!onPath('redis-server'))
    return { missing: 'REDIS_URL is not set and there is no redis-server on the PATH' };
  const dir = mkdtempSync(join(tmpdir(), 'grantline-redis-'));
  const port = await freePort();
  const address = `redis://127.0.0.1:${port}`;
  const server = startProcess('redis-server', [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', dir],
    ...['--save', '', '--appendonly', 'no'],
  ]);
  await server.until(async () => (await redis(address, 'PING')) === '+PONG', 10_000);
  return {
    address,
    async stop() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export default async function setup() {
  await provide('redis', start);
}
