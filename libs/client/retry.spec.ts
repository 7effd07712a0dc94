import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { pause, wait } from './retry.js';

describe('the pause between two tries', () => {
  it('doubles, with chance in it, up to a limit', () => {
    const shortest = [0, 1, 2, 10].map((tries) => pause(tries, 0, () => 0));
    const longest = [0, 1, 2, 10].map((tries) => pause(tries, 0, () => 1));

    expect(shortest).toEqual([50, 100, 200, 2_500]);
    expect(longest).toEqual([100, 200, 400, 5_000]);
  });

  it('is longer than the service asks for, and never for ever', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(100), (tries, seconds) => {
        const milliseconds = pause(tries, seconds);
        expect(milliseconds).toBeGreaterThan(seconds * 1_000);
        expect(milliseconds).toBeLessThanOrEqual(seconds * 1_000 + 5_000);
      }),
    );
  });
});

describe('waiting', () => {
  it('comes to its end', async () => {
    await expect(wait(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  it('ends early, with the reason why', async () => {
    const controller = new AbortController();
    const waiting = wait(1_000_000, controller.signal);
    controller.abort('enough');

    await expect(waiting).rejects.toBe('enough');
    await expect(wait(1_000_000, controller.signal)).rejects.toBe('enough');
  });
});
