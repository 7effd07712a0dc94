import { describe, expect, it } from '@jest/globals';
import { DecisionCache } from '../../../docs/examples/change-feed/decision-cache.js';

describe('the cache of decisions of the guide', () => {
  it('remembers nothing for longer than a role may have ended unheard', () => {
    let now = 0;
    const cache = new DecisionCache(10_000, () => now);
    cache.keep('acme', 'dev', 'edit', true, 7);

    now = 9_999;
    expect(cache.get('acme', 'dev', 'edit')).toBe(true);
    now = 10_000;
    expect(cache.get('acme', 'dev', 'edit')).toBeUndefined();
  });
});
