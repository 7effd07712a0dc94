import type { Access } from '#access/access.js';
import type { LedgerEvent } from '#events/event.js';

/** Reads the state as it would be with the events folded in, and takes them back before anybody else can look. */
export function proposed<T>(access: Access, events: readonly LedgerEvent[], now: number, read: () => T): T {
  const mark = access.undo.mark();
  try {
    for (const event of events) {
      access.evolve({ ...event, revision: access.revision + 1, time: now, actor: 'proposal' });
    }
    return read();
  } finally {
    access.undo.rollback(mark);
  }
}
