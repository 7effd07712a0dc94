import { DomainError } from '#model/errors.js';
import { OutcomeUnknown, StoreCorrupt, StoreUnavailable } from '#store/event-store.js';

/** What a caller is told about an error of a store; any other error is passed on as it is. */
export function unavailable(error: unknown): unknown {
  if (error instanceof StoreUnavailable) {
    return new DomainError('STORE_UNAVAILABLE', `${error.message}; nothing was written, try again`);
  }
  if (error instanceof OutcomeUnknown) {
    const detail =
      'the store does not answer, and whether the request was written is not known; repeat it with its `Idempotency-Key`';
    return new DomainError('STORE_UNAVAILABLE', detail);
  }
  if (error instanceof StoreCorrupt) return new DomainError('STORE_UNAVAILABLE', error.message);
  return error;
}

/** The ledger cannot be read: it is damaged, or from a newer version of this program. */
export function unreadable(organization: string, cause: unknown): DomainError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const error = new DomainError(
    'READ_MODEL_STALE',
    `the ledger of \`${organization}\` cannot be read: ${why}; it is damaged or from a newer version of this program`,
  );
  error.cause = cause;
  return error;
}
