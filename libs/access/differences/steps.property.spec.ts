import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#events/event.js';
import * as fc from 'fast-check';
import { everyModel } from '../testing/models.suite.js';
import { randomLedger, replay } from '../testing/random-ledger.suite.js';
import { differences } from './differences.js';
import { Steps } from './steps.js';

describe.each(everyModel)('on random organizations of the model $name', (document) => {
  const ledgers = fc.record({ facts: randomLedger(document), closes: fc.boolean(), first: fc.nat() });

  it('what each event did is what differs between the states around it', () => {
    const property = fc.property(ledgers, ({ facts, closes, first }) => {
      const all = closes ? [...facts, closing(facts.at(-1)!)] : facts;
      const access = replay(all);
      const from = 1 + (first % (all.length - 1));
      const steps = new Steps(access, from, access.revision);
      for (let revision = from; revision <= access.revision; revision++) {
        const [before, after] = [revision - 1, revision].map((at) =>
          access.view(at, access.history.time(at)),
        );

        expect([...steps.of(revision)]).toEqual([...differences(before!, after!)]);
      }
    });
    fc.assert(property, { numRuns: 25 });
  });

  it('events that came later change nothing about it', () => {
    const property = fc.property(ledgers, ({ facts, first }) => {
      const revision = 1 + (first % (facts.length - 1));
      const [then, now] = [facts.slice(0, revision + 1), facts].map(replay);

      expect([...new Steps(now!, revision, now!.revision).of(revision)]).toEqual([
        ...new Steps(then!, revision, revision).of(revision),
      ]);
    });
    fc.assert(property, { numRuns: 25 });
  });

  it('an event is the cause of whatever it did, or time is', () => {
    const property = fc.property(ledgers, ({ facts }) => {
      const access = replay(facts);
      const steps = new Steps(access, 0, access.revision);
      expect([...steps.of(0)]).toEqual([]);
      for (let revision = 1; revision <= access.revision; revision++) {
        for (const { causes } of steps.of(revision)) {
          expect(causes.filter((cause) => cause !== revision)).toEqual([]);
        }
      }
    });
    fc.assert(property, { numRuns: 10 });
  });
});

function closing({ revision, time }: Fact): Fact {
  return { type: 'OrganizationClosed', data: {}, revision: revision + 1, time, actor: 'operator:root' };
}
