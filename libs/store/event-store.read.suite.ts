import { describe, expect, it } from '@jest/globals';
import { readAll, revisions, sample, samples, stored } from './event-samples.suite.js';
import { type EventStore, StoreUnavailable } from './event-store.js';
import { freshHome, type MakeHome } from './home.suite.js';

const stream = 'organization-acme';

export function readSuite(make: MakeHome<EventStore>): void {
  const { store } = freshHome(make);

  it('yields nothing of an unknown stream', async () => {
    await store().append('organization-other', samples(0, 2), 'none');
    for (const direction of ['forwards', 'backwards'] as const) {
      expect(await readAll(store(), stream, { direction })).toEqual([]);
    }
    expect(await store().head(stream)).toBeUndefined();
  });

  describe.each([
    ['forwards', {}, [0, 1, 2, 3, 4, 5]],
    ['forwards', { from: 2 }, [2, 3, 4, 5]],
    ['forwards', { to: 2 }, [0, 1, 2]],
    ['forwards', { from: 2, to: 4 }, [2, 3, 4]],
    ['forwards', { from: 3, to: 3 }, [3]],
    ['forwards', { from: 4, to: 2 }, []],
    ['forwards', { from: 6 }, []],
    ['forwards', { from: 4, to: 100 }, [4, 5]],
    ['forwards', { limit: 2 }, [0, 1]],
    ['forwards', { from: 1, to: 2, limit: 9 }, [1, 2]],
    ['forwards', { limit: 0 }, []],
    ['backwards', {}, [5, 4, 3, 2, 1, 0]],
    ['backwards', { from: 3 }, [3, 2, 1, 0]],
    ['backwards', { to: 3 }, [5, 4, 3]],
    ['backwards', { from: 4, to: 2 }, [4, 3, 2]],
    ['backwards', { from: 2, to: 4 }, []],
    ['backwards', { from: 100, to: 4 }, [5, 4]],
    ['backwards', { limit: 1 }, [5]],
    ['backwards', { from: 3, limit: 2 }, [3, 2]],
  ] as const)('%s with %j', (direction, options, expected) => {
    it(`yields revisions [${expected.join()}]`, async () => {
      await store().append(stream, samples(0, 5), 'none');
      expect(await revisions(store(), stream, { direction, ...options })).toEqual(expected);
    });
  });

  it('yields many events in pages, in order, both ways', async () => {
    const events = samples(0, 4_999);
    let head: number | 'none' = 'none';
    for (let start = 0; start < events.length; start += 1_000) {
      head = await store().append(stream, events.slice(start, start + 1_000), head);
      await store().append(`organization-${start}`, samples(10_000 + start, 10_000 + start), 'none');
    }
    const all = stored(stream, events);
    expect(await readAll(store(), stream)).toEqual(all);
    expect(await readAll(store(), stream, { direction: 'backwards' })).toEqual(all.toReversed());
    expect(await revisions(store(), stream, { from: 990, limit: 2_020 })).toEqual(
      Array.from({ length: 2_020 }, (_, index) => 990 + index),
    );
  });

  it('yields no empty page', async () => {
    await store().append(stream, samples(0, 2_047), 'none');
    for await (const page of store().read(stream)) expect(page.length).toBeGreaterThan(0);
  });

  it('lets the event loop turn between pages', async () => {
    await store().append(stream, samples(0, 4_999), 'none');
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    await readAll(store(), stream);
    expect(turned).toBe(true);
  });

  it('is not disturbed by appends and by a reader that stops early', async () => {
    await store().append(stream, samples(0, 2_999), 'none');
    const seen: number[] = [];
    for await (const page of store().read(stream, { to: 2_999 })) {
      if (seen.length === 0) await store().append(stream, samples(3_000, 3_009), 2_999);
      seen.push(...page.map(({ revision }) => revision));
      for await (const _ of store().read(stream)) break;
    }
    expect(seen).toEqual(Array.from({ length: 3_000 }, (_, revision) => revision));
  });

  it('gives every reader events of its own', async () => {
    await store().append(stream, [sample(0, { list: ['a'] })], 'none');
    const [first] = await readAll(store(), stream);
    (first!.data['list'] as string[]).push('b'); // what `sample` was given above
    expect((await readAll(store(), stream))[0]?.data).toEqual({ list: ['a'] });
  });

  it('is refused once the store is closed', async () => {
    await store().append(stream, samples(0, 2), 'none');
    await store().close();
    await expect(readAll(store(), stream)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store().head(stream)).rejects.toBeInstanceOf(StoreUnavailable);
  });
}
