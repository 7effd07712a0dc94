import { setImmediate } from 'node:timers/promises';
import type { Arrivals } from './arrivals.js';
import type { PlacedEvent } from './event-store.js';

/** A stretch of the store's order. */
export type Stretch = {
  readonly events: readonly PlacedEvent[];
  /** Where the next stretch begins. */
  readonly reached: number;
  /** Whether the store held more when the stretch was read. */
  readonly more: boolean;
};

/**
 * A subscription over a store that can be read at once: stretch by stretch to the end, then on as `arrivals` tell.
 * Holds one stretch at a time, however slow the consumer is, and lets the event loop turn between two of them.
 */
export async function* follow(
  stretchAfter: (position: number) => Stretch,
  arrivals: Pick<Arrivals, 'count' | 'after'>,
  options: {
    readonly after: number;
    readonly signal: AbortSignal;
    readonly caughtUp?: (() => void) | undefined;
  },
): AsyncGenerator<PlacedEvent, void, undefined> {
  const { signal, caughtUp } = options;
  let position = options.after;
  while (!signal.aborted) {
    const seen = arrivals.count;
    const { events, reached, more } = stretchAfter(position);
    for (const event of events) {
      yield event;
      if (signal.aborted) return;
    }
    position = reached;
    if (more || arrivals.count !== seen) {
      await setImmediate();
    } else {
      caughtUp?.();
      await arrivals.after(seen, signal);
    }
  }
}
