import type { StoredEvent } from '#events/envelope.js';
import { sample } from '#store/event-samples.suite.js';
import { type PlacedEvent, StoreCorrupt } from '#store/event-store.js';
import type { PositionStore } from '#store/position-store.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Message, type MessageBus, MessageRefused } from './message-bus.js';
import { loadProgress } from '../progress.js';
import { Publisher } from './publisher.js';

class Bus implements MessageBus {
  readonly taken: string[] = [];
  failure: unknown;
  refused: string | undefined;

  async publish(messages: readonly Message[]): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (messages.some(({ value }) => value === this.refused)) throw new MessageRefused('too large');
    this.taken.push(...messages.map(({ value }) => value));
  }

  async close(): Promise<void> {}
}

const place = ({ stream, revision }: StoredEvent) => `${stream.slice('organization-'.length)}@${revision}`;

function events(...places: readonly string[]): PlacedEvent[] {
  return places.map((place, index) => {
    const [organization, revision] = place.split('@') as [string, string];
    return {
      ...sample(index),
      stream: `organization-${organization}`,
      revision: Number(revision),
      position: place,
    };
  });
}

describe('a publisher', () => {
  let bus: Bus;
  let kept: Map<string, string>;
  let poisoned: string | undefined;
  let told: string[];
  let written: PlacedEvent[];
  let unreadable: Error | undefined;
  let publisher: Publisher;

  const positions: PositionStore = {
    load: async (consumer) => kept.get(consumer),
    save: async (consumer, position) => void kept.set(consumer, position),
  };

  const start = async (): Promise<Publisher> =>
    new Publisher({
      bus,
      messagesOf: async (organization, events) => {
        if (events.some((event) => place(event) === poisoned)) throw new StoreCorrupt('nobody knows it');
        return events.map((event) => ({
          topic: 'grantline.ledger',
          key: organization,
          headers: { ce_revision: String(event.revision) },
          value: place(event),
        }));
      },
      stops: (error) => error instanceof StoreCorrupt,
      reader: {
        async *read(stream, { from = 0 } = {}) {
          if (unreadable !== undefined) throw unreadable;
          yield written.filter((event) => event.stream === stream && event.revision >= from);
        },
      },
      positions,
      name: 'publisher',
      progress: await loadProgress(positions, 'publisher'),
      signal: new AbortController().signal,
      hooks: {
        stopped: (organization, revision) => told.push(`${organization} stopped at ${revision}`),
        healed: (organization) => told.push(`${organization} healed`),
      },
    });

  beforeEach(async () => {
    bus = new Bus();
    kept = new Map();
    poisoned = undefined;
    unreadable = undefined;
    told = [];
    written = events('a@0', 'b@0', 'a@1', 'b@1', 'a@2');
    publisher = await start();
  });

  it('publishes every event, in its order in its organization', async () => {
    await publisher.apply(written);

    expect(bus.taken.filter((place) => place.startsWith('a'))).toEqual(['a@0', 'a@1', 'a@2']);
    expect(bus.taken.filter((place) => place.startsWith('b'))).toEqual(['b@0', 'b@1']);
  });

  it('keeps its position behind what the bus has taken, and never before', async () => {
    bus.failure = new Error('the broker is down');
    await expect(publisher.apply(written)).rejects.toThrow('the broker is down');
    expect(kept.size).toBe(0);

    bus.failure = undefined;
    await publisher.apply(written);

    expect((await loadProgress(positions, 'publisher')).position).toBe('a@2');
  });

  it('stops one organization before an event that cannot be told, and no other', async () => {
    poisoned = 'a@1';
    await publisher.apply(written);

    expect(bus.taken).toEqual(['b@0', 'b@1']);
    expect(told).toEqual(['a stopped at 0']);
    await publisher.apply(events('a@3', 'b@2'));
    expect(bus.taken).toEqual(['b@0', 'b@1', 'b@2']);
  });

  it('remembers what stands still, and publishes all of it as soon as it can', async () => {
    poisoned = 'a@1';
    await publisher.apply(written);
    const later = await start();
    expect([...later.stopped]).toEqual([['a', 0]]);
    await later.retry();
    expect([...later.stopped]).toEqual([['a', 0]]);

    poisoned = undefined;
    await later.retry();

    expect(bus.taken).toEqual(['b@0', 'b@1', 'a@0', 'a@1', 'a@2']);
    expect(told.at(-1)).toBe('a healed');
    expect((await loadProgress(positions, 'publisher')).stopped.size).toBe(0);
  });

  it('skips nothing of what stands still when trying it again fails half-way', async () => {
    poisoned = 'a@1';
    await publisher.apply(written);
    poisoned = undefined;
    unreadable = new Error('the store is away');
    await expect(publisher.retry()).rejects.toThrow('the store is away');
    await publisher.apply(events('b@2', 'a@3'));

    expect(bus.taken).toEqual(['b@0', 'b@1', 'b@2']);
    expect([...(await loadProgress(positions, 'publisher')).stopped]).toEqual([['a', 0]]);
    unreadable = undefined;
    written.push(...events('a@3'));
    await publisher.retry();
    expect(bus.taken.filter((place) => place.startsWith('a'))).toEqual(['a@0', 'a@1', 'a@2', 'a@3']);
  });

  it('stops only the organization whose message is refused', async () => {
    bus.refused = 'a@1';
    await publisher.apply(written);

    expect(bus.taken).toEqual(expect.arrayContaining(['a@0', 'b@0', 'b@1']));
    expect(bus.taken).not.toContain('a@2');
    expect([...publisher.stopped]).toEqual([['a', 1]]);
  });

  it('does not begin where its position cannot be read', async () => {
    kept.set('publisher', '"a@2"');

    await expect(start()).rejects.toBeInstanceOf(StoreCorrupt);
  });
});
