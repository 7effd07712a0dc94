import { personRow } from '#access/person-row.js';
import { people } from '#access/testing/questions.suite.js';
import { everyModel } from '#access/testing/models.suite.js';
import { randomLedger, replay } from '#access/testing/random-ledger.suite.js';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { ReadModelDamaged } from './read-model.js';
import { readRow, writeRow } from './row-text.js';

describe('the text of a row', () => {
  it.each(everyModel)('says all of the row, on random ledgers of the model $name', (document) => {
    const property = fc.property(randomLedger(document), (facts) => {
      const whole = replay(facts);
      for (const person of people) {
        const row = personRow(whole, person, whole.revision);
        const { live, past } = writeRow(row);
        expect({ live: readRow(live), past: readRow(past) }).toEqual(row);
      }
    });
    fc.assert(property, { numRuns: 25 });
  });

  it('keeps periods', () => {
    const ended = { role: 1, place: 2, since: 3, to: 4 };
    const assignments = [
      { ...ended, period: { from: 5, until: 6 } },
      { ...ended, period: { from: 5 } },
      { ...ended, period: { until: 6 } },
      ended,
    ];
    const past = { statuses: [], assignments, levels: [] };
    const live = { statuses: [], assignments: [], levels: [] };

    expect(readRow(writeRow({ live, past }).past)).toEqual(past);
  });

  it('is a few bytes an assignment', () => {
    const assignments = [1, 2, 3].map((role) => ({ role, place: 200 + role, since: 50_000 + role }));
    const statuses = [{ status: 'active' as const, since: 50_000 }];
    const live = { statuses, assignments, levels: [] };
    const { live: text } = writeRow({ live, past: { statuses: [], assignments: [], levels: [] } });

    expect(text).toBe('[[[1,50000]],[[1,201,50001],[2,202,50002],[3,203,50003]],[]]');
  });

  it.each([
    ['', 'no text', true],
    ['x', 'not JSON', false],
    ['[]', 'lists missing', false],
    ['[[[9,1]],[],[]]', 'an unknown status', false],
    ['[[],[[1,"a",2]],[]]', 'a name in the place of a number', false],
    ['[[],[[1,2]],[]]', 'no beginning', false],
  ])('%j: %s', (text, _, fine) => {
    if (fine) expect(readRow(text)).toEqual({ statuses: [], assignments: [], levels: [] });
    else expect(() => readRow(text)).toThrow(ReadModelDamaged);
  });
});
