import { everyModel } from '#access/testing/models.suite.js';
import { NaiveAnswer } from '#access/testing/naive-answer.suite.js';
import { type Lasting, naiveFold, naivePath, type NaiveState } from '#access/testing/naive-state.suite.js';
import { people as everybody } from '#access/testing/questions.suite.js';
import { randomLedger, replay } from '#access/testing/random-ledger.suite.js';
import type { Fact } from '#events/event.js';
import type { ModelDocument } from '#model/document.js';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Holding, holdings } from './holdings.js';
import { people } from './people.suite.js';
import { permissions } from './permissions.js';

describe.each(everyModel)('on random organizations of the model $name', (document) => {
  const ledgers = fc.record({
    facts: randomLedger(document),
    at: fc.nat(),
    later: fc.constantFrom(0, 60_000, 600_000),
  });

  /** A revision of the ledger, and an instant at or after it. */
  function moment({ facts, at, later }: { facts: readonly Fact[]; at: number; later: number }) {
    const revision = 1 + (at % (facts.length - 1));
    return { revision, instant: facts[revision]!.time + later };
  }

  it('who holds what is what a plain list says', () => {
    const property = fc.property(ledgers, (drawn) => {
      const { revision, instant } = moment(drawn);
      const view = replay(drawn.facts).view(revision, instant);
      const expected = plainHoldings(naiveFold(drawn.facts.slice(0, revision + 1)), instant);

      expect([...holdings(view, people)].flat().map(key).sort()).toEqual(expected);
    });
    fc.assert(property, { numRuns: 20 });
  });

  it('an access review has what everybody may do on every resource, and nothing else', () => {
    const property = fc.property(ledgers, fc.nat(), (drawn, scopeAt) => {
      const { revision, instant } = moment(drawn);
      const view = replay(drawn.facts).view(revision, instant);
      const state = naiveFold(drawn.facts.slice(0, revision + 1));
      const scope = [...state.parents.keys()][scopeAt % state.parents.size]!;
      const found = [...permissions(view, view.find(scope)!, people)]
        .flat()
        .map(({ user, permission, resource }) => `${user} ${permission} ${resource}`);
      const decided = allowed(state, scope, instant);

      expect(found.toSorted()).toEqual(unique(decided.filter(({ ref, at }) => at === ref || ref === scope)));
      expect(unique(decided).filter((line) => !found.includes(line))).toEqual([]);
    });
    fc.assert(property, { numRuns: 15 });
  });

  it('what an export began with it ends with, while the ledger moves on', () => {
    const property = fc.property(ledgers, (drawn) => {
      const { revision, instant } = moment(drawn);
      const moving = replay(drawn.facts.slice(0, revision + 1));
      const scope = moving.root;
      const still = replay(drawn.facts.slice(0, revision + 1)).view(revision, instant);
      const rest = drawn.facts.slice(revision + 1);
      const steps = [
        holdings(moving.view(revision, instant), people),
        permissions(moving.view(revision, instant), scope, people),
      ];
      const seen = steps.map(() => [] as object[]);
      for (let left = steps.length; left > 0;) {
        left = 0;
        steps.forEach((step, index) => {
          const { done, value } = step.next();
          if (done === true) return;
          seen[index]!.push(...value);
          left += 1;
        });
        const fact = rest.shift();
        if (fact !== undefined) moving.evolve(fact);
      }

      expect(seen[0]).toEqual([...holdings(still, people)].flat());
      expect(seen[1]).toEqual([...permissions(still, scope, people)].flat());
    });
    fc.assert(property, { numRuns: 15 });
  });
});

function key(record: Holding): string {
  const { user, status, from, until } = record;
  const what =
    record.kind === 'assignment'
      ? [record.role, record.place]
      : [record.resource, record.facet, ...record.level];
  return JSON.stringify([user, status, ...what, from, until]);
}

function plainHoldings(state: NaiveState, instant: number): string[] {
  const stands = ({ until }: Lasting) => until === undefined || instant < Date.parse(until);
  const line = (person: number, { from, until }: Lasting, ...what: readonly string[]) =>
    JSON.stringify([people.name(person), state.members.get(person), ...what, from, until]);
  return [
    ...state.assignments
      .filter((held) => stands(held) && state.roles.has(held.role))
      .map((held) => line(held.person, held, held.role, held.place)),
    ...state.userLevels
      .filter(stands)
      .map((held) => line(held.person, held, held.resource, held.facet, ...held.level)),
  ].sort();
}

/** Something that a person may do on a resource, and where the model has it decided. */
type Allowed = {
  readonly user: string;
  readonly permission: string;
  readonly ref: string;
  readonly at: string;
};

function allowed(state: NaiveState, scope: string, instant: number): Allowed[] {
  const inside = [...state.parents.keys()].filter((ref) => naivePath(state.parents, ref).includes(scope));
  return inside.flatMap((ref) =>
    everybody.flatMap((person) =>
      [...new NaiveAnswer(state, person, ref, instant).permissions()].map((permission) => ({
        user: people.name(person),
        permission,
        ref,
        at: decidedAt(state, permission, ref),
      })),
    ),
  );
}

/** The nearest resource of a type on which the permission, or a part of a derived one, lives. */
function decidedAt(state: NaiveState, permission: string, ref: string): string {
  const types = typesOf(state.document, permission);
  return naivePath(state.parents, ref).find((at) => types.includes(at.slice(0, at.indexOf(':'))))!;
}

function typesOf(document: ModelDocument, permission: string): string[] {
  const parts = document.derived?.[permission]?.any_of.flat();
  if (parts !== undefined) return parts.flatMap((part) => typesOf(document, part));
  return Object.values(document.facets)
    .filter(({ levels = {}, permissions = [] }) =>
      [...permissions, ...Object.values(levels).flatMap((level) => level.permissions ?? [])].includes(
        permission,
      ),
    )
    .map(({ type }) => type);
}

function unique(allowed: readonly Allowed[]): string[] {
  return [...new Set(allowed.map(({ user, permission, at }) => `${user} ${permission} ${at}`))].sort();
}
