import type { LedgerEvent } from '#events/event.js';
import type { Identity } from '#events/person.js';
import { DomainError } from '#model/errors.js';
import { assignTo, assignable, criteriaRoles, type Assignable } from './assigning.js';
import { refuse, type Deliberation, type Events } from './deliberation.js';
import type { CommandData } from './schema.js';

type Attributes = Identity['attributes'];
type Known = { user: string; email?: string | undefined; attributes?: Attributes | undefined };

export function addUser(d: Deliberation, data: CommandData<'AddUser'>): Events {
  const place = data.place ?? d.root;
  d.permit('AddUser', [{ action: 'invite', at: d.find(place) }]);
  const status = d.status(data.user);
  if (status === 'active' || status === 'suspended')
    refuse('ALREADY_MEMBER', `\`${data.user}\` is a member already`);
  const roles = assignable(d, data.roles ?? [], place);
  d.resource(place);
  return [activate(d, data), ...assignTo(d, data.user, roles, place, 'person', 'skip')];
}

export function importUsers(d: Deliberation, { rows }: CommandData<'ImportUsers'>): Events {
  const rights = rows.flatMap(({ place = d.root }) => {
    const at = d.find(place);
    return [{ action: 'invite', at } as const, { action: 'assign_roles', at } as const];
  });
  d.permit(
    'ImportUsers',
    rights,
    rows.map(({ user }) => user),
  );
  const events: LedgerEvent[] = [];
  const seen = new Map<string, Set<string>>();
  rows.forEach((row, index) => {
    try {
      events.push(...importRow(d, row, seen));
    } catch (error) {
      throw atRow(error, index);
    }
  });
  return events;
}

export function recordFirstAccess(d: Deliberation, data: CommandData<'RecordFirstAccess'>): Events {
  d.permitOperator('RecordFirstAccess');
  const status = d.status(data.user);
  if (status !== undefined && status !== 'invited') return [];
  const activated = activate(d, data);
  return [activated, ...criteriaRoles(d, data.user, identityOf(activated)?.attributes)];
}

export function changeUserAttributes(d: Deliberation, data: CommandData<'ChangeUserAttributes'>): Events {
  d.permit('ChangeUserAttributes', [{ action: 'invite', at: d.access.root }]);
  const person = d.member(data.user);
  const known = d.context.directory.identity(person);
  if (sameAttributes(known?.attributes ?? {}, data.attributes)) return [];
  const { key } = d.admit(data.user);
  const identity = { ...(known ?? { user: data.user }), attributes: data.attributes };
  return [{ type: 'UserAttributesChanged', data: { person, key, identity } }];
}

export function suspendUser(d: Deliberation, { user }: CommandData<'SuspendUser'>): Events {
  d.permit('SuspendUser', [{ action: 'remove_member', at: d.access.root }]);
  const person = memberWhoCame(d, user);
  return d.view.status(person) === 'suspended' ? [] : [{ type: 'UserSuspended', data: { person } }];
}

export function reinstateUser(d: Deliberation, { user }: CommandData<'ReinstateUser'>): Events {
  d.permit('ReinstateUser', [{ action: 'remove_member', at: d.access.root }]);
  const person = memberWhoCame(d, user);
  return d.view.status(person) === 'active' ? [] : [{ type: 'UserReinstated', data: { person } }];
}

export function removeUser(d: Deliberation, { user }: CommandData<'RemoveUser'>): Events {
  d.permit('RemoveUser', [{ action: 'remove_member', at: d.access.root }]);
  return leave(d, d.member(user), user);
}

/** Takes anybody the ledger has a name for: also people who were removed, or who declined. */
export function eraseUser(d: Deliberation, { user }: CommandData<'EraseUser'>): Events {
  d.permit('EraseUser', [{ action: 'remove_member', at: d.access.root }]);
  const person = d.context.directory.find(user) ?? refuse('NOT_A_MEMBER', `\`${user}\` is not known here`);
  const status = d.view.status(person);
  const leaves = status === undefined || status === 'removed' ? [] : leave(d, person, user);
  return [...leaves, { type: 'UserErased', data: { person } }];
}

export function notifyUsers(d: Deliberation, { users, text }: CommandData<'NotifyUsers'>): Events {
  d.permit('NotifyUsers', [{ action: 'notify', at: d.access.root }]);
  const people = users.map((user) => d.member(user));
  return [{ type: 'NotificationRequested', data: { people, text } }];
}

/** Makes somebody active; what the command says about them replaces what was known. */
export function activate(
  d: Deliberation,
  { user, email, attributes }: Known,
): LedgerEvent & { type: 'UserActivated' } {
  const { person, key } = d.admit(user);
  const known = d.context.directory.identity(person);
  if (known !== undefined && email === undefined && attributes === undefined) {
    return { type: 'UserActivated', data: { person } };
  }
  const identity: Identity = {
    ...(known ?? { user }),
    ...(email !== undefined && { email }),
    ...(attributes !== undefined && { attributes }),
  };
  return { type: 'UserActivated', data: { person, key, identity } };
}

function importRow(
  d: Deliberation,
  row: CommandData<'ImportUsers'>['rows'][number],
  seen: Map<string, Set<string>>,
): LedgerEvent[] {
  const place = row.place ?? d.root;
  const status = d.status(row.user);
  const roles: Assignable[] = assignable(d, row.roles ?? [], place);
  d.resource(place);
  const before = seen.get(row.user);
  const isMember = status === 'active' || status === 'suspended' || before !== undefined;
  const done = before ?? new Set<string>();
  seen.set(row.user, done);
  const fresh = roles.filter(({ id }) => !done.has(`${place} ${id}`));
  if (
    fresh.length > 0 &&
    d.type(place)?.perUser === 'one' &&
    [...done].some((key) => key.startsWith(`${place} `))
  ) {
    refuse('ROLE_ALREADY_HELD_AT_SCOPE', `an earlier row gives \`${row.user}\` another role at \`${place}\``);
  }
  for (const { id } of roles) done.add(`${place} ${id}`);
  return [...(isMember ? [] : [activate(d, row)]), ...assignTo(d, row.user, fresh, place, 'import', 'skip')];
}

/** The same refusal with the row it is about. */
function atRow(error: unknown, index: number): unknown {
  if (!(error instanceof DomainError)) return error;
  const { code, detail } = error;
  return new DomainError(code, `row ${index}: ${detail}`, [{ path: `/rows/${index}`, code, detail }]);
}

function memberWhoCame(d: Deliberation, user: string): number {
  const person = d.member(user);
  if (d.view.status(person) === 'invited')
    refuse('NOT_A_MEMBER', `\`${user}\` has not accepted the invitation yet`);
  return person;
}

function leave(d: Deliberation, person: number, user: string): LedgerEvent[] {
  const held = [...d.held(person)];
  const owned = held.find(({ state }) => state.singleHolder);
  if (owned !== undefined) {
    refuse(
      'OWNER_MUST_TRANSFER',
      `\`${user}\` owns \`${d.access.tree.ref(owned.place)}\`, transfer it first`,
    );
  }
  if (d.view.status(person) === 'invited') return [{ type: 'InvitationRevoked', data: { person } }];
  const userLevels = [...d.access.userLevels.of(person, d.revision)].length;
  return [{ type: 'UserRemoved', data: { person, assignments: held.length, userLevels } }];
}

function identityOf(event: LedgerEvent & { type: 'UserActivated' }): Identity | undefined {
  // Deciders write plain identities; sealing comes after them.
  return event.data.identity as Identity | undefined;
}

function sameAttributes(a: NonNullable<Attributes>, b: NonNullable<Attributes>): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  );
}
