import type { NewEvent } from '#events/envelope.js';
import { type ExpectedRevision, OutcomeUnknown, StoreUnavailable } from '#store/event-store.js';
import type { Surroundings } from '../surroundings.js';

const firstPause = 50;
const longestPause = 2_000;

/**
 * Appends; while the outcome is unknown, repeats the very same append before anything else may happen, with growing
 * pauses that add up to at most `limits.unknownOutcome`. Resolves with the revision of the last event.
 *
 * @throws RevisionConflict when the stream is elsewhere
 * @throws StoreUnavailable when nothing was written
 * @throws OutcomeUnknown when it is still not known whether the events were written
 */
export async function appendSurely(
  { stream, events, expected }: { stream: string; events: readonly NewEvent[]; expected: ExpectedRevision },
  organization: string,
  { store, limits, pause, hooks }: Surroundings,
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
      hooks.outcomeUnknown?.(organization, error);
    }
    if (waited + next > limits.unknownOutcome) throw doubt;
    await pause(next);
    waited += next;
  }
}
