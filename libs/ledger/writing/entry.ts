import type { Warning } from '#commands/context.js';
import type { Metadata, NewEvent } from '#events/envelope.js';
import canonicalize from 'canonicalize';
import type { OrganizationKey } from '../organization-key.js';
import { present, type Names, type PresentedEvent } from '../present.js';
import { type Draft, plainIdentity, reasonOf, sealed } from '../sealing.js';
import type { Account } from './account.js';

/** All events of one request: folded in, and not written yet. */
export type Entry = {
  readonly account: Account;
  /** Revision of the first event. */
  readonly first: number;
  readonly drafts: readonly Draft[];
  /** The model in force at each event, as `ocp@1`. */
  readonly models: readonly string[];
  /** HMAC of the body of the request; lapsed facts come from no request. */
  readonly body?: string;
  readonly warnings: readonly Warning[];
  readonly reason?: string;
  /** An upper estimate of what the events will take in the store. */
  readonly bytes: number;
};

/** Rough bytes of an event without what the caller puts into it. */
const bareEventBytes = 700;

/** Sealed bytes are written in base64url. */
const sealedGrowth = 4 / 3;

export function bytesOf(
  drafts: readonly Draft[],
  { warnings, reason = '' }: { warnings: readonly Warning[]; reason?: string },
): number {
  const each = bareEventBytes + jsonBytes(warnings) + sealedGrowth * Buffer.byteLength(reason);
  return Math.ceil(drafts.reduce((sum, { event }) => sum + each + sealedGrowth * jsonBytes(event.data), 0));
}

/** Puts the drafts of an entry into their envelopes and seals what is personal. */
export function stored(
  organization: string,
  { account, drafts, models, body, warnings, reason }: Entry,
  keyOf: (id: string) => Uint8Array,
  key: OrganizationKey,
): NewEvent[] {
  const { actor, via, command, correlation, time, clock } = account;
  const shared = {
    schema: '1',
    time: String(time),
    clock: String(clock),
    actor,
    via,
    command,
    count: String(drafts.length),
    correlation,
    ...(body !== undefined && { body }),
    ...(warnings.length > 0 && { warnings: canonical(warnings) }),
    ...(reason !== undefined && { reason: key.sealText(reason, reasonOf(command)) }),
  } as const;
  return drafts.map((draft, index) => {
    const metadata: Metadata = { ...shared, index: String(index), model: models[index]! };
    return { id: draft.id, type: draft.event.type, metadata, data: sealed(organization, draft, keyOf, key) };
  });
}

/** An entry as the world will see it. */
export function presentEntry({ account, first, drafts, reason }: Entry, names: Names): PresentedEvent[] {
  const { time, actor, via } = account;
  return drafts.map(({ id, event }, index) => {
    const identity = plainIdentity(event);
    return present(
      {
        id,
        type: event.type,
        revision: first + index,
        time,
        actor,
        via,
        data: event.data,
        ...(identity !== undefined && { identity }),
        ...(event.type === 'NotificationRequested' && { text: event.data.text }),
        ...(reason !== undefined && { reason }),
      },
      names,
    );
  });
}

/** RFC 8785 canonical JSON of a value that is JSON. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value is not JSON');
  return text;
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
