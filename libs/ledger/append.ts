import type { NewEvent } from '#events/envelope.js';
import {
  type EventWriter,
  type ExpectedRevision,
  OutcomeUnknown,
  StoreUnavailable,
} from '#store/event-store.js';

const firstPause = 50;
const longestPause = 2_000;

/**
 * Appends; while the outcome is unknown, repeats the very same append before anything else may happen, with growing
 * pauses that add up to at most `patience` milliseconds.
 *
 * @throws RevisionConflict when the stream is elsewhere
 * @throws StoreUnavailable when nothing was written
 * @throws OutcomeUnknown when patience has run out
 */
export async function appendSurely(
  store: EventWriter,
  { stream, events, expected }: { stream: string; events: readonly NewEvent[]; expected: ExpectedRevision },
  {
    patience,
    pause,
    unknown,
  }: {
    patience: number;
    pause: (milliseconds: number) => Promise<void>;
    unknown: (error: unknown) => void;
  },
): Promise<number> {
  let doubt: unknown;
  let waited = 0;
  for (let next = firstPause; ; next = Math.min(2 * next, longestPause)) {
    try {
      return await store.append(stream, events, expected);
    } catch (error) {
      // A store that is away now says nothing about the append before it.
      const stillUnknown = doubt !== undefined && error instanceof StoreUnavailable;
      if (!(error instanceof OutcomeUnknown) && !stillUnknown) throw error;
      doubt ??= error;
      unknown(error);
    }
    if (waited + next > patience) throw doubt;
    await pause(next);
    waited += next;
  }
}
