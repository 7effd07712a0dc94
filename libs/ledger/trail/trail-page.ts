import type { StoredEvent } from '#events/envelope.js';
import type { EventReader } from '#store/event-store.js';
import type { Stretch } from './trail-query.js';

/** How many events are looked at for a page; where few match, a page ends early and the next one goes on. */
const budget = 20_000;

/** The events of a stretch that pass the test, at most `limit`, and the revision to go on at. */
export async function readPage(
  store: Pick<EventReader, 'read'>,
  stream: string,
  { first, last }: Stretch,
  {
    order,
    limit,
    test,
  }: { order: 'newest' | 'oldest'; limit: number; test: (event: StoredEvent) => boolean },
): Promise<{ readonly events: readonly StoredEvent[]; readonly next?: number }> {
  const events: StoredEvent[] = [];
  if (first > last) return { events };
  const [from, to] = order === 'newest' ? [last, first] : [first, last];
  const step = order === 'newest' ? -1 : 1;
  const direction = order === 'newest' ? 'backwards' : 'forwards';
  let next = from;
  for await (const page of store.read(stream, { from, to, direction, limit: budget })) {
    for (const event of page) {
      next = event.revision;
      if (test(event)) {
        if (events.length === limit) return { events, next };
        events.push(event);
      }
      next += step;
    }
  }
  return next < first || next > last ? { events } : { events, next };
}
