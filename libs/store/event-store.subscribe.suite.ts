import { expect, it } from '@jest/globals';
import { places, sample, samples, stored, Subscriber } from './event-samples.suite.js';
import { type EventStore, StoreUnavailable } from './event-store.js';
import { freshHome, type MakeHome } from './home.suite.js';

export function subscribeSuite(make: MakeHome<EventStore>, { durable }: { durable: boolean }): void {
  const { store, reopen } = freshHome(make);

  /** Two streams, woven into each other. */
  async function twoStreams(): Promise<readonly string[]> {
    await store().append('organization-a', samples(0, 1), 'none');
    await store().append('refusals-a', samples(2, 2), 'none');
    await store().append('organization-a', samples(3, 3), 1);
    await store().append('organization-b', samples(4, 5), 'none');
    return [
      'organization-a@0',
      'organization-a@1',
      'refusals-a@0',
      'organization-a@2',
      'organization-b@0',
      'organization-b@1',
    ];
  }

  it('yields the events of all streams in the order of writing, whole', async () => {
    const order = await twoStreams();
    const events = await new Subscriber(store()).take(6);
    expect(places(events)).toEqual(order);
    expect(events.slice(0, 2)).toMatchObject(stored('organization-a', samples(0, 1)));
  });

  it('goes on with live events', async () => {
    await twoStreams();
    const subscriber = new Subscriber(store());
    await subscriber.take(6);
    const next = subscriber.next();
    await store().append('organization-b', [sample(6)], 1);
    expect(await next).toMatchObject({ ...sample(6), stream: 'organization-b', revision: 2 });
    await store().append('organization-c', samples(7, 8), 'none');
    expect(places(await subscriber.take(2))).toEqual(['organization-c@0', 'organization-c@1']);
  });

  it('waits for the first event of an empty store', async () => {
    const next = new Subscriber(store()).next();
    await store().append('organization-a', [sample(0)], 'none');
    expect(await next).toMatchObject({ stream: 'organization-a', revision: 0 });
  });

  it('resumes after any position that it gave', async () => {
    const order = await twoStreams();
    const events = await new Subscriber(store()).take(6);
    for (const [index, { position }] of events.entries()) {
      const resumed = new Subscriber(store(), { after: position });
      expect(places(await resumed.take(5 - index))).toEqual(order.slice(index + 1));
      const live = resumed.next();
      resumed.abort();
      expect(await live).toBeUndefined();
    }
  });

  it('keeps to the streams with a prefix, in what is old and what is live', async () => {
    await twoStreams();
    const subscriber = new Subscriber(store(), { prefix: 'organization-' });
    expect(places(await subscriber.take(5))).not.toContain('refusals-a@0');
    const next = subscriber.next();
    await store().append('refusals-a', [sample(6)], 0);
    await store().append('organizations', [sample(7)], 'none');
    await store().append('organization-b', [sample(8)], 1);
    expect(places([(await next)!])).toEqual(['organization-b@2']);
  });

  it('takes a prefix literally', async () => {
    await store().append('organization-a', [sample(0)], 'none');
    await store().append('organization_%*', [sample(1)], 'none');
    await store().append('Organization-a', [sample(2)], 'none');
    expect(await new Subscriber(store(), { prefix: 'organization_' }).next()).toMatchObject(sample(1));
    expect(await new Subscriber(store(), { prefix: 'organization_%' }).next()).toMatchObject(sample(1));
    expect(await new Subscriber(store(), { prefix: 'O' }).next()).toMatchObject(sample(2));
  });

  it('finds the one event of a prefix behind many others', async () => {
    await store().append('organization-a', samples(0, 3_999), 'none');
    await store().append('models', [sample(4_000)], 'none');
    expect(await new Subscriber(store(), { prefix: 'models' }).next()).toMatchObject(sample(4_000));
  });

  it('says each time that it has reached the end, and not before', async () => {
    await twoStreams();
    const subscriber = new Subscriber(store());
    await subscriber.take(6);
    expect(subscriber.caughtUp).toBe(0);
    const end = subscriber.end();
    const next = subscriber.next();
    await end;
    const once = subscriber.caughtUp;
    await store().append('organization-b', [sample(6)], 1);
    await next;
    expect(subscriber.caughtUp).toBe(once);
    const again = subscriber.end();
    void subscriber.next();
    await again;
    expect(subscriber.caughtUp).toBeGreaterThan(once);
    subscriber.abort();
  });

  it('does not sleep over what is written while it says so', async () => {
    const abort = new AbortController();
    let written: Promise<number> | undefined;
    const events = store().subscribe({
      signal: abort.signal,
      caughtUp: () => {
        written ??= store().append('organization-a', [sample(0)], 'none');
      },
    });
    for await (const event of events) {
      expect(event).toMatchObject(sample(0));
      break;
    }
    expect(await written).toBe(0);
    abort.abort();
  });

  it('ends when it is aborted: while it waits, between events, and before it began', async () => {
    await twoStreams();
    const waiting = new Subscriber(store());
    await waiting.take(6);
    const next = waiting.next();
    waiting.abort();
    expect(await next).toBeUndefined();

    const reading = new Subscriber(store());
    await reading.take(2);
    reading.abort();
    expect(await reading.next()).toBeUndefined();

    const unborn = new Subscriber(store());
    unborn.abort();
    expect(await unborn.next()).toBeUndefined();
  });

  it('ends when the store is closed', async () => {
    const next = new Subscriber(store()).next();
    await store().close();
    expect(await next).toBeUndefined();
  });

  it('gives a consumer that falls behind everything in order, without gaps', async () => {
    await store().append('organization-a', [sample(0)], 'none');
    const slow = new Subscriber(store());
    await slow.next();
    for (let revision = 0; revision < 3_000; revision += 100) {
      await store().append('organization-a', samples(revision + 1, revision + 100), revision);
    }
    const seen = await slow.take(3_000);
    expect(seen.map(({ revision }) => revision)).toEqual(
      Array.from({ length: 3_000 }, (_, index) => index + 1),
    );
  });

  it('serves many subscribers at once', async () => {
    const subscribers = Array.from({ length: 50 }, () => new Subscriber(store()));
    const taken = subscribers.map((subscriber) => subscriber.take(20));
    for (let revision = 0; revision < 20; revision += 1) {
      await store().append('organization-a', [sample(revision)], revision === 0 ? 'none' : revision - 1);
    }
    for (const events of await Promise.all(taken)) {
      expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    }
  });

  it('lets the event loop turn while it catches up', async () => {
    await store().append('organization-a', samples(0, 4_999), 'none');
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    await new Subscriber(store()).take(5_000);
    expect(turned).toBe(true);
  });

  it.each(['x', '-1', '1.5', '', '999999999'])(
    'refuses position `%s`, which the store never gave',
    async (after) => {
      await twoStreams();
      await expect(new Subscriber(store(), { after }).next()).rejects.toBeInstanceOf(StoreUnavailable);
    },
  );

  if (durable) {
    it('resumes when the store was opened again', async () => {
      await twoStreams();
      const [, , third] = await new Subscriber(store()).take(3);
      await reopen();
      const resumed = new Subscriber(store(), { after: third!.position });
      expect(places(await resumed.take(3))).toEqual([
        'organization-a@2',
        'organization-b@0',
        'organization-b@1',
      ]);
      const live = resumed.next();
      await store().append('organization-b', [sample(6)], 1);
      expect(await live).toMatchObject(sample(6));
    });
  }
}
