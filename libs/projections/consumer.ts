import type { PlacedEvent } from '#store/event-store.js';

/** Takes in what was written, in the store's order. May be told of an event more than once. */
export type Consumer = {
  /** @throws when it cannot go on at the moment: it is told of the same events again later */
  apply(events: readonly PlacedEvent[]): Promise<void>;
};
