import { personRow } from '#access/person-row.js';
import { peopleOf } from '#access/shared.js';
import type { StoredEvent } from '#events/envelope.js';
import type { LedgerEvent } from '#events/event.js';
import type { Head, Step, StoredRow } from './read-model.js';
import { writeRow } from './row-text.js';
import { writeFacts } from './shared-text.js';
import type { Source } from './source.js';

/** What events, the next ones behind `from`, change in a copy. The source has folded them in. */
export function stepOf(source: Source, from: Head, events: readonly StoredEvent[]): Step {
  const { id: last, revision } = events.at(-1)!;
  const changed = new Set(events.flatMap((event) => peopleOf(event as LedgerEvent & StoredEvent)));
  return {
    from,
    last,
    times: events.map(({ metadata }) => Number(metadata.time)),
    shared: writeFacts(events),
    people: Array.from(changed, (person) => storedRow(source, person, revision)),
  };
}

/** The row of a person as of a revision. */
export function storedRow(source: Source, person: number, revision: number): StoredRow {
  const row = writeRow(personRow(source.access, person, revision));
  return { person, subject: source.subject(person), ...row };
}
