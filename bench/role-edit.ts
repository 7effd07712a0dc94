import type { Access } from '#access/access.js';
import { check } from '#access/check.js';
import type { LedgerEvent } from '#events/event.js';
import { replayed } from './fold.js';
import { measure, type Measured } from './measure.js';
import { grants, group, large, ledger, permissions } from './organization.js';
import { count, heading, line, nanoseconds, times } from './print.js';
import { Random } from './random.js';

// Editing a role and asking about one of its holders: ten people hold it, or a million do.

const edits = 20_000;
const few = 10;
const many = 1_000_000;

const access = replayed(ledger({ ...large, people: 0 }));
for (const role of ['narrow', 'wide']) {
  append(access, {
    type: 'RoleCreated',
    data: { role, name: role, kind: 'custom', assignableAt: ['group'], grants: [] },
  });
}
for (let person = 0; person < few + many; person++) {
  const role = person < few ? 'narrow' : 'wide';
  const place = group(person % large.groups);
  append(access, { type: 'UserActivated', data: { person } });
  append(access, { type: 'RoleAssigned', data: { person, role, place, source: 'import' } });
}

const random = new Random(4);
const lists = Array.from({ length: 50 }, () => grants(random));
const wanted = Array.from({ length: 50 }, () => random.from(permissions));
let allowed = 0;

const edit = (role: string, first: number) => (from: number, to: number) => {
  for (let at = from; at < to; at++) {
    append(access, { type: 'PermissionsReplaced', data: { role, grants: lists[at % lists.length]! } });
    const view = access.view(access.revision, access.history.time(access.revision));
    const person = first + (at % few);
    const permission = view.model.permission(wanted[at % wanted.length]!)!;
    if (check(view, person, permission, view.find(group(person % large.groups))!)) allowed++;
  }
};

const [narrow, wide] = measure(edits, edit('narrow', 0), edit('wide', few)) as [Measured, Measured];

heading('editing a role and one check');
line(`baseline: ${count(few)} people hold it`, nanoseconds(narrow), range(narrow));
const ratio = times(wide.median, narrow.median);
line(`${count(many)} people hold it`, nanoseconds(wide), ratio, range(wide), 'bar: the same within noise');
if (allowed === 0) throw new Error('nothing was ever allowed');

function range({ fastest, slowest }: Measured): string {
  return `${count(fastest)} to ${count(slowest)}`;
}

function append(access: Access, event: LedgerEvent): void {
  const { revision } = access;
  const time = access.history.time(revision);
  access.evolve({ ...event, revision: revision + 1, time, actor: 'operator:root' });
}
