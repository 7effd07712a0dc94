import { OutcomeUnknown, StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import {
  AccessDeniedError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamNotFoundError,
} from '@eventstore/db-client';

/** What is to be done about an answer that says that nothing was written; `undefined` where that is not known. */
function refusal(error: unknown): string | undefined {
  if (error instanceof AccessDeniedError)
    return 'EventStoreDB denies access, look at user and password in `EVENTSTOREDB_URL`';
  if (error instanceof MaxAppendSizeExceededError)
    return 'EventStoreDB takes no append of this size, raise its `MaxAppendSize` to 4 MiB';
  if (error instanceof StreamDeletedError) return 'the stream is deleted for ever';
  if (error instanceof NotLeaderError) return 'the cluster has no leader at the moment, try again';
  return undefined;
}

/** What an append that failed comes to. */
export function appendFailure(error: unknown): OutcomeUnknown | StoreUnavailable {
  const detail = refusal(error);
  if (detail !== undefined) return new StoreUnavailable(detail, { cause: error });
  return new OutcomeUnknown('EventStoreDB did not answer, the events may be written', { cause: error });
}

/** What reading, or anything else that can simply be asked again, comes to when it fails. */
export function readFailure(error: unknown): StoreUnavailable | StoreCorrupt {
  if (error instanceof StoreUnavailable || error instanceof StoreCorrupt) return error;
  const detail = refusal(error) ?? 'EventStoreDB cannot be read at the moment, try again';
  return new StoreUnavailable(detail, { cause: error });
}

/** Whether there is nothing to read of a stream: it never was, or is no more. */
export function isGone(error: unknown): boolean {
  return error instanceof StreamNotFoundError || error instanceof StreamDeletedError;
}
