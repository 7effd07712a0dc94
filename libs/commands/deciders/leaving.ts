import type { LedgerEvent } from '#events/event.js';
import { quoted } from '#model/wording.js';
import type { Deliberation, Events } from '../deliberation.js';
import { refuse } from '../refuse.js';
import { permit } from '../rights.js';
import type { CommandData } from '../schema.js';
import { memberWhoCame } from './people.js';

export function suspendUser(d: Deliberation, { user }: CommandData<'SuspendUser'>): Events {
  permit(d, 'SuspendUser', [{ action: 'remove_member', at: d.access.root }], [user]);
  const person = memberWhoCame(d, user);
  return d.view.status(person) === 'suspended' ? [] : [{ type: 'UserSuspended', data: { person } }];
}

export function reinstateUser(d: Deliberation, { user }: CommandData<'ReinstateUser'>): Events {
  permit(d, 'ReinstateUser', [{ action: 'remove_member', at: d.access.root }], [user]);
  const person = memberWhoCame(d, user);
  return d.view.status(person) === 'active' ? [] : [{ type: 'UserReinstated', data: { person } }];
}

export function removeUser(d: Deliberation, { user }: CommandData<'RemoveUser'>): Events {
  permit(d, 'RemoveUser', [{ action: 'remove_member', at: d.access.root }], [user]);
  return removed(d, d.member(user), user);
}

/** Takes anybody the ledger has a name for: also people who were removed, or who declined. */
export function eraseUser(d: Deliberation, { user }: CommandData<'EraseUser'>): Events {
  permit(d, 'EraseUser', [{ action: 'remove_member', at: d.access.root }], [user]);
  const person =
    d.context.directory.find(user) ?? refuse('NOT_A_MEMBER', `${quoted(user)} is not known here`);
  const status = d.view.status(person);
  const leaving = status === undefined || status === 'removed' ? [] : removed(d, person, user);
  return [...leaving, { type: 'UserErased', data: { person } }];
}

function removed(d: Deliberation, person: number, user: string): LedgerEvent[] {
  const held = [...d.held(person)];
  const owned = held.find(({ state }) => state.singleHolder);
  if (owned !== undefined) {
    const place = quoted(d.access.tree.ref(owned.place));
    refuse('OWNER_MUST_TRANSFER', `${quoted(user)} owns ${place}, use \`TransferOwnership\` first`);
  }
  if (d.view.status(person) === 'invited') return [{ type: 'InvitationRevoked', data: { person } }];
  const levels = [...d.access.userLevels.of(person, d.revision)];
  const standing = levels.filter(({ node }) => d.access.tree.exists(node, d.revision));
  return [{ type: 'UserRemoved', data: { person, assignments: held.length, userLevels: standing.length } }];
}
