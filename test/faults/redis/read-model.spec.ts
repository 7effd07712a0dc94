import { RedisReadModel } from '#adapters/redis/read-model.js';
import { type Head, ReadModelDamaged, ReadModelUnavailable } from '#projections/read-model/read-model.js';
import {
  behavesLikeReadModel,
  row,
  served,
  step,
  subjectOf,
} from '#projections/read-model/read-model.suite.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { soon } from './soon.js';
import { startRedis, startRedisCluster } from '../../engines/redis-server.js';

type Server<Started> = Exclude<Started, { missing: string }>;

function given<Started extends object>(started: Started): Server<Started> {
  if ('missing' in started) throw new Error(String(started.missing));
  return started as Server<Started>;
}

async function opened(address: string, epoch: string = randomUUID()): Promise<RedisReadModel> {
  const model = new RedisReadModel(address, epoch);
  await model.connected();
  return model;
}

// A server of its own, since it is killed.
describe('a read model in Redis that has its troubles', () => {
  let server: Server<Awaited<ReturnType<typeof startRedis>>>;
  let redis: Redis;
  let model: RedisReadModel;
  let head: Head;
  let epoch: string;

  beforeEach(async () => {
    server = given(await startRedis());
    redis = new Redis(server.address);
    redis.on('error', () => undefined);
    epoch = randomUUID();
    model = await opened(server.address, epoch);
    head = await served(model);
  });

  afterEach(async () => {
    redis.disconnect();
    await model.close();
    await server.stop();
  });

  const ask = async (): Promise<unknown> => {
    const found = await model.find('acme', { copy: head.copy, subjects: [subjectOf('user-0')] });
    return typeof found === 'object' ? [found.revision, found.rows[0]?.live] : found;
  };
  const next = (from: Head) =>
    model.apply('acme', step(from, { people: [row(0, `of ${from.revision + 1}`)] }));

  it('is unavailable while Redis is killed, and knows nothing afterwards', async () => {
    await server.kill();
    await expect(ask()).rejects.toThrow(ReadModelUnavailable);
    await expect(next(head)).rejects.toThrow(ReadModelUnavailable);
    await server.restart();

    expect(await soon(ask)).toBeUndefined();
    expect(await model.head('acme')).toBeUndefined();
  });

  it('is where it was when the file was saved that Redis starts with', async () => {
    await redis.save();
    const third = await next(head);
    expect(await ask()).toEqual([3, 'of 3']);
    await server.kill();
    await server.restart();

    // Rows and checkpoint have gone back together, so the same steps lead on.
    expect(await soon(ask)).toEqual([2, 'a0']);
    expect(await model.apply('acme', step(third!))).toEqual(head);
    expect(await next(head)).toEqual(third);
  });

  it('takes no step while Redis has no memory left, and the same one afterwards', async () => {
    await redis.config('SET', 'maxmemory', '1');
    await expect(next(head)).rejects.toThrow(ReadModelUnavailable);
    expect(await ask()).toEqual([2, 'a0']);
    await redis.config('SET', 'maxmemory', '0');

    await next(head);
    expect(await ask()).toEqual([3, 'of 3']);
  });

  it('takes no step while Redis is a replica that is read only, and the same one afterwards', async () => {
    await redis.call('REPLICAOF', '127.0.0.1', '1');
    await expect(next(head)).rejects.toThrow(ReadModelUnavailable);
    await redis.call('REPLICAOF', 'NO', 'ONE');

    await soon(() => next(head));
    expect(await soon(ask)).toEqual([3, 'of 3']);
  });

  it('is unavailable while Redis does not answer', async () => {
    await redis.call('CLIENT', 'PAUSE', '3000', 'ALL');
    await expect(ask()).rejects.toThrow(ReadModelUnavailable);
    expect(await soon(ask)).toEqual([2, 'a0']);
  });

  it('goes on after its scripts were flushed', async () => {
    await redis.script('FLUSH');
    await next(head);

    expect(await ask()).toEqual([3, 'of 3']);
  });

  it.each(['append', 'rpush', 'hdel', 'hset'])(
    'notices a step that broke off at its first `%s`',
    async (forbidden) => {
      // Redis stops a script at a command that the caller may not use; what was written before stays.
      await redis.call('ACL', 'SETUSER', 'limited', 'on', '>secret', '~*', '+@all');
      const address = server.address.replace('redis://', 'redis://limited:secret@');
      const limited = await opened(address, epoch);
      await redis.call('ACL', 'SETUSER', 'limited', `-${forbidden}`);
      const renamed = { ...row(0, 'b0'), subject: subjectOf('other') };

      const writing = limited.apply('acme', step(head, { shared: ['x'], people: [renamed, row(1, 'b1')] }));
      await expect(writing).rejects.toThrow(Error);

      // Nothing at all was written, or whoever asks is told.
      if (forbidden === 'hset') expect(await ask()).toEqual([2, 'a0']);
      else await expect(ask()).rejects.toThrow(ReadModelDamaged);
      await limited.close();
    },
  );
});

describe('in a cluster of Redis', () => {
  let cluster: Server<Awaited<ReturnType<typeof startRedisCluster>>> | undefined;

  beforeAll(async () => {
    cluster = given(await startRedisCluster());
  });

  afterAll(() => cluster?.stop());

  behavesLikeReadModel(() => opened(cluster!.address));

  it('heals when a node comes back without its memory', async () => {
    const model = await opened(cluster!.address);
    const organizations = Array.from({ length: 12 }, (_, index) => `org-${index}`);
    const heads = await Promise.all(organizations.map((organization) => served(model, organization)));
    await cluster!.nodes[0]!.kill();
    await cluster!.nodes[0]!.restart();

    const after = await Promise.all(
      organizations.map((organization) => soon(() => model.head(organization))),
    );
    const lost = organizations.filter((_, index) => after[index] === undefined);
    for (const organization of lost) await soon(() => served(model, organization));
    const healed = await Promise.all(organizations.map((organization) => model.head(organization)));

    expect(lost.length).toBeGreaterThan(0);
    expect(after.filter((head) => head !== undefined)).toEqual(
      heads.filter((_, index) => after[index] !== undefined),
    );
    expect(healed.every((head) => head?.revision === 2)).toBe(true);
    await model.close();
  });
});

describe('in a cluster of Redis whose master dies', () => {
  let cluster: Server<Awaited<ReturnType<typeof startRedisCluster>>> | undefined;

  beforeAll(async () => {
    cluster = given(await startRedisCluster(1));
  });

  afterAll(() => cluster?.stop());

  it('goes on with the replica that takes its place, from wherever that one was', async () => {
    const model = await opened(cluster!.address);
    const organizations = Array.from({ length: 12 }, (_, index) => `org-${index}`);
    const heads = await Promise.all(organizations.map((organization) => served(model, organization)));
    const next = (at: number, from: Head) =>
      model.apply(organizations[at]!, step(from, { people: [row(0, 'b0')] }));
    const moved = await Promise.all(heads.map((head, at) => next(at, head)));
    // The first three are masters.
    await cluster!.nodes[0]!.kill();

    for (const [at, organization] of organizations.entries()) {
      // A replica may not have heard of the last step, or of the copy.
      const head = (await soon(() => model.head(organization))) ?? (await served(model, organization));
      expect([heads[at]!.revision, moved[at]!.revision]).toContain(head.revision);
      const gone = head.revision === moved[at]!.revision ? head : await soon(() => next(at, head));
      expect(gone).toMatchObject({ revision: 3 });
      const asked = { copy: gone!.copy, subjects: [subjectOf('user-0')] };
      expect(await soon(() => model.find(organization, asked))).toMatchObject({
        revision: 3,
        rows: [{ live: 'b0' }],
      });
    }
    await model.close();
  });
});
