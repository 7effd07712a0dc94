import { DomainError } from '#model/errors.js';
import { OutcomeUnknown, StoreCorrupt, StoreUnavailable } from '#store/event-store.js';

/**
 * What a caller is told about an error of a store; any other error is passed on as it is. What the store itself says
 * names files and machines: it is the cause, for the log.
 */
export function unavailable(error: unknown): unknown {
  if (error instanceof StoreUnavailable) {
    return refusal(error, 'the store cannot be used at the moment and nothing was written, try again later');
  }
  if (error instanceof OutcomeUnknown) {
    const detail =
      'the store does not answer, and whether the request was written is not known; repeat it with its `Idempotency-Key`';
    return refusal(error, detail);
  }
  if (error instanceof StoreCorrupt) {
    return refusal(error, 'the store cannot be trusted, an operator has to look at it');
  }
  return error;
}

/** The ledger cannot be read: it is damaged, or from a newer version of this program. Why is the cause, for the log. */
export function unreadable(organization: string, cause: unknown): DomainError {
  const detail = `the ledger of \`${organization}\` cannot be read, it is damaged or from a newer version of this program; an operator has to look at it`;
  return caused(new DomainError('READ_MODEL_STALE', detail), cause);
}

function refusal(cause: Error, detail: string): DomainError {
  return caused(new DomainError('STORE_UNAVAILABLE', detail), cause);
}

function caused(error: DomainError, cause: unknown): DomainError {
  error.cause = cause;
  return error;
}
