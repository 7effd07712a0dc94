import { setTimeout as pause } from 'node:timers/promises';
import type { Outside } from './subscription.js';

/** None of these keeps the process alive. */
export const outside: Outside = {
  chance: () => Math.random(),
  pause: async (milliseconds, signal) => {
    // Ending early is no failure.
    await pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  },
  alarm: (milliseconds, ring) => {
    const timer = setTimeout(ring, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
