import { Odometer } from '#projections/lag.js';
import { outside as real } from '#projections/outside.js';
import { ScriptedReader } from '#projections/scripted-reader.suite.js';
import { describe, expect, it } from '@jest/globals';
import { openLog } from '../log.js';
import { Metrics } from '../metrics/metrics.js';
import { workSubscription } from './work-subscription.js';

describe('the subscription of a worker', () => {
  it.each([
    ['half a minute where other processes write as well', true, 30_000],
    ['ten minutes where nobody else does', false, 600_000],
  ])('takes a link for dead that brings nothing for %s', async (_, shared, silence) => {
    const events = new ScriptedReader();
    const watched = Promise.withResolvers<number>();
    const alarm = (milliseconds: number) => {
      watched.resolve(milliseconds);
      return () => undefined;
    };
    const subscription = workSubscription({
      homes: { events, shared },
      odometer: new Odometer(() => 0),
      log: openLog('silent'),
      metrics: new Metrics(),
      name: 'worker',
      after: '7',
      consumer: { apply: async () => undefined },
      outside: { ...real, alarm },
    });
    subscription.start();

    expect(await watched.promise).toBe(silence);
    expect(events.begun).toEqual(['7']);
    await subscription.stop();
  });
});
