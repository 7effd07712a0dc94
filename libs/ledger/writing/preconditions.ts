import type { CommandRequest } from '#commands/request.js';
import { DomainError } from '#model/errors.js';
import type { LedgerState } from '../state.js';
import type { Limits } from '../surroundings.js';
import type { Account } from './account.js';

/** What keeps a request from being decided now, whatever its commands are. */
export function tooEarly(
  { expectedRevision }: CommandRequest,
  { clock }: Account,
  { time, access }: LedgerState,
  { clockAhead }: Limits,
): DomainError | undefined {
  const ahead = time - clock;
  if (ahead > clockAhead) {
    const detail = `the last event is ${ahead} ms ahead of the clock of this server; set the clock`;
    return new DomainError('CLOCK_BEHIND', detail);
  }
  if (expectedRevision === undefined || expectedRevision === access.revision) return undefined;
  const where = access.revision < 0 ? 'has no event yet' : `is at revision ${access.revision}`;
  const detail = `the organization ${where}, not at revision ${expectedRevision}; read it and send the request again`;
  return new DomainError('REVISION_CONFLICT', detail);
}
