import type { Before } from '../before.js';
import { isRefused, type TrailEvent } from '../trail-event.js';
import { inWords } from '../words.js';

/** An event of the trail, or a refused attempt, as it is exported. */
export type TrailRecord = TrailEvent & {
  readonly kind: 'event' | 'refused';
  /** The same in one sentence. */
  readonly text: string;
  /** What it took the place of, where that is known. */
  readonly before?: Before;
};

/** The groups of the source, as records. `before` looks up what an event took the place of. */
export async function* trail(
  events: AsyncIterable<readonly TrailEvent[]> | Iterable<readonly TrailEvent[]>,
  before: (event: TrailEvent) => Before = () => ({}),
): AsyncGenerator<readonly TrailRecord[]> {
  for await (const group of events) yield group.map((event) => trailRecord(event, before(event)));
}

function trailRecord({ data, ...event }: TrailEvent, before: Before): TrailRecord {
  return {
    kind: isRefused(event) ? 'refused' : 'event',
    ...event,
    text: inWords({ ...event, data }, before),
    data,
    ...(Object.keys(before).length > 0 && { before }),
  };
}
