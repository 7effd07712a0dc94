import type { Access } from '#access/access.js';
import { check } from '#access/check.js';
import { type Context } from '#commands/context.js';
import { decide } from '#commands/decide.js';
import type { LedgerEvent } from '#events/event.js';
import { replayed } from './fold.js';
import { measure, type Measured } from './measure.js';
import { administrator, grants, group, large, ledger, permissions } from './organization.js';
import { atMost, count, heading, line, nanoseconds, times } from './print.js';
import { Random } from './random.js';
import { scaled } from './scale.js';

// Editing a role, and then asking about one of its holders: ten people hold it, or a million do, at the same ten places.
// Somebody who administers the organization sends a command; it is decided, with the guards, and folded in.

const few = 10;
const many = scaled(1_000_000);
const places = 10;

const size = { ...large, people: 0 };
const editor = administrator(size);
const access = replayed(ledger(size));
for (const role of ['narrow', 'wide']) {
  append(access, {
    type: 'RoleCreated',
    data: { role, name: role, kind: 'custom', assignableAt: ['group'], grants: [] },
  });
}
for (let place = 0; place < places; place++) give(editor, 'owner', group(place));
for (let holder = 0; holder < few + many; holder++) {
  const person = editor + 1 + holder;
  append(access, { type: 'UserActivated', data: { person } });
  give(person, holder < few ? 'narrow' : 'wide', group(holder % places));
}

const random = new Random(4);
const lists = Array.from({ length: 50 }, () => grants(random));
const wanted = Array.from({ length: 50 }, () => random.from(permissions));
let allowed = 0;

compare('editing a role and one check', scaled(20_000));
append(access, { type: 'OrganizationSettingsChanged', data: { settings: { grantLimit: 'own' } } });
compare('the same where nobody may give more than they hold', scaled(500));
if (allowed === 0) throw new Error('nothing was ever allowed');

function compare(title: string, edits: number): void {
  const before = access.revision;
  const [narrow, wide] = measure(edits, edit('narrow', 0), edit('wide', few)) as [Measured, Measured];
  if (access.revision - before < edits) throw new Error('edits came to nothing');
  heading(title);
  line(`baseline: ${count(few)} people hold it`, nanoseconds(narrow), range(narrow));
  const ratio = times(wide.median, narrow.median);
  const verdict = atMost(wide.median, narrow.slowest, `the slowest round with ${few}`);
  line(`${count(many)} people hold it`, nanoseconds(wide), ratio, range(wide), verdict);
}

function edit(role: string, first: number): (from: number, to: number) => void {
  return (from, to) => {
    for (let at = from; at < to; at++) {
      const data = { role, grants: lists[at % lists.length]! };
      access.undo.mark();
      for (const event of decide(access, { type: 'ReplacePermissions', data }, context())) {
        append(access, event);
      }
      access.undo.settle();
      const view = access.view(access.revision, access.history.time(access.revision));
      const holder = first + (at % few);
      const permission = view.model.permission(wanted[at % wanted.length]!)!;
      const node = view.find(group(holder % places))!;
      if (check(view, editor + 1 + holder, permission, node)) allowed++;
    }
  };
}

/** All that the decision of this command asks for. */
function context(): Context {
  const unasked = () => {
    throw new Error('this command does not need it');
  };
  return {
    organization: 'acme',
    caller: { kind: 'person', user: 'editor', person: editor },
    now: access.history.time(access.revision),
    directory: { find: unasked, identity: unasked, key: unasked },
    newKey: unasked,
    invitationTokenHash: unasked,
    hashToken: unasked,
    model: unasked,
    warn: unasked,
  };
}

function range({ fastest, slowest }: Measured): string {
  return `${count(fastest)} to ${count(slowest)}`;
}

function give(person: number, role: string, place: string): void {
  append(access, { type: 'RoleAssigned', data: { person, role, place, source: 'import' } });
}

function append(access: Access, event: LedgerEvent): void {
  const { revision } = access;
  const time = access.history.time(revision);
  access.evolve({ ...event, revision: revision + 1, time, actor: 'operator:root' });
}
