import type { History } from '#access/history.js';
import type { StoredEvent } from '#events/envelope.js';
import type { PeopleDirectory } from '../directory.js';

/** Which events of a ledger to show. What is left out does not narrow. */
export type TrailFilter = {
  /** Events after this revision. */
  readonly after?: number | undefined;
  /** Whose doing: a user id, `operator:root`, `service:crm`, or `erased-17`. */
  readonly actor?: string | undefined;
  /** Whom it concerns: a user id, or `erased-17`. */
  readonly user?: string | undefined;
  readonly role?: string | undefined;
  /** A ref; also events about roles held there, and grants on it. */
  readonly resource?: string | undefined;
  readonly type?: string | undefined;
  /** UTC milliseconds: `since <= time < until`. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
};

export type TrailQuery = TrailFilter & {
  /** Refused attempts in the place of events. */
  readonly refused?: boolean | undefined;
  readonly order?: 'newest' | 'oldest' | undefined;
  readonly limit: number;
  /** Where an earlier page ended: its `next`. */
  readonly from?: TrailPosition | undefined;
};

/** `pinned` is the last revision when the first page was made, `revision` where the next page begins. */
export type TrailPosition = { readonly pinned: number; readonly revision: number };

/** Revisions to look at, both included; nothing when `first > last`. */
export type Stretch = { readonly first: number; readonly last: number };

/** The stretch of a ledger that `after`, `since` and `until` leave. */
export function stretchOf(
  { after = -1, since, until }: TrailFilter,
  pinned: number,
  history: History,
): Stretch {
  return {
    first: Math.max(after + 1, since === undefined ? 0 : history.revisionAt(since - 1) + 1),
    last: Math.min(pinned, until === undefined ? pinned : history.revisionAt(until - 1)),
  };
}

type Test = (event: StoredEvent) => boolean;

/** What an event of a ledger must be to be shown; `undefined` when none can be, since nobody is called so. */
export function eventTest(filter: TrailFilter, directory: PeopleDirectory): Test | undefined {
  const { type, user, role, resource } = filter;
  const actor = actorTest(filter, directory);
  const person = user === undefined ? undefined : directory.named(user);
  if (actor === undefined || (user !== undefined && person === undefined)) return undefined;
  return (event) =>
    (type === undefined || event.type === type) &&
    actor(event) &&
    (person === undefined || concernsPerson(event.data, person)) &&
    (role === undefined || concernsRole(event.data, role)) &&
    (resource === undefined || concernsResource(event.data, resource));
}

/**
 * The same for a refused attempt, whose `type` is also that of the command. `commandOf` answers the data of the command:
 * they name people by user id, and concern whoever and whatever they mention.
 */
export function refusalTest(
  filter: TrailFilter,
  directory: PeopleDirectory,
  commandOf: (event: StoredEvent) => unknown,
): Test | undefined {
  const { type, user, role, resource, since = 0, until = Number.POSITIVE_INFINITY } = filter;
  const actor = actorTest(filter, directory);
  if (actor === undefined) return undefined;
  const mentioned = [user, role, resource].filter((name) => name !== undefined);
  return (event) => {
    const time = Number(event.metadata.time);
    if (time < since || time >= until || !actor(event)) return false;
    if (type !== undefined && event.type !== type && event.data['command'] !== type) return false;
    if (mentioned.length === 0) return true;
    const command = commandOf(event);
    return mentioned.every((name) => mentions(command, name));
  };
}

/** People are actors by number; operators and services by the name that everybody knows them by. */
function actorTest({ actor }: TrailFilter, directory: PeopleDirectory): Test | undefined {
  if (actor === undefined) return () => true;
  const person = directory.named(actor);
  if (person === undefined && !/^(operator|service):/.test(actor)) return undefined;
  const stored = person === undefined ? actor : `person:${person}`;
  return ({ metadata }) => metadata.actor === stored;
}

type Data = StoredEvent['data'];

function concernsPerson({ person, people, from, to }: Data, number: number): boolean {
  return (
    person === number ||
    from === number ||
    to === number ||
    (Array.isArray(people) && people.includes(number))
  );
}

function concernsRole(data: Data, id: string): boolean {
  const { role, replaced, clonedFrom, replacement, roles } = data;
  if ([role, replaced, clonedFrom, replacement].includes(id)) return true;
  return typeof roles === 'object' && roles !== null && Object.hasOwn(roles, id);
}

function concernsResource(data: Data, ref: string): boolean {
  const { resource, place, parent, root, scope, grant, grants = [] } = data;
  if ([resource, place, parent, root].includes(ref)) return true;
  const scopes = [scope, ...[grant, grants].flat().map(scopeOf)];
  return scopes.some((scope) => scope === ref || scope === `${ref}/**`);
}

function scopeOf(grant: unknown): unknown {
  return typeof grant === 'object' && grant !== null && 'scope' in grant ? grant.scope : undefined;
}

function mentions(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return value === name;
  return Object.entries(value).some(([key, inner]) => key === name || mentions(inner, name));
}
