import type { Fact } from '#events/event.js';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { deserialize, serialize } from 'node:v8';
import type { Access } from './access.js';
import { check } from './check.js';
import { personRow } from './person-row.js';
import { Rows, viewOfRows } from './rows.js';
import { isShared, sharedDump, SharedFacts } from './shared.js';
import { everyModel } from './testing/models.suite.js';
import { people, permissions, resources } from './testing/questions.suite.js';
import { randomLedger, replay } from './testing/random-ledger.suite.js';

describe.each(everyModel)('on random ledgers of the model $name', (document) => {
  /** A ledger, up to where rows are made, up to where the shared part was dumped, and a revision to look at. */
  const ledgers = fc
    .tuple(randomLedger(document), fc.nat(), fc.nat(), fc.nat())
    .map(([facts, end, dumped, asOf]) => {
      const revision = 1 + (end % (facts.length - 1));
      return {
        facts,
        revision,
        dumped: dumped % (facts.length + 1),
        asOf: 1 + (asOf % revision),
      };
    });

  it('a check from rows is that from the whole fold, live and as of any revision', () => {
    const property = fc.property(ledgers, fc.nat(3600_000), ({ facts, revision, dumped, asOf }, later) => {
      // The fold is ahead of the rows, as it is while more is written.
      const whole = replay(facts);
      const shared = sharedOf(facts, dumped);
      const instant = whole.history.time(asOf) + later;
      const live = whole.history.time(revision) + later;

      const differing = [
        ...wrong(whole, shared, { revision, asOf: revision, instant: live }),
        ...wrong(whole, shared, { revision, asOf, instant }),
      ];

      expect(differing).toEqual([]);
    });
    fc.assert(property, { numRuns: 25 });
  });
});

/** The shared part from a dump of the first facts, and from the rest one by one. */
function sharedOf(facts: readonly Fact[], dumped: number): SharedFacts {
  const dump = sharedDump(replay(facts.slice(0, dumped)));
  const shared = new SharedFacts(deserialize(serialize(dump)));
  for (const fact of facts.slice(dumped)) if (isShared(fact)) shared.evolve(fact);
  return shared;
}

type At = { readonly revision: number; readonly asOf: number; readonly instant: number };

/** Questions that rows answer differently. */
function wrong(whole: Access, shared: SharedFacts, at: At): string[] {
  const rows = new Rows();
  for (const person of people) {
    const { live, past } = copied(personRow(whole, person, at.revision));
    if (at.asOf === at.revision) rows.add(person, live);
    else rows.add(person, live, past);
  }
  const truth = whole.view(at.asOf, at.instant);
  const view = viewOfRows(shared, rows, at);
  const asked = permissions(truth);
  return [...resources(truth)].flatMap(({ view: there, node, ref }) =>
    asked.flatMap((permission) =>
      people.flatMap((person) => {
        const here = there.leaf === undefined ? view : view.withLeaf(there.leaf);
        const is = check(here, person, permission, node);
        return is === check(there, person, permission, node)
          ? []
          : [`${person} ${truth.model.permissions[permission]} ${ref}: ${is}`];
      }),
    ),
  );
}

/** A row goes through text. */
function copied<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
