import { describe, expect, it } from '@jest/globals';
import { lastAtOrBefore } from './search.js';

describe('the last at or before a value', () => {
  it.each([
    [1, -1],
    [2, 0],
    [3, 0],
    [4, 2],
    [8, 3],
    [99, 3],
  ])('%p is at index %p of 2, 4, 4, 8', (value, index) => {
    expect(lastAtOrBefore([2, 4, 4, 8], value)).toBe(index);
  });

  it('is none in no numbers', () => {
    expect(lastAtOrBefore([], 1)).toBe(-1);
  });
});
