import { readAll, sample, samples, stored, Subscriber } from '#store/event-samples.suite.js';
import { outside } from '#projections/outside.js';
import { Subscription } from '#projections/subscription.js';
import { OutcomeUnknown, type PlacedEvent, RevisionConflict, StoreUnavailable } from '#store/event-store.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStoreDbHome, openEventStoreDbHome } from './home.js';
import { StandIn } from './stand-in/server.js';

const stream = 'organization-acme';

// Only the stand-in misbehaves when it is told to.
describe('a home in EventStoreDB, on a stand-in that misbehaves', () => {
  let standIn: StandIn;
  let home: EventStoreDbHome;

  beforeEach(async () => {
    standIn = await StandIn.start();
    home = openEventStoreDbHome(standIn.url);
  });

  afterEach(async () => {
    await home.close();
    standIn.stop();
  });

  it.each(['lost before', 'lost after'] as const)(
    'says that it does not know where an append is %s, and the same call again makes it so',
    async (trouble) => {
      await home.events.append(stream, [sample(0)], 'none');
      standIn.trouble.append(trouble);

      await expect(home.events.append(stream, samples(1, 3), 0)).rejects.toBeInstanceOf(OutcomeUnknown);
      expect(await home.events.append(stream, samples(1, 3), 0)).toBe(3);

      expect(await readAll(home.events, stream)).toEqual(stored(stream, samples(0, 3)));
    },
  );

  it('gives up an append that nobody answers, and the same call again makes it so', async () => {
    await home.events.append(stream, [sample(0)], 'none');
    const hasty = openEventStoreDbHome(standIn.url, { patience: 100 });
    standIn.trouble.append('too late');

    await expect(hasty.events.append(stream, samples(1, 3), 0)).rejects.toBeInstanceOf(OutcomeUnknown);
    await hasty.close();

    expect(await home.events.append(stream, samples(1, 3), 0)).toBe(3);
    expect(await readAll(home.events, stream)).toEqual(stored(stream, samples(0, 3)));
  });

  it('knows an append again that was written before somebody else wrote', async () => {
    standIn.trouble.append('lost after');
    await expect(home.events.append(stream, samples(0, 1), 'none')).rejects.toBeInstanceOf(OutcomeUnknown);
    const other = openEventStoreDbHome(standIn.url);
    await other.events.append(stream, [sample(7)], 1);
    await other.close();

    expect(await home.events.append(stream, samples(0, 1), 'none')).toBe(1);
    await expect(home.events.append(stream, samples(2, 3), 1)).rejects.toBeInstanceOf(RevisionConflict);
  });

  it('goes to the node that leads', async () => {
    standIn.trouble.append('not leader', 'not leader');

    expect(await home.events.append(stream, [sample(0)], 'none')).toBe(0);
  });

  it('reads from the node that leads, also after another one was asked', async () => {
    await home.events.append(stream, [sample(0)], 'none');
    standIn.trouble.readsElsewhere = 2;

    expect(await home.events.head(stream)).toBe(0);
    expect(standIn.trouble.readsElsewhere).toBe(0);
  });

  it('writes nothing where nobody leads', async () => {
    standIn.trouble.append('not leader', 'not leader', 'not leader');

    await expect(home.events.append(stream, [sample(0)], 'none')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await home.events.head(stream)).toBeUndefined();
  });

  it('finds its way back to a server that was started again', async () => {
    await home.events.append(stream, [sample(0)], 'none');
    await standIn.restart();

    const append = async (): Promise<number> => {
      try {
        return await home.events.append(stream, [sample(1)], 0);
      } catch (error) {
        expect(error).toBeInstanceOf(OutcomeUnknown);
        return append();
      }
    };
    expect(await append()).toBe(1);
    expect(await readAll(home.events, stream)).toEqual(stored(stream, samples(0, 1)));
  });

  it('is refused while there is no server', async () => {
    standIn.stop();

    await expect(home.events.head(stream)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(home.keys.get(['k'])).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(home.events.append(stream, [sample(0)], 'none')).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  it('tells whoever subscribed when the server ends the subscription, in good order or not', async () => {
    for (const end of [() => standIn.endSubscriptions(), () => standIn.restart()]) {
      const subscriber = new Subscriber(home.events);
      const ended = subscriber.next().then(
        () => 'an event',
        (error: unknown) => error,
      );
      await subscriber.end();
      await end();
      expect(await ended).toBeInstanceOf(StoreUnavailable);
    }
  });

  it('brings everything in order where the server delivers slowly', async () => {
    standIn.trouble.slowness = 2;
    await home.events.append(stream, samples(0, 49), 'none');

    const seen = await new Subscriber(home.events).take(50);

    expect(seen.map(({ revision }) => revision)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  it('is asked anew where a link brings nothing any more and says nothing of it', async () => {
    const taken: number[] = [];
    const caughtUp = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const apply = async (events: readonly PlacedEvent[]): Promise<void> => {
      taken.push(...events.map(({ revision }) => revision));
      if (taken.length === 2) arrived.resolve();
    };
    const subscription = new Subscription({
      reader: home.events,
      prefix: 'organization-',
      consumers: [{ apply }],
      outside,
      silence: 100,
      hooks: { caughtUp: () => caughtUp.resolve() },
    });
    await home.events.append(stream, [sample(0)], 'none');
    subscription.start();
    await caughtUp.promise;
    standIn.trouble.silent = true;

    await home.events.append(stream, [sample(1)], 0);
    // A silent link never brings what was written meanwhile, not even now.
    standIn.trouble.silent = false;
    await arrived.promise;
    await subscription.stop();

    expect(taken).toEqual([0, 1]);
  });

  it('leaves no snapshot that is half written', async () => {
    const chunk = new Uint8Array(300 * 1024).fill(7);
    const snapshot = { stamp: 'fold-1', revision: 5, chunks: [chunk, chunk] };
    await home.snapshots.save('acme', { ...snapshot, revision: 4 });
    standIn.trouble.append('lost after');

    await expect(home.snapshots.save('acme', snapshot)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(await home.snapshots.load('acme', 'fold-1')).toBeUndefined();
    await home.snapshots.save('acme', snapshot);

    expect(await home.snapshots.load('acme', 'fold-1')).toEqual(snapshot);
  });

  it('does the same once more for keys and positions whose outcome was unknown', async () => {
    const key = { id: 'k', wrapped: 'v1.a.b.c' };
    standIn.trouble.append('lost after');
    await expect(home.keys.put([key])).rejects.toBeInstanceOf(OutcomeUnknown);
    await home.keys.put([key]);
    standIn.trouble.append('lost before');
    await expect(home.positions.save('publisher', '1/1')).rejects.toBeInstanceOf(OutcomeUnknown);
    await home.positions.save('publisher', '1/1');

    expect(await home.keys.get(['k'])).toEqual([key]);
    expect(await home.positions.load('publisher')).toBe('1/1');
  });

  it('keeps the streams of its other ports out of what is subscribed to', async () => {
    await home.keys.put([{ id: 'k', wrapped: 'v1.a.b.c' }]);
    await home.positions.save('publisher', '1/1');
    await home.snapshots.save('acme', { stamp: 's', revision: 1, chunks: [new Uint8Array(3)] });
    await home.events.append(stream, [sample(0)], 'none');

    expect(await new Subscriber(home.events).next()).toMatchObject(sample(0));
  });
});

describe('a connection string', () => {
  it('that is none is refused with a sentence', () => {
    expect(() => openEventStoreDbHome('http://somewhere')).toThrow(StoreUnavailable);
  });
});
