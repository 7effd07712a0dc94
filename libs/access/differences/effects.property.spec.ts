import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { check } from '../check.js';
import { explain } from '../explain.js';
import { everyModel } from '../testing/models.suite.js';
import { people } from '../testing/questions.suite.js';
import { randomLedger, replay } from '../testing/random-ledger.suite.js';
import type { Step } from '../trace.js';
import type { View } from '../view.js';
import { differences } from './differences.js';

describe.each(everyModel)('on random organizations of the model $name', (document) => {
  const windows = fc.record({ facts: randomLedger(document), first: fc.nat(), last: fc.nat() });

  it('what is allowed for other reasons is what is explained otherwise, where it is decided', () => {
    const property = fc.property(windows, ({ facts, first, last }) => {
      const access = replay(facts);
      const [from, to] = [first, last]
        .map((number) => 1 + (number % (facts.length - 1)))
        .sort((a, b) => a - b)
        .map((revision) => access.view(revision, access.history.time(revision)));
      for (const person of people) {
        const found = [...differences(from!, to!, { person, sources: true })].flatMap(({ node, changed }) =>
          changed
            .filter((name) => isDecidedOn(to!, node, name))
            .map((name) => `${access.tree.ref(node)} ${name}`),
        );

        expect(found.sort()).toEqual(explainedOtherwise(from!, to!, person).sort());
      }
    });
    fc.assert(property, { numRuns: 15 });
  });

  it('asking for reasons changes nothing about what is gained and lost', () => {
    const property = fc.property(windows, ({ facts, first }) => {
      const access = replay(facts);
      const revision = 1 + (first % (facts.length - 1));
      const [from, to] = [revision, access.revision].map((at) => access.view(at, access.history.time(at)));
      const lines = (sources: boolean) =>
        [...differences(from!, to!, { sources })]
          .filter(({ gained, lost }) => gained.length + lost.length > 0)
          .map((line) => ({ ...line, changed: [] }));

      expect(lines(true)).toEqual(lines(false));
    });
    fc.assert(property, { numRuns: 15 });
  });
});

/** Resources and permissions that are decided on them and allowed at both moments, by chains that read differently. */
function explainedOtherwise(from: View, to: View, person: number): string[] {
  const nodes = Array.from({ length: to.access.tree.nodes }, (_, node) => node);
  const there = nodes.filter((node) => to.find(to.ref(node)) === node);
  return there.flatMap((after) => {
    const ref = to.ref(after);
    const before = from.find(ref);
    const decided = to.model.permissions.filter((name) => isDecidedOn(to, after, name));
    return decided
      .filter((name) => {
        const [was, is] = [chains(from, person, name, before), chains(to, person, name, after)];
        return was !== undefined && is !== undefined && was !== is;
      })
      .map((name) => `${ref} ${name}`);
  });
}

/** The chains in words that leave out when each link was made; `undefined` for a no. */
function chains(view: View, person: number, name: string, node: number | undefined): string | undefined {
  const permission = view.model.permission(name);
  if (permission === undefined || node === undefined || !check(view, person, permission, node))
    return undefined;
  const { because } = explain(view, person, permission, node);
  const told = new Set(because.map((steps) => steps.map(words).join('; ')));
  return [...told].sort().join('\n');
}

function words({ kind, role, place, resource, facet, scope, level }: Step): string {
  return JSON.stringify([kind, role, place, resource, facet, scope, level]);
}

function isDecidedOn({ model, access }: View, node: number, name: string): boolean {
  const permission = model.permission(name);
  return permission !== undefined && model.facetOfPermission(permission)?.type === access.tree.type(node);
}
