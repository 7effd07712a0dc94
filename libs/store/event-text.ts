import type { NewEvent } from '#events/envelope.js';
import canonicalize from 'canonicalize';

/** An event as it lies in a store of our own: metadata and data as RFC 8785 canonical JSON. */
export type EventText = {
  readonly id: string;
  readonly type: string;
  readonly metadata: string;
  readonly data: string;
};

/**
 * Canonical text of what a caller wants to append.
 *
 * @throws TypeError when there is nothing to append, or something that would not come back as it went in
 */
export function eventTexts(stream: string, events: readonly NewEvent[]): readonly EventText[] {
  if (events.length === 0) throw new TypeError('an append holds at least one event');
  if (stream === '' || !stream.isWellFormed()) {
    throw new TypeError('the name of a stream is a non-empty string of well-formed Unicode');
  }
  return events.map((event) => {
    if (!event.id.isWellFormed() || !event.type.isWellFormed()) {
      throw new TypeError('id and type of an event are well-formed Unicode');
    }
    return {
      id: event.id,
      type: event.type,
      metadata: canonicalText(event.metadata),
      data: canonicalText(event.data),
    };
  });
}

function canonicalText(value: Readonly<Record<string, unknown>>): string {
  try {
    const text = canonicalize(value);
    if (text?.startsWith('{')) return text;
  } catch (error) {
    throw new TypeError('metadata and data of an event are JSON', { cause: error });
  }
  throw new TypeError('metadata and data of an event are JSON objects');
}
