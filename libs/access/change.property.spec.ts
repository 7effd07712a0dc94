import type { LedgerEvent } from '#events/event.js';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Draw } from './testing/draw.suite.js';
import { everyModel } from './testing/models.suite.js';
import { naiveFold, naivePath, type NaiveState } from './testing/naive-state.suite.js';
import { decisions, type Decision } from './testing/questions.suite.js';
import { assign, override, replaceGrants } from './testing/random-event.suite.js';
import { randomLedger, replay } from './testing/random-ledger.suite.js';

type Change = (state: NaiveState, draw: Draw, time: number) => LedgerEvent | undefined;
type Changed = { readonly event: LedgerEvent; readonly state: NaiveState };

describe.each(everyModel)('on random organizations of the model $name', (document) => {
  /** Decisions before and after one more event at the end of a random ledger, in the same order. */
  function holds(
    change: Change,
    claim: (before: Decision, after: Decision, changed: Changed) => boolean,
  ): void {
    const numbers = fc.array(fc.nat(0xffff), { minLength: 16, maxLength: 16 });
    const property = fc.property(randomLedger(document), numbers, (facts, numbers) => {
      const access = replay(facts);
      const { time } = facts.at(-1)!;
      const state = naiveFold(facts);
      const event = change(state, new Draw(numbers), time);
      fc.pre(event !== undefined);
      const before = decisions(access, access.revision, time);
      access.evolve({ ...event, revision: facts.length, time, actor: 'operator:root' });
      const after = decisions(access, access.revision, time);

      expect(after.length).toBe(before.length);
      expect(before.filter((decision, at) => !claim(decision, after[at]!, { event, state }))).toEqual([]);
    });
    fc.assert(property, { numRuns: 12, maxSkipsPerRun: 500 });
  }

  const same = (before: Decision, after: Decision) => `${before.permissions}` === `${after.permissions}`;

  if (Object.values(document.facets).some((facet) => facet.override !== undefined)) {
    it('a list on one resource changes nothing outside of its subtree', () => {
      holds(override, (before, after, { event, state }) => {
        const path = naivePath(state.parents, before.leafOf ?? before.ref);
        const inside =
          event.type === 'DashboardOverridden' && [before.ref, ...path].includes(event.data.resource);
        return inside || same(before, after);
      });
    });
  }

  it('editing a role changes nobody who does not hold it', () => {
    holds(replaceGrants, (before, after, { event, state }) => {
      const role = event.type === 'PermissionsReplaced' ? event.data.role : '';
      const holds = state.assignments.some((one) => one.person === before.person && one.role === role);
      return holds || same(before, after);
    });
  });

  it('the order of the grants of a role does not matter', () => {
    const reordered: Change = ({ roles }, draw) => {
      const several = [...roles].filter(([, { grants }]) => grants.length > 1);
      const [role, { grants }] = draw.from(several) ?? [undefined, { grants: [] }];
      if (role === undefined) return undefined;
      const from = draw.below(grants.length);
      const turned = [...grants.slice(from), ...grants.slice(0, from)].reverse();
      return { type: 'PermissionsReplaced', data: { role, grants: turned } };
    };

    holds(reordered, same);
  });

  it('one more assignment takes no permission away', () => {
    const more: Change = (state, draw, time) => {
      const event = assign(state, draw, time);
      return event?.type === 'RoleAssigned' ? event : undefined;
    };

    holds(more, (before, after) =>
      before.permissions.every((permission) => after.permissions.includes(permission)),
    );
  });

  it('a clone gives what the original gives, where no list names the original', () => {
    const clone: Change = ({ roles, overrides }, draw) => {
      const named = new Set(overrides.flatMap(({ roles }) => Object.keys(roles)));
      const original = draw.from([...roles].filter(([id]) => overrides.length === 0 && !named.has(id)));
      if (original === undefined) return undefined;
      const [id, { assignableAt, grants }] = original;
      return {
        type: 'RoleCreated',
        data: { role: 'clone', name: 'clone', kind: 'custom', assignableAt, grants, clonedFrom: id },
      };
    };

    holds(clone, same);
  });

  it.each<[string, Change]>([
    ['a resource', ({ parents }, draw) => renamed(draw.from([...parents.keys()])!)],
    ['the organization', () => ({ type: 'OrganizationRenamed', data: { name: 'Another' } })],
    [
      'a role',
      ({ roles }, draw) => {
        const role = draw.from([...roles.keys()]);
        return role === undefined
          ? undefined
          : { type: 'RoleDetailsChanged', data: { role, name: 'Another' } };
      },
    ],
  ])('renaming %s changes nothing', (_, change) => {
    holds(change, same);
  });
});

function renamed(resource: string): LedgerEvent {
  return { type: 'ResourceRenamed', data: { resource, name: 'Another' } };
}
