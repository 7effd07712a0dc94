import type { CommandType } from '#commands/schema.js';
import type { NewEvent, StoredEvent } from '#events/envelope.js';
import type { Code } from '#model/errors.js';
import type { OrganizationKey } from '../organization-key.js';
import type { Names } from '../present.js';
import type { Account } from '../writing/account.js';
import { canonical } from '../writing/entry.js';
import { byName } from './people-by-number.js';

/** What stands in the stream of refusals of an organization. */
export type RefusalEvent =
  | {
      type: 'CommandRefused';
      data: {
        command: string;
        /** Place of the command in its request. */
        index: number;
        code: Code;
        /** Revision of the ledger then. */
        revision: number;
        /** Data of the command with people by number, sealed under the organization's key; absent when they were too long to keep. */
        data?: string;
      };
    }
  | {
      type: 'RefusalsLeftOut';
      /** How many refusals of the actor were not recorded in the minute before. */
      data: { count: number };
    };

/** A command that was refused and leaves a trace. */
export type Refusal = {
  readonly account: Account;
  readonly command: CommandType;
  /** Of the command, with people by number. */
  readonly data: unknown;
  readonly index: number;
  readonly code: Code;
  readonly revision: number;
};

/** Data of a command beyond this many characters are left out of the record. */
const longestData = 128 * 1024;

export function refusalsStream(organization: string): string {
  return `refusals-${organization}`;
}

/** Where the data of a refusal belong, as their ciphertext is bound to the event. */
function refusedDataOf(event: string): string {
  return `refusal ${event}`;
}

export function commandRefused(
  id: string,
  { account, command, data, index, code, revision }: Refusal,
  key: OrganizationKey,
): NewEvent {
  const text = canonical(data);
  const kept = text.length <= longestData && { data: key.sealText(text, refusedDataOf(id)) };
  return inEnvelope(id, account, {
    type: 'CommandRefused',
    data: { command, index, code, revision, ...kept },
  });
}

export function refusalsLeftOut(id: string, account: Account, count: number): NewEvent {
  return inEnvelope(id, account, { type: 'RefusalsLeftOut', data: { count } });
}

/** Data of the command that a record is about; `undefined` where they were not kept. */
export function openedCommand({ id, data }: StoredEvent, key: OrganizationKey, names: Names): unknown {
  const { data: sealed } = data;
  return typeof sealed === 'string'
    ? byName(JSON.parse(key.openText(sealed, refusedDataOf(id))), names)
    : undefined;
}

function inEnvelope(id: string, account: Account, { type, data }: RefusalEvent): NewEvent {
  const { time, clock, ...who } = account;
  const metadata = {
    schema: '1',
    time: String(time),
    clock: String(clock),
    ...who,
    index: '0',
    count: '1',
  } as const;
  return { id, type, metadata, data };
}
