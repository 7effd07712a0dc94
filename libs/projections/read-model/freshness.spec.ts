import type { PlacedEvent } from '#store/event-store.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { placed } from '../scripted-reader.suite.js';
import { Freshness } from './freshness.js';

const patience = 1_000;

describe('how fresh an answer must be', () => {
  let now: number;
  let freshness: Freshness;

  beforeEach(() => {
    now = 0;
    freshness = new Freshness(() => now, patience);
  });

  const told = (...revisions: readonly number[]) =>
    freshness.apply(revisions.map((revision): PlacedEvent => placed(revision)));

  it('nothing is required of what nothing is known of', () => {
    expect(freshness.required('acme')).toBe(-1);
  });

  it('what was written here is required at once, and never less', () => {
    freshness.written('acme', 7);
    freshness.written('acme', 5);

    expect(freshness.required('acme')).toBe(7);
    expect(freshness.required('globex')).toBe(-1);
  });

  it('what was written elsewhere is required when it was told long enough ago', async () => {
    await told(4, 5);
    now = patience - 1;
    expect(freshness.required('acme')).toBe(-1);
    now = patience;
    expect(freshness.required('acme')).toBe(5);
  });

  it('however much is written, nothing waits longer than twice that time', async () => {
    for (let revision = 0; revision <= 100; revision++) {
      now = revision * 100;
      await told(revision);
      expect(freshness.required('acme')).toBeGreaterThanOrEqual(revision - (2 * patience) / 100);
    }
    now += patience;
    freshness.required('acme');
    now += patience;
    expect(freshness.required('acme')).toBe(100);
  });
});
