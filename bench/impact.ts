import { impactOf } from '#access/differences/impact.js';
import type { LedgerEvent } from '#events/event.js';
import { replayed } from './fold.js';
import { measure, type Measured, type Work } from './measure.js';
import { grants, group, large, ledger } from './organization.js';
import { atMost, count, heading, line, nanoseconds, times } from './print.js';
import { Random } from './random.js';
import { scaled } from './scale.js';

// Trying an edit of a role, telling what it would do to whom, and taking it back: ten people hold it, or a million do, at
// the same ten places.

const few = 10;
const many = scaled(1_000_000);
const places = 10;

const access = replayed(ledger({ ...large, people: 0 }));
const random = new Random(8);
const lists = Array.from({ length: 50 }, () => grants(random));
const first = access.people.size;
for (const role of ['narrow', 'wide']) {
  append({
    type: 'RoleCreated',
    data: { role, name: role, kind: 'custom', assignableAt: ['group'], grants: grants(random) },
  });
}
for (let holder = 0; holder < few + many; holder++) {
  const person = first + holder;
  const role = holder < few ? 'narrow' : 'wide';
  append({ type: 'UserActivated', data: { person } });
  append({ type: 'RoleAssigned', data: { person, role, place: group(holder % places), source: 'import' } });
}

let told = 0;

const [narrow, wide] = measure(scaled(1_000), trial('narrow'), trial('wide')) as [Measured, Measured];
heading('impact of an edit of a role');
line(`baseline: ${count(few)} people hold it`, nanoseconds(narrow), range(narrow));
const verdict = atMost(wide.median, narrow.slowest, `the slowest round with ${few}`);
line(
  `${count(many)} people hold it`,
  nanoseconds(wide),
  times(wide.median, narrow.median),
  range(wide),
  verdict,
);
if (told === 0) throw new Error('edits came to nothing');

function trial(role: string): Work {
  return (from, to) => {
    for (let at = from; at < to; at++) {
      const { revision } = access;
      const now = access.history.time(revision);
      const mark = access.undo.mark();
      append({ type: 'PermissionsReplaced', data: { role, grants: lists[at % lists.length]! } });
      const { counts } = impactOf(access.view(revision, now), access.view(access.revision, now));
      access.undo.rollback(mark);
      told += counts.gained + counts.lost;
    }
  };
}

function range({ fastest, slowest }: Measured): string {
  return `${count(fastest)} to ${count(slowest)}`;
}

function append(event: LedgerEvent): void {
  const { revision } = access;
  const time = access.history.time(revision);
  access.evolve({ ...event, revision: revision + 1, time, actor: 'operator:root' });
}
