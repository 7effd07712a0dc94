import type { Warning } from '#commands/context.js';
import type { Metadata, NewEvent } from '#events/envelope.js';
import canonicalize from 'canonicalize';
import type { Account } from './deciding.js';
import type { OrganizationKey } from './organization-key.js';
import { type Draft, reasonOf, sealed } from './sealing.js';

/** Events of one request, ready for their envelopes. */
export type Enveloped = {
  readonly account: Account;
  readonly drafts: readonly Draft[];
  /** Models in force at each event, as `ocp@1`. */
  readonly models: readonly string[];
  /** HMAC of the body of the request; lapsed facts come from no request. */
  readonly body?: string;
  readonly warnings: readonly Warning[];
  readonly reason?: string;
};

/** Puts drafts into their envelopes and seals what is personal. */
export function inEnvelopes(
  organization: string,
  { account, drafts, models, body, warnings, reason }: Enveloped,
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

/** RFC 8785 canonical JSON of a value that is JSON. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value is not JSON');
  return text;
}
