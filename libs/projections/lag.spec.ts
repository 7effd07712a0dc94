import { beforeEach, describe, expect, it } from '@jest/globals';
import { Odometer } from './lag.js';
import { placed } from './scripted-reader.suite.js';

describe('how far consumers are behind', () => {
  let now: number;
  let odometer: Odometer;

  beforeEach(() => {
    now = 0;
    odometer = new Odometer(() => now);
  });

  const events = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => placed(from + index));

  it('is told in events and in seconds', async () => {
    const lag = odometer.lagOf(undefined);
    await odometer.apply(events(1, 10));
    now = 3_000;
    await odometer.apply(events(11, 12));
    now = 5_000;
    expect([lag.events, lag.seconds]).toEqual([12, 5]);

    await lag.apply(events(1, 10));
    expect([lag.events, lag.seconds]).toEqual([2, 2]);
    await lag.apply(events(11, 12));
    expect([lag.events, lag.seconds]).toEqual([0, 0]);
  });

  it('is told of one that goes on behind a position, as soon as that is reached', async () => {
    const lag = odometer.lagOf('8');
    await odometer.apply(events(1, 5));
    expect([lag.events, lag.seconds]).toEqual([0, 0]);
    await odometer.apply(events(6, 10));

    expect(lag.events).toBe(2);
    await lag.apply(events(9, 10));
    expect(lag.events).toBe(0);
  });

  it('is nothing where the consumer is ahead', async () => {
    const lag = odometer.lagOf(undefined);
    await lag.apply(events(1, 3));

    expect([lag.events, lag.seconds]).toEqual([0, 0]);
  });
});
