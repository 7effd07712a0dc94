import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Access } from './access.js';
import { check, permissionsOf } from './check.js';
import { explain, type Reason } from './explain.js';
import { everyModel } from './testing/models.suite.js';
import { NaiveAnswer } from './testing/naive-answer.suite.js';
import { naiveFold, type NaiveState } from './testing/naive-state.suite.js';
import { people, permissions, resources, type Asked } from './testing/questions.suite.js';
import { randomLedger, replay } from './testing/random-ledger.suite.js';
import { anybody, who } from './who.js';

/** What is asked about at the last event and some minutes later: periods begin and end in between. */
function asked(access: Access): Asked[] {
  const { revision } = access;
  const instants = [0, 1, 10].map((minutes) => access.history.time(revision) + minutes * 60_000);
  return instants.flatMap((instant) => [...resources(access.view(revision, instant))]);
}

describe.each(everyModel)('on random organizations of the model $name', (document) => {
  it('check, explanation, list of permissions and reverse query agree', () => {
    const property = fc.property(randomLedger(document), (facts) => {
      const access = replay(facts);
      expect(asked(access).flatMap(disagreements)).toEqual([]);
    });
    fc.assert(property, { numRuns: 20 });
  });

  it('they answer what the definition says, with its reasons', () => {
    const property = fc.property(randomLedger(document), (facts) => {
      const access = replay(facts);
      const state = naiveFold(facts);
      expect(asked(access).flatMap((question) => deviations(state, question))).toEqual([]);
    });
    fc.assert(property, { numRuns: 20 });
  });
});

function disagreements({ view, node, ref }: Asked): string[] {
  const lists = people.map((person) => permissionsOf(view, person, node));
  return permissions(view).flatMap((permission) => {
    const name = `${view.model.permissions[permission]} on ${ref}`;
    const holders = who(view, permission, node);
    const found = people.filter((person) => {
      const decision = check(view, person, permission, node);
      const explained = explain(view, person, permission, node);
      const answers = [
        explained.decision,
        explained.reason === 'ALLOWED',
        explained.because.length > 0,
        lists[person]!.includes(permission),
        holders.has(person),
      ];
      return answers.some((answer) => answer !== decision);
    });
    const someone = anybody(view, permission, node) === holders.size > 0;
    return [...found.map((person) => `${person}: ${name}`), ...(someone ? [] : [`anybody: ${name}`])];
  });
}

function deviations(state: NaiveState, { view, node, ref, leafOf }: Asked): string[] {
  return people.flatMap((person) => {
    const naive = new NaiveAnswer(state, person, ref, view.instant, leafOf);
    const allowed = naive.permissions();
    const found = new Set(
      permissionsOf(view, person, node).map((permission) => view.model.permissions[permission]!),
    );
    const deviating = permissions(view).flatMap((permission) => {
      const name = view.model.permissions[permission]!;
      const { decision, reason } = explain(view, person, permission, node);
      if (decision !== allowed.has(name)) return [`${person}: ${name} on ${ref}, explained`];
      const derived = view.model.derivedPermission(permission) !== undefined;
      if (decision || derived || state.members.get(person) !== 'active') return [];
      const expected = reasonOf(naive.shadows(name));
      return reason === expected ? [] : [`${person}: ${name} on ${ref}, ${reason} instead of ${expected}`];
    });
    const wrong = [...found, ...allowed]
      .filter((name) => found.has(name) !== allowed.has(name))
      .map((name) => `${person}: ${name} on ${ref}`);
    return [...wrong, ...deviating];
  });
}

function reasonOf(shadows: ReadonlySet<string> | undefined): Reason {
  if (shadows === undefined) return 'NOT_APPLICABLE';
  const strongestFirst = [
    'SHADOWED_BY_USER_LEVEL',
    'SHADOWED_BY_OVERRIDE',
    'SHADOWED_BY_SPECIFIC_GRANT',
    'OUTSIDE_ONLY',
  ] as const;
  return strongestFirst.find((code) => shadows.has(code)) ?? 'NO_ROLE_GIVES_IT';
}
