import { differences } from '#access/differences/differences.js';
import type { View } from '#access/view.js';
import type { LedgerEvent } from '#events/event.js';
import { replayed } from './fold.js';
import { busyTime, summary } from './measure.js';
import { grants, group, large, leaf, ledger, manyChanges } from './organization.js';
import { atMost, count, heading, line, times } from './print.js';
import { Random } from './random.js';
import { isSmall, scaled } from './scale.js';

// What differs in a whole organization in which 50 objects changed in effect: when nothing else happened, and when 100,000
// events changed others and changed them back. Then the latter once more, with as many events behind it.

const rounds = isSmall ? 3 : 25;
const noise = scaled(100_000);
const random = new Random(7);
const access = replayed(ledger(large, manyChanges));

const alone = window(change);
const among = window(() => {
  thereAndBack(noise / 2);
  change();
  thereAndBack(noise / 2);
});
const [baseline, whole] = measured();
window(() => thereAndBack(noise));
const [, asOf] = measured();

heading(`difference of an organization of ${count(large.people)} people in which 50 objects changed`);
line('baseline: nothing else happened', milliseconds(baseline), `${count(linesOf(alone))} lines`);
line(
  `among ${count(noise)} events`,
  milliseconds(whole),
  `${count(linesOf(among))} lines`,
  times(whole, baseline),
);
line('the same as of before', milliseconds(asOf), times(asOf, baseline), atMost(asOf / whole, 2, '2 x now'));

type Window = { readonly from: number; readonly to: number };

/** The moments before and after something happened. */
function window(happens: () => void): Window {
  const from = access.revision;
  happens();
  return { from, to: access.revision };
}

/** Nanoseconds of a difference, by turns: of the window with the changes alone, and of the one with the noise. */
function measured(): [number, number] {
  const taken = [alone, among].map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    [alone, among].forEach((window, at) => {
      const before = busyTime();
      linesOf(window);
      if (round >= 0) taken[at]!.push(busyTime() - before);
    });
  }
  const [first, second] = taken.map((times) => summary(times).median);
  return [first!, second!];
}

function linesOf({ from, to }: Window): number {
  let lines = 0;
  for (const { gained, lost } of differences(viewOf(from), viewOf(to))) lines += gained.length + lost.length;
  return lines;
}

function viewOf(revision: number): View {
  return access.view(revision, access.history.time(revision));
}

/** Forty people get another role, eight numbers move, two roles are edited. */
function change(): void {
  for (let made = 0; made < 40;) if (replaceRole(random.below(large.people))) made++;
  for (let made = 0; made < 8; made++) move(1 + 2 * random.below(large.leaves / 2));
  for (let made = 0; made < 2; made++) edit(random.below(large.customRoles));
}

/** So many events, half of which take back what the other half did. */
function thereAndBack(events: number): void {
  for (const until = access.revision + events; access.revision < until;) {
    const back: (() => void)[] = [];
    for (let made = 0; made < 500; made++) back.push(anything(random.below(100)));
    for (const undo of back.reverse()) undo();
  }
}

function anything(kind: number): () => void {
  const person = random.below(large.people);
  if (kind < 5) return move(1 + 2 * random.below(large.leaves / 2));
  if (kind < 7) return edit(random.below(large.customRoles));
  if (kind < 15 && access.people.status(person, access.revision) === 'active') {
    append({ type: 'UserSuspended', data: { person } });
    return () => append({ type: 'UserReinstated', data: { person } });
  }
  return replaceRole(person) ?? (() => {});
}

/** Answers how to take it back; `undefined` where it came to nothing. */
function replaceRole(person: number): (() => void) | undefined {
  const { assignments, roles, tree } = access;
  const slot = assignments.first(person, false);
  const [replaced, place] = [roles.id(assignments.roleOf(slot)), tree.ref(assignments.placeOf(slot))];
  const role = replaced === 'owner' ? 'viewer' : 'owner';
  append({ type: 'RoleReplaced', data: { person, replaced, role, place } });
  return () => append({ type: 'RoleReplaced', data: { person, replaced: role, role: replaced, place } });
}

function move(number: number): () => void {
  const { tree } = access;
  const node = tree.find(leaf(number), access.revision)!;
  const before = tree.ref(tree.parent(node, access.revision)!);
  const to = (parent: string) => append({ type: 'ResourceMoved', data: { resource: leaf(number), parent } });
  to(group(random.below(large.groups)));
  return () => to(before);
}

function edit(number: number): () => void {
  const role = `custom-${number}`;
  const state = access.roles.state(access.roles.number(role)!, access.revision)!;
  const before = state.grants.map(({ scope, give }) => ({ scope, give }));
  append({ type: 'PermissionsReplaced', data: { role, grants: grants(random) } });
  return () => append({ type: 'PermissionsReplaced', data: { role, grants: before } });
}

function append(event: LedgerEvent): void {
  const { revision } = access;
  const time = access.history.time(revision);
  access.evolve({ ...event, revision: revision + 1, time, actor: 'operator:root' });
}

function milliseconds(nanoseconds: number): string {
  return `${(nanoseconds / 1e6).toFixed(1)} ms`;
}
