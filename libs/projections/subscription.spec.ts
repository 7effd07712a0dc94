import { beforeEach, describe, expect, it } from '@jest/globals';
import type { PlacedEvent } from '#store/event-store.js';
import type { Consumer } from './consumer.js';
import { placed, ScriptedReader } from './scripted-reader.suite.js';
import { type Outside, Subscription } from './subscription.js';

/** A consumer that remembers, and can be made to fail. */
class Notes implements Consumer {
  readonly seen: string[] = [];
  failure: unknown;
  #told = Promise.withResolvers<void>();

  async apply(events: readonly PlacedEvent[]): Promise<void> {
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) throw failure;
    this.seen.push(...events.map(({ position }) => position));
    this.#told.resolve();
    this.#told = Promise.withResolvers();
  }

  async until(position: string): Promise<void> {
    while (!this.seen.includes(position)) await this.#told.promise;
  }
}

describe('a supervised subscription', () => {
  let reader: ScriptedReader;
  let notes: Notes;
  let subscription: Subscription;
  let pauses: number[];
  let ways: number[];
  let drops: unknown[];
  let ring: () => void;
  let live: PromiseWithResolvers<void>;
  let drop: PromiseWithResolvers<void>;
  const dropped = () => drop.promise;

  beforeEach(() => {
    reader = new ScriptedReader();
    notes = new Notes();
    [pauses, ways] = [[], []];
    drops = [];
    live = Promise.withResolvers();
    drop = Promise.withResolvers();
    const outside: Outside = {
      chance: () => 1,
      pause: async (milliseconds) => void pauses.push(milliseconds),
      alarm: (_, set) => {
        ring = set;
        return () => {};
      },
      giveWay: async () => void ways.push(notes.seen.length),
    };
    const hooks = {
      dropped: (error: unknown) => {
        drops.push(error);
        drop.resolve();
      },
      caughtUp: () => live.resolve(),
    };
    subscription = new Subscription({ reader, prefix: 'organization-', consumers: [notes], outside, hooks });
    subscription.start();
  });

  it('tells its consumers of everything, and is live once that is all', async () => {
    expect(subscription.isLive).toBe(false);
    reader.does(placed(1), placed(2), 'caught up');
    await live.promise;
    expect(notes.seen).toEqual(['1', '2']);
    expect(subscription.isLive).toBe(true);
    await subscription.stop();
    expect(subscription.isLive).toBe(false);
  });

  it('gives way to others while it catches up, and not any more when it is live', async () => {
    reader.does(...Array.from({ length: 600 }, (_, n) => placed(n)), 'caught up');
    await live.promise;
    expect(ways).toEqual([256, 512]);
    reader.does(...Array.from({ length: 600 }, (_, n) => placed(600 + n)), 'caught up');
    await notes.until('1199');
    expect(ways).toHaveLength(2);
    await subscription.stop();
  });

  it('goes on behind the last event after a normal end, which is a drop too', async () => {
    reader.does(placed(1), 'caught up', 'end', placed(2), 'caught up');
    await notes.until('2');
    expect(reader.begun).toEqual([undefined, '1']);
    expect(drops).toEqual([undefined]);
    await subscription.stop();
  });

  it('goes on after an error, with pauses that grow until it gets on', async () => {
    const error = new Error('the link is down');
    reader.does(placed(1), { error }, { error }, { error }, placed(2), { error }, placed(3), 'caught up');
    await notes.until('3');
    expect(reader.begun).toEqual([undefined, '1', '1', '1', '2']);
    expect(drops).toEqual([error, error, error, error]);
    expect(pauses).toEqual([100, 200, 400, 100]);
    await subscription.stop();
  });

  it('is not live while the link is down', async () => {
    reader.does(placed(1), 'caught up');
    await live.promise;
    live = Promise.withResolvers();
    reader.does({ error: new Error('the link is down') });
    await dropped();
    expect(subscription.isLive).toBe(false);
    reader.does(placed(2), 'caught up');
    await live.promise;
    expect(subscription.isLive).toBe(true);
    await subscription.stop();
  });

  it('tells a consumer again what it could not take in', async () => {
    notes.failure = new Error('no room');
    reader.does(placed(1), 'caught up');
    await dropped();
    reader.does(placed(1), placed(2), 'caught up');
    await notes.until('2');
    expect(reader.begun).toEqual([undefined, undefined]);
    expect(notes.seen).toEqual(['1', '2']);
    await subscription.stop();
  });

  it('makes a silent link anew, which is no drop', async () => {
    reader.does(placed(1), 'caught up');
    await live.promise;
    ring();
    reader.does(placed(2), 'caught up');
    await notes.until('2');
    expect(reader.begun).toEqual([undefined, '1']);
    expect([drops, pauses]).toEqual([[], []]);
    expect(subscription.isLive).toBe(true);
    await subscription.stop();
  });

  it('can begin elsewhere, and stops before it was started', async () => {
    const later = new Subscription({
      reader,
      prefix: '',
      consumers: [notes],
      after: '7',
      outside: { chance: () => 0, pause: async () => {}, alarm: () => () => {}, giveWay: async () => {} },
    });
    later.start();
    await later.stop();
    expect(reader.begun).toContain('7');
    await subscription.stop();
  });
});
