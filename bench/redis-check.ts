import { setTimeout as pause } from 'node:timers/promises';
import { copyOfDataFolder } from './folder/data-folder.js';
import { cores, leaveServerCore } from './http/cores.js';
import { type Answering, underLoad } from './http/load.js';
import { printAnswering } from './http/print-answering.js';
import { evaluation, question, tryQuestions } from './http/questions.js';
import { serviceHeaders, startBaseline, startService } from './http/server.js';
import { large } from './organization.js';
import { atLeast, count, heading, line, percent } from './print.js';
import { scaled } from './scale.js';

// Single checks that one core of the service answers from Redis, beside what it answers from memory. Redis runs beside the load.

const connections = 64;
const questions = scaled(200);
const ofMemory = 0.6;

const { startRedis } = await import('../test/engines/redis-server.js');
leaveServerCore();
const redis = await startRedis();
if ('missing' in redis) {
  console.log(`\nredis-check: not measured, ${redis.missing}`);
  process.exit(0);
}
{
  using one = await copyOfDataFolder('copy');
  using other = await copyOfDataFolder('copy-with-redis');
  await using embedded = await startService(one.path);
  await using service = await startService(other.path, { REDIS_URL: redis.address });
  await using nest = await startBaseline('nest');
  await tryQuestions(embedded);
  // The first question asks for a copy of the organization, which takes a while.
  for (let tries = 0; ; tries++) {
    try {
      await tryQuestions(service);
      break;
    } catch (error) {
      if (tries === 300) throw error;
      await pause(1_000);
    }
  }
  const lists = Array.from({ length: connections }, () =>
    Array.from({ length: questions }, () => JSON.stringify(question())),
  );
  const load = { path: evaluation, connections, bodies: (connection: number) => lists[connection]! };
  const [byNest] = (await underLoad({ ...load, headers: await serviceHeaders(embedded) }, nest)) as [
    Answering,
  ];
  // Each service has a key of its own.
  const taken = await inTurns(
    [embedded, await serviceHeaders(embedded)],
    [service, await serviceHeaders(service)],
  );
  const [byEmbedded, byService] = taken as [Answering, Answering];

  heading(`single check from Redis: ${count(large.people)} people, ${connections} connections, ${cores}`);
  printAnswering('baseline: Nest on Fastify, a constant answer', byNest);
  printAnswering('baseline: the service, from memory', byEmbedded);
  printAnswering('the service, from Redis', byService);
  const share = byEmbedded.busy.median / byService.busy.median;
  line('of what it answers from memory', percent(share), atLeast(share, ofMemory, percent(ofMemory)));

  async function inTurns(
    ...servers: readonly (readonly [typeof service, Record<string, string>])[]
  ): Promise<readonly Answering[]> {
    const all: Answering[] = [];
    for (const [server, headers] of servers) all.push(...(await underLoad({ ...load, headers }, server)));
    return all;
  }
}
await redis.stop();
