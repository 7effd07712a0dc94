import { DomainError } from '#model/errors.js';
import { StoreCorrupt } from '#store/event-store.js';

/** Whether the error says that the ledger of one organization cannot be read, and nothing of the store. */
export function isOfOne(error: unknown): boolean {
  return (error instanceof DomainError && error.code === 'READ_MODEL_STALE') || error instanceof StoreCorrupt;
}
