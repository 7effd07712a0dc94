import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Head, ReadModel, Step, StoredRow } from './read-model.js';

const start = Date.UTC(2026, 0, 1);
const second = 1000;

/** 22 characters for somebody. */
export function subjectOf(name: string): string {
  return name.padEnd(22, '.');
}

export function row(person: number, text: string, past = ''): StoredRow {
  return { person, subject: subjectOf(`user-${person}`), live: text, past };
}

/** An organization with a copy that answers, at revision 2, with two people. */
export async function served(model: ReadModel, organization = 'acme'): Promise<Head> {
  const times = [start, start + second, start + 2 * second];
  const shared = Buffer.from([1, 0, 255]);
  const copy = await model.begin(organization, {
    ...{ revision: 2, last: 'event-2', key: 'key-1', stamp: 2 },
    ...{ shared, times },
  });
  await model.fill(organization, copy, [row(0, 'a0')]);
  await model.fill(organization, copy, [row(1, 'a1', 'before')]);
  return model.serve(organization, copy);
}

/** A step of one event. */
export function step(from: Head, more: Partial<Step> = {}): Step {
  const revision = from.revision + 1;
  const times = [start + revision * second];
  return { from, times, last: `event-${revision}`, shared: [], people: [], ...more };
}

/** What every home of read models does. */
export function behavesLikeReadModel(open: () => Promise<ReadModel>): void {
  describe('a read model', () => {
    let model: ReadModel;

    beforeEach(async () => {
      model = await open();
    });

    afterEach(() => model.close());

    const texts = async (copy: Head, ...people: readonly number[]): Promise<unknown> => {
      const subjects = people.map((person) => subjectOf(`user-${person}`));
      const found = await model.find('acme', { copy: copy.copy, subjects });
      return typeof found === 'object' ? found.rows.map((row) => row?.live) : found;
    };

    it('knows nothing of an organization without a copy', async () => {
      expect(await model.head('acme')).toBeUndefined();
      expect(await model.shared('acme')).toBeUndefined();
      expect(await model.find('acme', { copy: 'none', subjects: [] })).toBeUndefined();
    });

    it('answers from a copy once it is served', async () => {
      const at = { revision: -1, last: '', key: 'key-1', stamp: 0 };
      const begun = await model.begin('acme', { ...at, shared: new Uint8Array(), times: [] });

      expect(await model.head('acme')).toBeUndefined();
      const answering = await model.serve('acme', begun);
      expect([begun.served, answering.served]).toEqual([false, true]);
      expect(await model.head('acme')).toEqual(answering);
    });

    it('finds the rows of several people at one revision', async () => {
      const copy = await served(model);
      const subjects = ['user-1', 'stranger', 'user-0'].map(subjectOf);

      expect(await model.find('acme', { copy: copy.copy, subjects })).toEqual({
        ...{ copy: copy.copy, revision: 2, time: start + 2 * second, stamp: 2 },
        asOf: { revision: 2, time: start + 2 * second },
        rows: [{ person: 1, live: 'a1', past: '' }, undefined, { person: 0, live: 'a0', past: '' }],
      });
    });

    it('takes steps, one behind the other', async () => {
      const copy = await served(model);
      const third = await model.apply('acme', step(copy, { people: [row(0, 'b0'), row(2, 'b2')] }));
      const fourth = await model.apply('acme', step(third!, { people: [row(0, 'c0')] }));

      expect(fourth).toEqual({ ...copy, revision: 4, last: 'event-4' });
      expect(await model.head('acme')).toEqual(fourth);
      expect(await texts(copy, 0, 1, 2)).toEqual(['c0', 'a1', 'b2']);
    });

    it('takes a step once: whoever comes second is told where the copy stands', async () => {
      const copy = await served(model);
      const third = await model.apply('acme', step(copy, { people: [row(0, 'b0')] }));

      expect(await model.apply('acme', step(copy, { people: [row(0, 'late')], shared: ['late'] }))).toEqual(
        third,
      );
      expect(await texts(copy, 0)).toEqual(['b0']);
      expect(await model.shared('acme', { copy: copy.copy, stamp: 2 })).toMatchObject({ facts: [] });
    });

    it('takes no step from a state that is not there yet', async () => {
      const copy = await served(model);

      expect(await model.apply('acme', step({ ...copy, revision: 7 }, { people: [row(0, 'x')] }))).toEqual(
        copy,
      );
      expect(await texts(copy, 0)).toEqual(['a0']);
    });

    it('finds nobody any more who cannot be found', async () => {
      const copy = await served(model);
      await model.apply('acme', step(copy, { people: [{ ...row(0, 'gone'), subject: undefined }] }));

      expect(await texts(copy, 0, 1)).toEqual([undefined, 'a1']);
    });

    it('finds by a user id whoever has it now', async () => {
      const copy = await served(model);
      const away = { ...row(0, 'b0'), subject: subjectOf('other') };
      const third = await model.apply('acme', step(copy, { people: [away] }));
      const newcomer = { ...row(2, 'b2'), subject: subjectOf('user-0') };
      await model.apply('acme', step(third!, { people: [newcomer, { ...away, subject: undefined }] }));

      const subjects = [subjectOf('user-0'), subjectOf('other')];
      const found = await model.find('acme', { copy: copy.copy, subjects });
      expect(found).toMatchObject({ rows: [{ person: 2, live: 'b2' }, undefined] });
    });

    it('finds what a revision or a time asks for, with what ended', async () => {
      const copy = await served(model);
      const find = async (asOf: number | { readonly time: number }): Promise<unknown> => {
        const found = await model.find('acme', { copy: copy.copy, subjects: [subjectOf('user-1')], asOf });
        return typeof found === 'object'
          ? [found.asOf?.revision, found.asOf?.time, found.rows[0]?.past]
          : found;
      };
      const seconds = (count: number): number => start + count * second;

      expect(await find(0)).toEqual([0, seconds(0), 'before']);
      expect(await find(2)).toEqual([2, seconds(2), 'before']);
      expect(await find(3)).toEqual([undefined, undefined, 'before']);
      expect(await find({ time: seconds(1) })).toEqual([1, seconds(1), 'before']);
      expect(await find({ time: seconds(1.5) })).toEqual([1, seconds(1), 'before']);
      expect(await find({ time: seconds(1) - 1 })).toEqual([0, seconds(0), 'before']);
      expect(await find({ time: seconds(100) })).toEqual([2, seconds(2), 'before']);
      expect(await find({ time: seconds(0) - 1 })).toEqual([undefined, undefined, 'before']);
    });

    it('tells the shared part, and what came behind a stamp', async () => {
      const copy = await served(model);
      const third = await model.apply('acme', step(copy, { shared: ['third', 'also third'] }));
      await model.apply('acme', step(third!, { shared: ['fourth'] }));
      const whole = await model.shared('acme');

      expect(whole).toMatchObject({
        copy: copy.copy,
        key: 'key-1',
        facts: ['third', 'also third', 'fourth'],
      });
      expect([...whole!.base!.shared]).toEqual([1, 0, 255]);
      expect(whole!.base!.stamp).toBe(2);
      expect(await model.shared('acme', { copy: copy.copy, stamp: 4 })).toEqual({
        ...{ copy: copy.copy, key: 'key-1', base: undefined, facts: ['fourth'] },
      });
      expect(await model.shared('acme', { copy: 'another', stamp: 4 })).toEqual(whole);
    });

    it('puts a dump in the place of shared facts, but of none that came later', async () => {
      const copy = await served(model);
      const third = await model.apply('acme', step(copy, { shared: ['third'] }));
      await model.compact('acme', copy, Buffer.from('too old'));
      expect(await model.shared('acme')).toMatchObject({ base: { stamp: 2 }, facts: ['third'] });

      await model.compact('acme', third!, Buffer.from('dump'));
      await model.apply('acme', step(third!, { shared: ['fourth'] }));
      const part = await model.shared('acme');

      expect([part!.base!.stamp, Buffer.from(part!.base!.shared).toString(), part!.facts]).toEqual([
        3,
        'dump',
        ['fourth'],
      ]);
      expect(await model.shared('acme', { copy: copy.copy, stamp: 2 })).toEqual(part);
    });

    it('keeps answering from the copy that is served while another one is made, then from that', async () => {
      const old = await served(model);
      const at = { revision: 2, last: 'event-2', key: 'key-1', stamp: 2 };
      const made = await model.begin('acme', {
        ...at,
        shared: new Uint8Array(3),
        times: [start, start, start],
      });
      await model.fill('acme', made, [row(0, 'new')]);
      const moved = await model.apply('acme', step(old, { people: [row(0, 'b0')] }));

      expect(await texts(old, 0)).toEqual(['b0']);
      await model.serve('acme', made);
      expect(await texts(old, 0)).toBe('moved');
      expect(await texts(made, 0, 1)).toEqual(['new', undefined]);
      expect(await model.apply('acme', step(moved!))).toBeUndefined();
    });

    it('takes steps in a copy that is being made, and reads it', async () => {
      const old = await served(model);
      const at = { revision: 2, last: 'event-2', key: 'key-1', stamp: 0 };
      const times = [start, start, start];
      const made = await model.begin('acme', { ...at, shared: new Uint8Array(3), times });
      const moved = await model.apply('acme', step(made, { people: [row(0, 'new')], shared: ['third'] }));
      const { copy } = made;

      expect(moved).toEqual({ ...made, revision: 3, last: 'event-3', stamp: 1 });
      expect(await texts(old, 0)).toEqual(['a0']);
      const subjects = [subjectOf('user-0')];
      expect(await model.find('acme', { copy, served: false, subjects })).toMatchObject({
        ...{ revision: 3, stamp: 1 },
        rows: [{ live: 'new' }],
      });
      expect(await model.shared('acme', { copy, served: false, stamp: 0 })).toMatchObject({
        facts: ['third'],
      });
      expect(await model.serve('acme', moved!)).toEqual({ ...moved, served: true });
      expect(await texts(made, 0)).toEqual(['new']);
    });

    it('drops a copy that was begun', async () => {
      const old = await served(model);
      const at = { revision: -1, last: '', key: 'key-1', stamp: 0 };
      const made = await model.begin('acme', { ...at, shared: new Uint8Array(1), times: [] });
      await model.discard('acme', made);

      await expect(model.fill('acme', made, [row(0, 'x')])).rejects.toThrow(Error);
      await expect(model.serve('acme', made)).rejects.toThrow(Error);
      expect(await texts(old, 0)).toEqual(['a0']);
    });

    it('keeps organizations apart', async () => {
      const [acme, globex] = [await served(model), await served(model, 'globex')];
      await model.apply('globex', step(globex, { people: [row(0, 'theirs')] }));

      expect(await texts(acme, 0)).toEqual(['a0']);
    });

    it('tells once what was asked for in vain', async () => {
      for (const organization of ['acme', 'globex', 'acme']) await model.want({ organization });
      await model.want({ organization: 'acme', damaged: 'copy-1' });

      const wanted = [...(await model.takeWanted(10))].map((one) => JSON.stringify(one)).toSorted();
      expect(wanted.map((one) => JSON.parse(one) as unknown)).toEqual([
        { organization: 'acme', damaged: 'copy-1' },
        { organization: 'acme' },
        { organization: 'globex' },
      ]);
      expect(await model.takeWanted(10)).toEqual([]);
    });
  });
}
