import { check } from '#access/check.js';
import { replayed } from './fold.js';
import { measure, type Measured } from './measure.js';
import { group, large, leaf, ledger, manyChanges, permissions } from './organization.js';
import { atLeast, count, heading, line, perSecond, rates, times } from './print.js';
import { Random } from './random.js';
import { scaled } from './scale.js';

// How many checks one core answers in process, from the names of permission and resource to the decision.

const questions = scaled(500_000);
const bar = 1_000_000;

const access = replayed(ledger(large, manyChanges));
const { revision } = access;
const instant = access.history.time(revision);
const random = new Random(2);
const persons = Int32Array.from({ length: questions }, () => random.below(large.people));
const names = Array.from({ length: questions }, () => random.from(permissions));
const leaves = Array.from({ length: questions }, () => leaf(random.below(large.leaves)));
const groups = Array.from({ length: questions }, () => group(random.below(large.groups)));
const groupsHeld = Array.from(persons, (person) => {
  const slot = access.assignments.first(person, false);
  return access.tree.ref(access.assignments.placeOf(slot));
});

let allowed = 0;

const ask = (resources: readonly string[]) => (from: number, to: number) => {
  for (let at = from; at < to; at++) {
    const view = access.view(revision, instant);
    const permission = view.model.permission(names[at]!)!;
    const node = view.find(resources[at]!)!;
    if (check(view, persons[at]!, permission, node)) allowed++;
  }
};

/** What a table of decisions would cost that fits in memory: both names are looked up, then the decision. */
const numbers = new Map([...new Set([...names, ...leaves])].map((name, number) => [name, number]));
const decisions = new Set(Array.from({ length: scaled(300_000) }, (_, at) => key(at)));
function key(at: number): number {
  return persons[at]! * 0x2000 + ((numbers.get(names[at]!)! ^ numbers.get(leaves[at]!)!) & 0x1fff);
}
function lookUp(from: number, to: number): void {
  for (let at = from; at < to; at++) if (decisions.has(key(at))) allowed++;
}

const [onLeaves, onGroups, onGroupsHeld, baseline] = measure(
  questions,
  ask(leaves),
  ask(groups),
  ask(groupsHeld),
  lookUp,
) as [Measured, Measured, Measured, Measured];
const beside = (measured: Measured) => [times(measured.median, baseline.median), rates(measured)] as const;

heading(`check in process: ${count(revision + 1)} events, ${count(large.people)} people`);
line('baseline: two names and a decision in maps', perSecond(baseline), rates(baseline));
line(
  'any permission, any app or number',
  perSecond(onLeaves),
  ...beside(onLeaves),
  atLeast(1e9 / onLeaves.median, bar, `${count(bar)}/s`),
);
line('any permission, any group', perSecond(onGroups), ...beside(onGroups));
line('any permission, a group of the person', perSecond(onGroupsHeld), ...beside(onGroupsHeld));
if (allowed === 0) throw new Error('nothing was ever allowed');
