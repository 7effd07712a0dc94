import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Access } from './access.js';
import { check } from './check.js';
import { everyModel } from './testing/models.suite.js';
import { people, permissions } from './testing/questions.suite.js';
import { randomLedger, replay } from './testing/random-ledger.suite.js';
import type { View } from './view.js';
import { where } from './where.js';

type Question = { readonly person: number; readonly permission: number; readonly type: string };

describe.each(everyModel)('on random organizations of the model $name', (document) => {
  const moments = fc.record({
    facts: randomLedger(document),
    at: fc.nat(),
    minutes: fc.constantFrom(0, 1, 10),
  });

  /** The organization as of the last revision or any, and some minutes later. */
  function holds(claim: (view: View) => void): void {
    const property = fc.property(moments, ({ facts, at, minutes }) => {
      const access = replay(facts);
      for (const revision of [access.revision, at % facts.length]) {
        claim(access.view(revision, access.history.time(revision) + minutes * 60_000));
      }
    });
    fc.assert(property, { numRuns: 15 });
  }

  it('finds every resource for which a check says yes, in the order of the tree', () => {
    holds((view) => {
      expect(questions(view).map((question) => found(view, question))).toEqual(checked(view));
    });
  });

  it('finds the rest after any of them', () => {
    holds((view) => {
      for (const question of questions(view)) {
        const all = found(view, question);
        const rests = all.map((node) => found(view, question, node));

        expect(rests).toEqual(all.map((_, at) => all.slice(at + 1)));
      }
    });
  });

  it('finds the same in a fold of the events up to then, and in one that comes back from its dump', () => {
    const property = fc.property(moments, ({ facts, at }) => {
      const revision = at % facts.length;
      const whole = replay(facts);
      const then = replay(facts.slice(0, revision + 1));
      const restored = new Access(deserialize(serialize(whole.dump())));
      const [first, ...others] = [whole, then, restored].map((access) => {
        const view = access.view(revision, access.history.time(revision));
        return questions(view).map((question) => found(view, question));
      });

      expect(others).toEqual([first, first]);
    });
    fc.assert(property, { numRuns: 15 });
  });
});

function questions(view: View): Question[] {
  const types = [...view.model.types.keys()];
  return people.flatMap((person) =>
    permissions(view).flatMap((permission) => types.map((type) => ({ person, permission, type }))),
  );
}

function found(view: View, { person, permission, type }: Question, after?: number): number[] {
  return [...where(view, person, permission, type, after)];
}

/** By looking at every resource there is; the answers come in the order of the questions. */
function checked(view: View): number[][] {
  const all = below(view, view.access.root);
  return questions(view).map(({ person, permission, type }) =>
    all.filter((node) => view.type(node) === type && check(view, person, permission, node)),
  );
}

/** The node and everything below it, in the order of the tree. */
function below(view: View, node: number): number[] {
  if (!view.access.tree.exists(node, view.revision)) return [];
  const nodes = Array.from({ length: view.access.tree.nodes }, (_, one) => one);
  const children = nodes.filter((one) => view.parent(one) === node);
  return [node, ...children.flatMap((child) => below(view, child))];
}
