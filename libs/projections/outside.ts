import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Outside } from './subscription.js';

/** Milliseconds of work after which the process is asked for other work. */
const stint = 20;
/** Milliseconds that are looked at for it. */
const look = 5;
/** Milliseconds after which work goes on although there is other work. */
const longest = 1000;

/** The other work of this process comes first: it gets nearly all of the time, as long as there is some. */
class Background {
  #began = performance.now();

  async giveWay(signal: AbortSignal): Promise<void> {
    if (performance.now() - this.#began < stint) return;
    const until = performance.now() + longest;
    do {
      const before = performance.eventLoopUtilization();
      await pause(look);
      if (performance.eventLoopUtilization(before).utilization < 0.5) break;
    } while (!signal.aborted && performance.now() < until);
    this.#began = performance.now();
  }
}

const background = new Background();

/** Nothing that waits long keeps the process alive. */
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
  giveWay: (signal) => background.giveWay(signal),
};
