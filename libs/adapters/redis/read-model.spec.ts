import { ReadModelDamaged, ReadModelUnavailable } from '#projections/read-model/read-model.js';
import {
  behavesLikeReadModel,
  row,
  served,
  step,
  subjectOf,
} from '#projections/read-model/read-model.suite.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { Keys } from './keys.js';
import { RedisReadModel } from './read-model.js';

const url = process.env['REDIS_URL']!;

/** A read model of a life of the store of its own, so that suites do not meet, once it answers. */
async function open(epoch: string = randomUUID(), at = url): Promise<RedisReadModel> {
  const model = new RedisReadModel(at, epoch);
  await model.connected();
  return model;
}

behavesLikeReadModel(open);

describe('a read model in Redis, looked at and written to by others', () => {
  let redis: Redis;
  let model: RedisReadModel;
  let keys: Keys;

  beforeEach(async () => {
    const epoch = randomUUID();
    redis = new Redis(url);
    model = await open(epoch);
    keys = new Keys(epoch);
  });

  afterEach(async () => {
    redis.disconnect();
    await model.close();
  });

  const ask = (copy: string, asOf?: number) =>
    model.find('acme', { copy, subjects: [subjectOf('user-0')], ...(asOf !== undefined && { asOf }) });

  it.each(['people', 'subjects', 'past', 'times', 'facts'] as const)(
    'writes nothing where `%s` is of another type',
    async (part) => {
      const head = await served(model);
      const of = keys.copy('acme', head.copy);
      await redis.del(of[part]);
      await redis.sadd(of[part], 'foreign');

      const writing = model.apply('acme', step(head, { shared: ['x'], people: [row(0, 'b0', 'b')] }));

      await expect(writing).rejects.toThrow(ReadModelDamaged);
      expect(await model.head('acme')).toEqual(head);
      if (part !== 'people') expect(await redis.hget(of.people, '0')).toMatch(/a0$/);
    },
  );

  it.each(['people', 'subjects'] as const)('answers nothing where `%s` is emptied', async (part) => {
    const { copy } = await served(model);
    await redis.hdel(keys.copy('acme', copy)[part], '1', subjectOf('user-1'));

    await expect(ask(copy)).rejects.toThrow(ReadModelDamaged);
  });

  it.each(['past', 'times'] as const)('answers nothing about the past where `%s` is gone', async (part) => {
    const { copy } = await served(model);
    await redis.del(keys.copy('acme', copy)[part]);

    await expect(ask(copy, 1)).rejects.toThrow(ReadModelDamaged);
  });

  it('answers nothing from a row that is about somebody else', async () => {
    const { copy } = await served(model);
    const { people } = keys.copy('acme', copy);
    await redis.hset(people, '0', (await redis.hget(people, '1'))!);

    await expect(ask(copy)).rejects.toThrow(ReadModelDamaged);
  });

  it.each(['facts', 'shared'] as const)('tells no shared part where `%s` is gone', async (part) => {
    const head = await served(model);
    const { copy } = (await model.apply('acme', step(head, { shared: ['x'] })))!;
    await redis.del(keys.copy('acme', copy)[part]);

    await expect(model.shared('acme')).rejects.toThrow(ReadModelDamaged);
  });

  it('answers nothing after a write that broke off', async () => {
    const head = await served(model);
    await redis.hset(keys.head('acme'), 'dirty', '1');

    await expect(ask(head.copy)).rejects.toThrow(ReadModelDamaged);
    await expect(model.head('acme')).rejects.toThrow(ReadModelDamaged);
    await expect(model.shared('acme')).rejects.toThrow(ReadModelDamaged);
    await expect(model.apply('acme', step(head))).rejects.toThrow(ReadModelDamaged);
  });

  it.each([
    ['of another type', () => redis.set(keys.head('acme'), 'foreign')],
    ['without what it must hold', () => redis.hset(keys.head('acme'), 'foreign', '1')],
    ['with nonsense', () => redis.hset(keys.head('acme'), { copy: 'x', revision: 'y' })],
  ])('serves a new copy over a head %s', async (_, write) => {
    await write();
    await expect(model.head('acme')).rejects.toThrow(ReadModelDamaged);

    const head = await served(model);
    expect(await ask(head.copy)).toMatchObject({ rows: [{ live: 'a0' }] });
  });

  it('knows nothing after everything is gone, and can begin anew', async () => {
    const { copy } = await served(model);
    // Not FLUSHALL: the server may be one that others use as well.
    await redis.del(await redis.keys(`${keys.head('')}*`.replace('{}', '')));
    expect(await ask(copy)).toBeUndefined();

    const again = await served(model);
    expect(await ask(again.copy)).toMatchObject({ rows: [{ live: 'a0' }] });
  });

  it('leaves nothing of a copy that another one took the place of', async () => {
    const old = await served(model);
    await served(model);

    expect(await redis.keys(`*${old.copy}*`)).toEqual([]);
  });

  it('sees nothing of another life of the store', async () => {
    await served(model);
    const restored = await open();

    expect(await restored.head('acme')).toBeUndefined();
    await restored.close();
  });

  it('keeps nothing that tells who people are', async () => {
    const { copy } = await served(model);
    const { people, subjects } = keys.copy('acme', copy);

    expect(Object.keys(await redis.hgetall(subjects)).toSorted()).toEqual(
      [subjectOf('user-0'), subjectOf('user-1')].toSorted(),
    );
    expect(Object.keys(await redis.hgetall(people)).toSorted()).toEqual(['0', '1']);
  });

  describe('a copy', () => {
    const at = {
      revision: 0,
      last: 'event-0',
      key: 'key-1',
      stamp: 0,
      shared: new Uint8Array(3),
      times: [0],
    };

    it('goes by itself when its maker died, and stays when it answers', async () => {
      const made = await model.begin('acme', at);
      await model.fill('acme', made, [row(0, 'a0', 'before')]);
      const next = (await model.apply('acme', step(made, { shared: ['x'] })))!;
      const { head, ...others } = keys.copy('acme', made.copy);
      for (const key of [head, ...Object.values(others)]) expect(await redis.ttl(key)).toBeGreaterThan(0);

      await model.serve('acme', next);
      for (const key of [keys.head('acme'), ...Object.values(others)]) expect(await redis.ttl(key)).toBe(-1);
    });

    it('is dropped when another one takes its place, also of two that come at the same time', async () => {
      const copies = await Promise.all([1, 2, 3].map(() => model.begin('acme', at)));
      await Promise.all(copies.map((copy) => model.serve('acme', copy)));

      const left = await redis.keys(`${keys.head('acme').replace(/[{}]/g, '?')}*`);
      const { copy } = (await model.head('acme'))!;
      expect(left.filter((key) => key !== keys.head('acme') && !key.includes(copy))).toEqual([]);
    });
  });
});

describe('a Redis that is not there', () => {
  it('is said to be unavailable, at once', async () => {
    const model = new RedisReadModel('redis://127.0.0.1:1', 'epoch');

    await expect(model.head('acme')).rejects.toThrow(ReadModelUnavailable);
    await expect(model.find('acme', { copy: 'x', subjects: [] })).rejects.toThrow(ReadModelUnavailable);
    await model.close();
  });
});
