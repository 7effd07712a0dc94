import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Access } from './access.js';
import { everyModel } from './testing/models.suite.js';
import { answers } from './testing/questions.suite.js';
import { randomLedger, replay } from './testing/random-ledger.suite.js';

describe.each(everyModel)('on random ledgers of the model $name', (document) => {
  /** A ledger, and the revisions to look at: any but the first. */
  const ledgers = fc
    .tuple(randomLedger(document), fc.array(fc.nat(), { minLength: 4, maxLength: 4 }))
    .map(([facts, numbers]) => ({
      facts,
      revisions: numbers.map((number) => 1 + (number % (facts.length - 1))),
    }));

  it('the answer as of a revision is that of a fold of the events up to it', () => {
    const property = fc.property(ledgers, fc.nat(3600_000), ({ facts, revisions }, later) => {
      const whole = replay(facts);
      for (const revision of revisions) {
        const then = replay(facts.slice(0, revision + 1));
        const instant = whole.history.time(revision) + later;

        expect(differing(answers(whole, revision, instant), answers(then, revision, instant))).toEqual([]);
      }
    });
    fc.assert(property, { numRuns: 12 });
  });

  it('replaying them twice gives the same fold', () => {
    const property = fc.property(randomLedger(document), (facts) => {
      expect(replay(facts).dump()).toStrictEqual(replay(facts).dump());
    });
    fc.assert(property, { numRuns: 12 });
  });

  it('a fold that comes back from its dump answers the same and goes on the same', () => {
    const property = fc.property(ledgers, ({ facts, revisions: [revision = 1] }) => {
      const dumped = replay(facts.slice(0, revision + 1));
      const instant = dumped.history.time(revision);
      const restored = new Access(deserialize(serialize(dumped.dump())));
      const before = answers(restored, revision, instant);
      for (const fact of facts.slice(revision + 1)) restored.evolve(fact);
      const whole = replay(facts);

      expect(differing(before, answers(dumped, revision, instant))).toEqual([]);
      expect(restored.dump()).toStrictEqual(whole.dump());
      expect(differing(answers(restored, revision, instant), answers(whole, revision, instant))).toEqual([]);
    });
    fc.assert(property, { numRuns: 12 });
  });

  it('what is rolled back leaves dump and answers as they were, and can happen again', () => {
    const property = fc.property(ledgers, ({ facts, revisions }) => {
      const [mark = 1, inner = 1] = revisions.toSorted((a, b) => a - b);
      const access = replay(facts.slice(0, mark + 1));
      const instant = access.history.time(mark);
      const before = { dump: structuredClone(access.dump()), answers: answers(access, mark, instant) };
      const all = access.undo.mark();
      for (const fact of facts.slice(mark + 1, inner + 1)) access.evolve(fact);
      const some = access.undo.mark();
      for (const fact of facts.slice(inner + 1)) access.evolve(fact);

      access.undo.rollback(some);
      expect(access.dump()).toStrictEqual(replay(facts.slice(0, inner + 1)).dump());

      access.undo.rollback(all);
      expect(access.dump()).toStrictEqual(before.dump);
      expect(differing(answers(access, mark, instant), before.answers)).toEqual([]);

      for (const fact of facts.slice(mark + 1)) access.evolve(fact);
      expect(access.dump()).toStrictEqual(replay(facts).dump());
    });
    fc.assert(property, { numRuns: 12 });
  });
});

/** Lines that are in one of the two only; comparing thousands of lines one by one is slow. */
function differing(some: readonly string[], others: readonly string[]): string[] {
  const lines = [new Set(some), new Set(others)];
  return [...some, ...others].filter((line) => !lines.every((set) => set.has(line)));
}
