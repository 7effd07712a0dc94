import { ReadModelUnavailable } from '#projections/read-model/read-model.js';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the work resolves with, once Redis answers. */
export async function soon<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ReadModelUnavailable) || tries > 1000) throw error;
      await sleep(10);
    }
  }
}
