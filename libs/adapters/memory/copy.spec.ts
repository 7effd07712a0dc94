import { copyStore } from '#store/copy.js';
import { readAll, sample, samples, stored } from '#store/event-samples.suite.js';
import { StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from './event-store.js';
import { MemoryKeyStore } from './key-store.js';

const home = () => ({ events: new MemoryEventStore(), keys: new MemoryKeyStore() });

const keys = Array.from({ length: 5 }, (_, index) => ({ id: `key-${index}`, wrapped: `v1.iv.${index}.tag` }));

describe('copying a home', () => {
  let from: ReturnType<typeof home>;
  let to: ReturnType<typeof home>;

  beforeEach(async () => {
    from = home();
    to = home();
    await from.keys.put(keys);
    await from.events.append('models', samples(0, 2), 'none');
    await from.events.append('organization-a', samples(10, 609), 'none');
    await from.events.append('organization-b', [sample(700, { text: 'x'.repeat(500_000) })], 'none');
    await from.events.append('organization-b', [sample(701, { text: 'y'.repeat(500_000) })], 0);
    await from.events.append('organization-a', samples(800, 801), 599);
  });

  it('takes every event and every key along, as they are', async () => {
    expect(await copyStore(from, to)).toEqual({ streams: 3, events: 607, keys: 5 });

    expect(await readAll(to.events, 'organization-a')).toEqual(
      stored('organization-a', [...samples(10, 609), ...samples(800, 801)]),
    );
    expect(await readAll(to.events, 'organization-b')).toEqual(await readAll(from.events, 'organization-b'));
    expect(await to.keys.get(keys.map(({ id }) => id))).toEqual(keys);
  });

  it('goes on where it was broken off, and does nothing twice', async () => {
    const stopping = new AbortController();
    const progress = (stage: string, done: number): void => {
      if (stage === 'events' && done === 400) stopping.abort();
    };
    await expect(copyStore(from, to, { progress, signal: stopping.signal })).rejects.toThrow(
      'begin again to go on',
    );

    expect(await copyStore(from, to)).toMatchObject({ events: 607 });
    expect(await copyStore(from, to)).toMatchObject({ events: 607 });
    expect(await to.events.head('organization-a')).toBe(601);
  });

  it('refuses a home that holds something else', async () => {
    await to.events.append('organization-a', samples(5_000, 5_001), 'none');

    await expect(copyStore(from, to)).rejects.toThrow(StoreUnavailable);
    await expect(copyStore(from, to)).rejects.toThrow('holds another `organization-a`');
  });

  it('refuses a home where a stream goes on behind what was copied', async () => {
    await copyStore(from, to);
    await to.events.append('models', [sample(9_000)], 2);

    await expect(copyStore(from, to)).rejects.toThrow(StoreCorrupt);
    await expect(copyStore(from, to)).rejects.toThrow('the end of `models` differs');
  });

  it('refuses keys that are wrapped otherwise', async () => {
    await to.keys.put([{ id: 'key-3', wrapped: 'v1.iv.other.tag' }]);

    await expect(copyStore(from, to)).rejects.toThrow(StoreUnavailable);
  });

  it('finds what came out differently', async () => {
    const read = to.events.read.bind(to.events);
    to.events.read = async function* (...asked) {
      for await (const page of read(...asked)) {
        yield page.map((event) => (event.revision === 7 ? { ...event, data: { person: 999 } } : event));
      }
    };

    await expect(copyStore(from, to)).rejects.toThrow('`organization-a` at 7 differs');
  });

  it('tells how far it is', async () => {
    const told: string[] = [];
    await copyStore(from, to, { progress: (stage, done) => told.push(`${stage} ${done}`) });

    expect(told).toEqual(expect.arrayContaining(['keys 5', 'events 607', 'verifying 607']));
  });
});
