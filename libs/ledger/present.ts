import type { Identity } from '#events/person.js';

/** An event as the world sees it: persons by user id, nothing sealed, no keys and hashes. */
export type PresentedEvent = {
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  /** RFC 3339 in UTC. */
  readonly time: string;
  readonly actor: string;
  readonly via: string;
  readonly reason?: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** An event with what could be opened of it. */
export type OpenedEvent = {
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  /** UTC milliseconds. */
  readonly time: number;
  readonly actor: string;
  readonly via: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly identity?: Identity | undefined;
  readonly text?: string | undefined;
  readonly reason?: string | undefined;
};

/** Who a number is shown as: the user id, or `erased-17`. */
export type Names = (person: number) => string;

const withheld = new Set(['person', 'key', 'identity', 'tokenHash', 'text']);

export function present(event: OpenedEvent, names: Names): PresentedEvent {
  const { id, type, revision, time, actor, via, reason } = event;
  return {
    id,
    type,
    revision,
    time: new Date(time).toISOString(),
    actor: presentActor(actor, names),
    via,
    ...(reason !== undefined && { reason }),
    data: presentData(event, names),
  };
}

/** `ana` for `person:17`; operators and services as they are. */
export function presentActor(actor: string, names: Names): string {
  return actor.startsWith('person:') ? names(Number(actor.slice('person:'.length))) : actor;
}

function presentData({ type, data, identity, text }: OpenedEvent, names: Names): Record<string, unknown> {
  const shown: [string, unknown][] = [];
  if (typeof data['person'] === 'number') shown.push(['user', names(data['person'])]);
  if (identity?.email !== undefined) shown.push(['email', identity.email]);
  if (identity?.attributes !== undefined) shown.push(['attributes', identity.attributes]);
  for (const [field, value] of Object.entries(data)) {
    if (withheld.has(field) || value === undefined) continue;
    if (field === 'people' && Array.isArray(value)) shown.push(['users', value.map(names)]);
    else if (field === 'model') shown.push(['model', withoutDocument(value)]);
    else if (type === 'OwnershipTransferred' && typeof value === 'number') shown.push([field, names(value)]);
    else shown.push([field, value]);
  }
  if (text !== undefined) shown.push(['text', text]);
  return Object.fromEntries(shown);
}

/** A document can be long, and is served by name and version. */
function withoutDocument(model: unknown): unknown {
  if (typeof model !== 'object' || model === null) return model;
  return Object.fromEntries(Object.entries(model).filter(([field]) => field !== 'document'));
}
