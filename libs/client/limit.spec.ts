import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { GrantlineError } from './error.js';
import { Limit } from './limit.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const refused = new GrantlineError({ code: 'FORBIDDEN', detail: 'no' });

describe('the limit of a call', () => {
  it('is its time', () => {
    const limit = new Limit(100, 'r-1', undefined);

    jest.advanceTimersByTime(99);
    expect({ aborted: limit.signal.aborted, left: limit.left }).toEqual({ aborted: false, left: 1 });
    expect(limit.failure(refused)).toBe(refused);

    jest.advanceTimersByTime(1);
    expect(limit.signal.aborted).toBe(true);
    expect(limit.failure(refused)).toMatchObject({ code: 'TIMEOUT', requestId: 'r-1' });
  });

  it('is the signal of the caller, who wins where both end it', () => {
    const caller = new AbortController();
    const limit = new Limit(100, 'r-1', caller.signal);

    jest.advanceTimersByTime(100);
    caller.abort('enough');

    expect(limit.failure(refused)).toMatchObject({ code: 'ABORTED', cause: 'enough', requestId: 'r-1' });
  });

  it('is no longer the time once the answer is there', () => {
    const caller = new AbortController();
    const limit = new Limit(100, 'r-1', caller.signal);

    limit.lift();
    jest.advanceTimersByTime(1_000);
    expect(limit.signal.aborted).toBe(false);

    caller.abort();
    expect(limit.signal.aborted).toBe(true);
  });

  it('may be for ever', () => {
    const limit = new Limit(Number.POSITIVE_INFINITY, 'r-1', undefined);

    jest.advanceTimersByTime(86_400_000);

    expect(limit.signal.aborted).toBe(false);
    limit.lift();
  });

  it('ends what is promised without a signal of its own', async () => {
    const limit = new Limit(100, 'r-1', undefined);
    const late = limit.within(new Promise(() => undefined));

    expect(await limit.within('at once')).toBe('at once');
    jest.advanceTimersByTime(100);

    await expect(late).rejects.toBe(limit.signal.reason);
    await expect(limit.within('at once')).rejects.toBe(limit.signal.reason);
  });
});
