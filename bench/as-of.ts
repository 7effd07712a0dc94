import { check } from '#access/check.js';
import { replayed } from './fold.js';
import { measure, type Measured } from './measure.js';
import { large, leaf, ledger, manyChanges, permissions } from './organization.js';
import { atMost, count, heading, line, perSecond, rates, times } from './print.js';
import { Random } from './random.js';
import { scaled } from './scale.js';

// A check as of any revision of a ledger of a million events, beside the same checks about the present.

const questions = scaled(300_000);
const bar = 2;

const access = replayed(ledger(large, manyChanges));
const { revision } = access;
const random = new Random(3);
const persons = Int32Array.from({ length: questions }, () => random.below(large.people));
const names = Array.from({ length: questions }, () => random.from(permissions));
const resources = Array.from({ length: questions }, () => leaf(random.below(large.leaves)));
const anyOf = (last: number) =>
  Int32Array.from({ length: questions }, () => revision - last + 1 + random.below(last));
/** Before the changes the organization is still being built: whoever is not there yet is soon answered. */
const sinceBuilt = anyOf(manyChanges);
const sinceCreated = anyOf(revision + 1);
const present = new Int32Array(questions).fill(revision);

let allowed = 0;

const ask = (revisions: Int32Array) => (from: number, to: number) => {
  for (let at = from; at < to; at++) {
    const then = revisions[at]!;
    const view = access.view(then, access.history.time(then));
    const node = view.find(resources[at]!);
    if (node !== undefined && check(view, persons[at]!, view.model.permission(names[at]!)!, node)) allowed++;
  }
};

const [live, built, created] = measure(questions, ask(present), ask(sinceBuilt), ask(sinceCreated)) as [
  Measured,
  Measured,
  Measured,
];

heading(`check as of a revision: ${count(revision + 1)} events, ${count(large.people)} people`);
line('baseline: about the present', perSecond(live), rates(live));
for (const [what, measured] of [
  ['as of any revision', created],
  ['as of any since the organization stands', built],
] as const) {
  const ratio = times(measured.median, live.median);
  const verdict = atMost(measured.median / live.median, bar, `${bar} x`);
  line(what, perSecond(measured), ratio, rates(measured), verdict);
}
if (allowed === 0) throw new Error('nothing was ever allowed');
