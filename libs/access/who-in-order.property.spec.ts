import { describe, expect, it } from '@jest/globals';
import { assert, constantFrom, property } from 'fast-check';
import { everyModel } from './testing/models.suite.js';
import { randomLedger, replay } from './testing/random-ledger.suite.js';
import { who } from './who.js';
import { whoInOrder } from './who-in-order.js';

const ledgers = constantFrom(...everyModel).chain((document) => randomLedger(document));

describe('who has a permission, in order', () => {
  it.each([
    ['looked up', Number.POSITIVE_INFINITY],
    ['found one by one', -1],
    ['either way', 2],
  ])('is the same, %s', (_, few) => {
    const answers = property(ledgers, (facts) => {
      const access = replay(facts);
      for (const revision of [access.revision, access.revision >> 1]) {
        const view = access.view(revision, access.history.time(revision));
        for (const permission of view.model.permissions.keys()) {
          for (let node = 0; node < access.tree.nodes; node += 1) {
            if (!access.tree.exists(node, revision)) continue;
            const all = [...who(view, permission, node)].sort((a, b) => a - b);
            for (const after of [-1, 0]) {
              const { people, total = all.length } = whoInOrder(view, permission, node, after, few);
              expect([[...people], total]).toEqual([all.filter((person) => person > after), all.length]);
            }
          }
        }
      }
    });
    assert(answers, { numRuns: 15 });
  });
});
