import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#events/event.js';
import * as fc from 'fast-check';
import type { Access } from '../access.js';
import { everyModel } from '../testing/models.suite.js';
import type { Lasting } from '../testing/naive-state.suite.js';
import { people } from '../testing/questions.suite.js';
import { randomLedger, replay } from '../testing/random-ledger.suite.js';
import type { View } from '../view.js';
import { type Difference, differences } from './differences.js';
import {
  momentOf,
  type NaiveLines,
  NaiveDifference,
  type NaiveMoment,
  personHas,
  roleHas,
  toldOn,
} from './naive-differences.suite.js';

/** A ledger at two moments, each at the instant of its event or some minutes later. */
type Window = {
  readonly access: Access;
  readonly from: View;
  readonly to: View;
  readonly before: NaiveMoment;
  readonly after: NaiveMoment;
};

describe.each(everyModel)('on random organizations of the model $name', (document) => {
  const numbers = fc.record({
    facts: randomLedger(document),
    revisions: fc.tuple(fc.nat(), fc.nat()),
    minutes: fc.tuple(fc.constantFrom(0, 0, 1, 10), fc.constantFrom(0, 0, 1, 10)),
    focus: fc.nat(),
  });

  function holds(claim: (window: Window, focus: number, facts: readonly Fact[]) => void): void {
    const property = fc.property(numbers, ({ facts, revisions, minutes, focus }) => {
      const access = replay(facts);
      // Revision 1 registers the root: before it there is nothing to ask about.
      const [first, last] = revisions.map((n) => 1 + (n % (facts.length - 1))).sort((a, b) => a - b);
      const instant = access.history.time(first!) + minutes[0] * 60_000;
      const later = Math.max(instant, access.history.time(last!) + minutes[1] * 60_000);
      const window: Window = {
        access,
        from: access.view(first!, instant),
        to: access.view(last!, later),
        before: momentOf(facts, first!, instant),
        after: momentOf(facts, last!, later),
      };
      claim(window, focus, facts);
    });
    fc.assert(property, { numRuns: 25 });
  }

  it('a person has exactly gained and lost what the definition says', () => {
    holds(({ access, from, to, before, after }) => {
      for (const person of people) {
        const lines = linesOf(access, differences(from, to, { person }));

        expect(lines).toEqual(new NaiveDifference(before, after, personHas(person)).lines());
      }
    });
  });

  it('lines of people and of roles are exact, those of people who changed themselves are complete', () => {
    holds((window) => {
      const { access, from, to, before, after } = window;
      const byHolder = Map.groupBy(differences(from, to), keyOf);
      const persons = people.filter((person) => changed(window, person) || byHolder.has(`${person}`));
      for (const person of persons) {
        const lines = linesOf(access, byHolder.get(`${person}`) ?? []);

        expect({ person, lines }).toEqual({
          person,
          lines: new NaiveDifference(before, after, personHas(person)).lines(),
        });
      }
      for (const pair of [...byHolder.keys(), ...heldThroughout(window)].filter((key) => key.includes(' '))) {
        const [role, place] = pair.split(' ').map(Number);
        const isThere = ({ state }: NaiveMoment) =>
          access.tree.exists(place!, (state === before.state ? from : to).revision);
        const has = roleHas(access.roles.id(role!), access.tree.ref(place!), isThere);

        expect({ pair, lines: linesOf(access, byHolder.get(pair) ?? []) }).toEqual({
          pair,
          lines: new NaiveDifference(before, after, has).lines(),
        });
      }
    });
  });

  it('there is a line for whatever anybody gained or lost', () => {
    holds((window, number) => {
      const { access, from, to } = window;
      const node = number % 3 === 0 ? undefined : number % access.tree.nodes;
      const lines = [...differences(from, to, node === undefined ? {} : { node })];

      expect(people.flatMap((person) => unexplained(window, person, lines, node))).toEqual([]);
    });
  });

  it('lines are the same as those of a fold of the events up to then', () => {
    holds(({ from, to }, _, facts) => {
      const then = replay(facts.slice(0, to.revision + 1));
      const sources = { sources: true };
      const lines = [...differences(from, to, sources)];

      expect(lines).toEqual([
        ...differences(then.view(from.revision, from.instant), then.view(to.revision, to.instant), sources),
      ]);
    });
  });

  it('whatever differs has a cause in between, unless time alone brought it about', () => {
    holds(({ access, from, to }) => {
      const byTime = access.boundaries.between(from.instant, to.instant);
      for (const { causes, ...line } of differences(from, to, { sources: true })) {
        const inside = causes.every((revision) => from.revision < revision && revision <= to.revision);
        const caused = causes.length > 0 || ('person' in line && byTime.has(line.person));

        expect({ line, inside, caused }).toEqual({ line, inside: true, caused: true });
        expect(causes).toEqual([...new Set(causes)].sort((a, b) => a - b));
      }
    });
  });

  it('nothing differs between a moment and itself', () => {
    holds(({ from }) => {
      expect([...differences(from, from, { sources: true })]).toEqual([]);
    });
  });
});

function keyOf(line: Difference): string {
  return 'person' in line ? `${line.person}` : `${line.role} ${line.place}`;
}

function linesOf(access: Access, lines: Iterable<Difference>): NaiveLines {
  const found: NaiveLines = {};
  for (const { node, gained, lost } of lines) {
    const resource = access.tree.ref(node);
    expect(Object.keys(found)).not.toContain(resource);
    found[resource] = { gained: [...gained].sort(), lost: [...lost].sort() };
  }
  return found;
}

/** Whether the person's status, or a role or level of theirs that counts, is not the same where resources were not removed. */
function changed({ from, to, before, after }: Window, person: number): boolean {
  const stayed = (ref: string) => from.find(ref) === to.find(ref);
  const [was, is] = [before, after].map(({ state, instant }) => {
    const counts = ({ from, until }: Lasting) =>
      (from === undefined || Date.parse(from) <= instant) &&
      (until === undefined || instant < Date.parse(until));
    const own = <T extends Lasting & { person: number }>(all: readonly T[]) =>
      all.filter((one) => one.person === person && counts(one));
    return [
      state.members.get(person) === 'active' ? 'active' : '',
      ...own(state.assignments)
        .filter(({ place }) => stayed(place))
        .map(({ role, place }) => `${role} ${place}`),
      ...own(state.userLevels)
        .filter(({ resource }) => stayed(resource))
        .map(({ resource, facet, level }) => `${resource} ${facet} ${String(level)}`),
    ].sort();
  });
  return `${was}` !== `${is}`;
}

/** Keys of roles at places that one and the same person held at both moments, whether it counted or not. */
function heldThroughout({ access, from, to, before, after }: Window): string[] {
  return before.state.assignments
    .filter(({ person, role, place }) =>
      after.state.assignments.some(
        (other) => other.person === person && other.role === role && other.place === place,
      ),
    )
    .map(({ role, place }) => ({
      role: access.roles.number(role)!,
      nodes: [from, to].map((view) => view.find(place)!),
    }))
    .filter(({ nodes: [was, is] }) => was === is)
    .map(({ role, nodes: [place] }) => `${role} ${place}`);
}

/** What the person gained or lost without a line that names it, of theirs or of a role they held. */
function unexplained(
  { access, before, after }: Window,
  person: number,
  lines: readonly Difference[],
  focus: number | undefined,
): string[] {
  const held = [before, after].flatMap(({ state }) =>
    state.assignments.filter((one) => one.person === person).map(({ role, place }) => `${role} ${place}`),
  );
  const telling = lines.filter((line) =>
    'person' in line
      ? line.person === person
      : held.includes(`${access.roles.id(line.role)} ${access.tree.ref(line.place)}`),
  );
  const difference = new NaiveDifference(before, after, personHas(person));
  const top = focus === undefined ? undefined : access.tree.ref(focus);
  return [before, after].flatMap((moment) => {
    const kind = moment === before ? 'lost' : 'gained';
    const { document, parents } = moment.state;
    const isTold = (resource: string, name: string): boolean => {
      const places = toldOn(moment, resource, name);
      if (telling.some((line) => line[kind].includes(name) && places.includes(access.tree.ref(line.node))))
        return true;
      // Several roles together can give what is derived: each tells its part.
      const parts = document.derived?.[name]?.any_of.flat() ?? [];
      return parts.some((part) => difference[kind](resource).has(part) && isTold(resource, part));
    };
    const inside = [...parents.keys()].filter(
      (resource) => top === undefined || toldOn(moment, resource, '').includes(top),
    );
    return inside.flatMap((resource) =>
      [...difference[kind](resource)]
        .filter((name) => !isTold(resource, name))
        .map((name) => `${person} ${kind} ${name} on ${resource}`),
    );
  });
}
