import { check } from '#access/check.js';
import type { View } from '#access/view.js';
import { who } from '#access/who.js';
import { whoInOrder } from '#access/who-in-order.js';
import type { LedgerEvent } from '#events/event.js';
import { replayed } from './fold.js';
import { measure, type Measured, type Work } from './measure.js';
import { group, large, leaf, ledger, manyChanges } from './organization.js';
import { atMost, count, heading, line, nanoseconds, times } from './print.js';
import { Random } from './random.js';
import { scaled } from './scale.js';

// Who has a permission that 10 of 100,000 people hold, and one that 50,000 hold: all of them, and the first page.

const permission = 'miniapps.purchase_number';
const page = 100;
/** Ten checks over HTTP, each of which takes a core 30 µs. */
const bar = 300_000;

const access = replayed(ledger(large, manyChanges));
const few = held(0, 10);
const many = held(1, scaled(50_000));
const { revision } = access;
const random = new Random(6);
goOn(scaled(5_000));

let found = 0;

const asked = scaled(200_000);
const leaves = Array.from({ length: asked }, () => leaf(random.below(large.leaves)));
const [one] = measure(asked, (from, to) => {
  for (let at = from; at < to; at++) {
    const view = viewOf(access.revision);
    if (check(view, at % large.people, view.model.permission(permission)!, view.find(leaves[at]!)!)) found++;
  }
}) as [Measured];
heading(`who has a permission, of ${count(large.people)} people`);
line('baseline: one check', nanoseconds(one));
compare('10 people, all', scaled(20_000), (now) => ask(few, now, everybody), bar);
compare('10 people, first page', scaled(20_000), (now) => ask(few, now, firstPage), bar);
compare('50,000 people, all', scaled(100), (now) => ask(many, now, everybody));
compare('50,000 people, first page', scaled(5_000), (now) => ask(many, now, firstPage), bar);
if (found === 0) throw new Error('nobody was ever found');

function compare(what: string, questions: number, work: (at: number) => Work, most?: number): void {
  const [live, asOf] = measure(questions, work(access.revision), work(revision)) as [Measured, Measured];
  const verdict = most === undefined ? [] : [atMost(live.median, most, '300 µs')];
  line(what, nanoseconds(live), times(live.median, one.median), ...verdict);
  const ratio = asOf.median / live.median;
  line(
    `${what}, as of before`,
    nanoseconds(asOf),
    times(asOf.median, one.median),
    atMost(ratio, 2, '2 x now'),
  );
}

function ask(place: string, revision: number, read: (view: View, node: number) => number): Work {
  return (from, to) => {
    for (let at = from; at < to; at++) {
      const view = viewOf(revision);
      found += read(view, view.find(place)!);
    }
  };
}

function everybody(view: View, node: number): number {
  return who(view, view.model.permission(permission)!, node).size;
}

function firstPage(view: View, node: number): number {
  let read = 0;
  for (const _ of whoInOrder(view, view.model.permission(permission)!, node).people)
    if (++read === page) break;
  return read;
}

/** A group of its own in which so many people, scattered over all, are owners. */
function held(number: number, holders: number): string {
  const place = group(large.groups + number);
  append({ type: 'ResourceRegistered', data: { resource: place, parent: 'organization:acme' } });
  const step = Math.floor(large.people / holders);
  for (let holder = 0; holder < holders; holder++) {
    append({
      type: 'RoleAssigned',
      data: { person: holder * step, role: 'owner', place, source: 'import' },
    });
  }
  return place;
}

/** Life goes on after the revision that is asked about: people leave the large group, and others come. */
function goOn(changes: number): void {
  const { assignments, roles, tree } = access;
  const [role, place] = [roles.number('owner')!, tree.find(many, revision)!];
  for (let change = 0; change < changes; change++) {
    const person = random.below(large.people);
    const slot = assignments.find(person, role, place);
    const stands = slot !== undefined && assignments.at(slot, access.revision) !== undefined;
    const data = { person, role: 'owner', place: many };
    append(
      stands ? { type: 'RoleRevoked', data } : { type: 'RoleAssigned', data: { ...data, source: 'person' } },
    );
  }
}

function viewOf(revision: number): View {
  return access.view(revision, access.history.time(revision));
}

function append(event: LedgerEvent): void {
  const { revision } = access;
  const time = access.history.time(revision);
  access.evolve({ ...event, revision: revision + 1, time, actor: 'operator:root' });
}
