import type { Access } from '#access/access.js';
import { check } from '#access/check.js';
import type { View } from '#access/view.js';
import { where } from '#access/where.js';
import { analyst, dashboards } from './dashboards.js';
import { replayed } from './fold.js';
import { measure, type Measured, type Work } from './measure.js';
import { administrator, large, leaf, ledger, manyChanges, permissions } from './organization.js';
import { atMost, count, heading, line, nanoseconds, times } from './print.js';
import { Random } from './random.js';
import { scaled } from './scale.js';

// The first page of the resources on which somebody has a permission, among 4,000: of people with roles in three groups,
// of an administrator of everything, and of somebody who sees all dashboards and edits a few.

const page = 100;
const questions = scaled(5_000);
/** Ten checks over HTTP, each of which takes a core 30 µs. */
const bar = 300_000;

const access = replayed(ledger(large, manyChanges));
const analytics = replayed(dashboards(large.leaves));
const random = new Random(5);
const persons = Int32Array.from({ length: questions }, () => random.below(large.people));
const names = Array.from({ length: questions }, () => random.from(permissions));
const leaves = Array.from({ length: questions }, () => leaf(random.below(large.leaves)));
const then = Int32Array.from({ length: questions }, () => access.revision - random.below(manyChanges));
const now = new Int32Array(questions).fill(access.revision);

let found = 0;

const [one] = measure(scaled(100_000), (from, to) => {
  for (let at = from; at < to; at++) {
    const view = viewOf(access, access.revision);
    const permission = view.model.permission(names[at % questions]!)!;
    const node = view.find(leaves[at % questions]!)!;
    if (check(view, random.below(large.people), permission, node)) found++;
  }
}) as [Measured];
heading(`first page of where, among ${count(large.leaves)} resources`);
line('baseline: one check', nanoseconds(one));
compare('in three groups', ofPeople(now), ofPeople(then));
compare('in all groups', ofAdministrator(now), ofAdministrator(then));
compare('dashboards to see', ofAnalyst('dashboards.view'));
compare('dashboards to edit', ofAnalyst('dashboards.edit_group'));
if (found === 0) throw new Error('nothing was ever found');

function compare(what: string, ...works: readonly [live: Work, asOf?: Work]): void {
  const [live, asOf] = measure(questions, ...works.filter((work) => work !== undefined)) as [
    Measured,
    Measured?,
  ];
  line(what, nanoseconds(live), times(live.median, one.median), atMost(live.median, bar, '300 µs'));
  if (asOf === undefined) return;
  const ratio = asOf.median / live.median;
  line(
    `${what}, as of any revision`,
    nanoseconds(asOf),
    times(asOf.median, one.median),
    atMost(ratio, 2, '2 x now'),
  );
}

function ofPeople(revisions: Int32Array): Work {
  return (from, to) => {
    for (let at = from; at < to; at++) first(access, revisions[at]!, persons[at]!, names[at]!, 'app');
  };
}

function ofAdministrator(revisions: Int32Array): Work {
  const person = administrator(large);
  return (from, to) => {
    for (let at = from; at < to; at++) first(access, revisions[at]!, person, 'org.manage_groups', 'app');
  };
}

function ofAnalyst(permission: string): Work {
  const { revision } = analytics;
  return (from, to) => {
    for (let at = from; at < to; at++) first(analytics, revision, analyst, permission, 'dashboard_group');
  };
}

function first(access: Access, revision: number, person: number, permission: string, type: string): void {
  const view = viewOf(access, revision);
  let read = 0;
  for (const _ of where(view, person, view.model.permission(permission)!, type)) if (++read === page) break;
  found += read;
}

function viewOf(access: Access, revision: number): View {
  return access.view(revision, access.history.time(revision));
}
