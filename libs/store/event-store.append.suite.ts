import { describe, expect, it } from '@jest/globals';
import { readAll, sample, samples, stored } from './event-samples.suite.js';
import { type EventStore, RevisionConflict, StoreUnavailable } from './event-store.js';
import { freshHome, type MakeHome } from './home.suite.js';

const stream = 'organization-acme';

export function appendSuite(
  make: MakeHome<EventStore>,
  { durable, knowsIds }: { durable: boolean; knowsIds: boolean },
): void {
  const { store, reopen } = freshHome(make);

  describe('to a stream that must not exist', () => {
    it('writes from revision 0 and answers the last revision', async () => {
      expect(await store().append(stream, samples(0, 2), 'none')).toBe(2);
      expect(await readAll(store(), stream)).toEqual(stored(stream, samples(0, 2)));
      expect(await store().head(stream)).toBe(2);
    });

    it('is refused when it exists, and tells where it is', async () => {
      await store().append(stream, samples(0, 2), 'none');
      await expect(store().append(stream, [sample(3)], 'none')).rejects.toMatchObject({
        name: 'RevisionConflict',
        stream,
        expected: 'none',
        actual: 2,
      });
      expect(await store().head(stream)).toBe(2);
    });
  });

  describe('to a revision', () => {
    it('goes on after it', async () => {
      await store().append(stream, samples(0, 2), 'none');
      expect(await store().append(stream, samples(3, 4), 2)).toBe(4);
      expect(await readAll(store(), stream)).toEqual(stored(stream, samples(0, 4)));
    });

    it.each([
      ['before the last', 1, 2],
      ['after the last', 3, 2],
      ['before the first', -1, 2],
    ])('%s is refused, and nothing is written', async (_, expected, actual) => {
      await store().append(stream, samples(0, 2), 'none');
      const refused = store().append(stream, samples(3, 4), expected);
      await expect(refused).rejects.toBeInstanceOf(RevisionConflict);
      await expect(refused).rejects.toMatchObject({ expected, actual });
      expect(await readAll(store(), stream)).toEqual(stored(stream, samples(0, 2)));
    });

    it('of an unknown stream is refused', async () => {
      await expect(store().append(stream, [sample(0)], 0)).rejects.toMatchObject({
        name: 'RevisionConflict',
        expected: 0,
        actual: undefined,
      });
      expect(await store().head(stream)).toBeUndefined();
    });
  });

  it('lets exactly one of several writers win that read the same revision', async () => {
    await store().append(stream, [sample(0)], 'none');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, writer) =>
        store().append(stream, samples(10 * writer + 1, 10 * writer + 3), 0),
      ),
    );
    const won = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(won).toEqual([{ status: 'fulfilled', value: 3 }]);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(RevisionConflict);
    }
    const [, first] = await readAll(store(), stream);
    const writer = ((first?.data['person'] as number) - 1) / 10; // `sample` numbers the persons
    expect(await readAll(store(), stream, { from: 1 })).toEqual(
      stored(stream, samples(10 * writer + 1, 10 * writer + 3), 1),
    );
  });

  it('numbers every stream on its own', async () => {
    await store().append('organization-a', samples(0, 1), 'none');
    expect(await store().append('organization-b', samples(2, 4), 'none')).toBe(2);
    expect(await store().append('organization-a', [sample(5)], 1)).toBe(2);
  });

  describe('repeated', () => {
    it('is answered as the first time and written once', async () => {
      await store().append(stream, samples(0, 2), 'none');
      expect(await store().append(stream, samples(0, 2), 'none')).toBe(2);
      await store().append(stream, samples(3, 4), 2);
      expect(await store().append(stream, samples(3, 4), 2)).toBe(4);
      expect(await readAll(store(), stream)).toEqual(stored(stream, samples(0, 4)));
    });

    it('is answered as the first time after later appends too', async () => {
      await store().append(stream, samples(0, 2), 'none');
      await store().append(stream, samples(3, 4), 2);
      await store().append(stream, samples(5, 9), 4);
      expect(await store().append(stream, samples(0, 2), 'none')).toBe(2);
      expect(await store().append(stream, samples(3, 4), 2)).toBe(4);
      expect(await store().head(stream)).toBe(9);
    });

    it.each([
      ['with an event more', samples(3, 5)],
      ['in another order', [sample(4), sample(3)]],
      ['with another event among them', [sample(3), sample(9)]],
    ])('%s is a conflict', async (_, events) => {
      await store().append(stream, samples(0, 2), 'none');
      await store().append(stream, samples(3, 4), 2);
      await expect(store().append(stream, events, 2)).rejects.toMatchObject({ expected: 2, actual: 4 });
      expect(await store().head(stream)).toBe(4);
    });

    it('at an earlier revision is a conflict', async () => {
      await store().append(stream, samples(0, 2), 'none');
      await expect(store().append(stream, samples(0, 2), 0)).rejects.toBeInstanceOf(RevisionConflict);
      expect(await store().head(stream)).toBe(2);
    });
  });

  if (knowsIds) {
    it('refuses an id that the stream holds at another revision', async () => {
      await store().append(stream, samples(0, 2), 'none');
      await expect(store().append(stream, samples(1, 2), 2)).rejects.toBeInstanceOf(StoreUnavailable);
      expect(await store().head(stream)).toBe(2);
    });

    it('refuses an id that another stream holds, and writes nothing of the list', async () => {
      await store().append('organization-a', [sample(7)], 'none');
      await expect(store().append('organization-b', samples(6, 8), 'none')).rejects.toBeInstanceOf(
        StoreUnavailable,
      );
      expect(await store().head('organization-b')).toBeUndefined();
      expect(await store().append('organization-b', [sample(6), sample(8)], 'none')).toBe(1);
    });
  }

  it('refuses an id that the list holds twice', async () => {
    await expect(store().append(stream, [sample(0), sample(0)], 'none')).rejects.toBeInstanceOf(
      StoreUnavailable,
    );
    expect(await store().head(stream)).toBeUndefined();
  });

  it.each([
    ['an empty list', stream, []],
    ['a stream without a name', '', [sample(0)]],
    ['a name that is no well-formed Unicode', 'organization-\ud800', [sample(0)]],
    ['data that is no JSON', stream, [sample(0), sample(1, { share: Number.NaN })]],
    ['text that is no well-formed Unicode', stream, [sample(0), sample(1, { name: '\udc00' })]],
  ])('refuses %s', async (_, name, events) => {
    await expect(store().append(name, events, 'none')).rejects.toBeInstanceOf(TypeError);
    expect(await store().head(stream)).toBeUndefined();
  });

  it('gives back every kind of text and number as it was', async () => {
    const data = {
      name: 'Zoë 🦜 日本語 \u0000 \u001f \u2028 \u2029 \ufeff "\\/ e\u0301',
      numbers: [0, -1, 1.5, 1e21, 5e-324, Number.MAX_SAFE_INTEGER],
      empty: { list: [], object: {}, text: '' },
      constructor: { prototype: true },
      ...(JSON.parse('{"__proto__":"own"}') as object),
    };
    const metadata = { ...sample(0).metadata, actor: 'service:ąż', reason: '\u0000' };
    const event = { ...sample(0, data), type: 'Ünïcode', metadata };
    await store().append('organization-🦜\u0000x', [event], 'none');
    const [read] = await readAll(store(), 'organization-🦜\u0000x');
    expect(read).toEqual({ ...event, stream: 'organization-🦜\u0000x', revision: 0 });
    expect(JSON.stringify(read?.data['__proto__'])).toBe('"own"');
    expect(await store().head('organization-🦜')).toBeUndefined();
  });

  it('takes a list of 900 KiB and an event of 900 KiB', async () => {
    const large = sample(0, { text: 'é'.repeat(450 * 1024) });
    const many = Array.from({ length: 900 }, (_, index) => sample(index + 1, { text: 'x'.repeat(1024) }));
    await store().append(stream, [large], 'none');
    await store().append(stream, many, 0);
    expect(await readAll(store(), stream)).toEqual(stored(stream, [large, ...many]));
  });

  it('takes its copy of what it was given', async () => {
    const list = [{ group: 'sales' }];
    await store().append(stream, [sample(0, { list })], 'none');
    list.push({ group: 'later' });
    expect((await readAll(store(), stream))[0]?.data).toEqual({ list: [{ group: 'sales' }] });
  });

  it('is refused once the store is closed', async () => {
    await store().close();
    await expect(store().append(stream, [sample(0)], 'none')).rejects.toBeInstanceOf(StoreUnavailable);
  });

  if (durable) {
    it('outlives the store: events, revisions and repeats are there when it is opened again', async () => {
      await store().append(stream, samples(0, 2), 'none');
      await store().append(stream, samples(3, 4), 2);
      await reopen();
      expect(await readAll(store(), stream)).toEqual(stored(stream, samples(0, 4)));
      expect(await store().append(stream, samples(3, 4), 2)).toBe(4);
      expect(await store().append(stream, [sample(5)], 4)).toBe(5);
    });
  }
}
