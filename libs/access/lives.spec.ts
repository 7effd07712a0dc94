import { describe, expect, it } from '@jest/globals';
import { Lives } from './lives.js';

describe('lives of slots', () => {
  const first = { since: 2, to: 4, source: 'person', period: { until: 500 } } as const;
  const second = { since: 7, to: 9, source: 'import', period: undefined } as const;
  const lived = () => {
    const lives = new Lives();
    lives.add(5, first);
    lives.add(5, second);
    return lives;
  };

  it('are found at the revisions that fell into them', () => {
    const lives = lived();

    expect([1, 2, 3, 4, 6, 7, 8, 9].map((revision) => lives.at(5, revision)?.since)).toEqual([
      undefined,
      2,
      2,
      undefined,
      undefined,
      7,
      7,
      undefined,
    ]);
    expect(lives.at(6, 3)).toBeUndefined();
    expect(lives.at(5, 3)).toBe(first);
  });

  it('are taken back one by one', () => {
    const lives = lived();

    lives.drop(5);
    const one = lives.at(5, 8);
    lives.drop(5);

    expect([one, lives.dump().size]).toEqual([undefined, 0]);
  });

  it('come back from a dump without a hold on it', () => {
    const dump = structuredClone(lived().dump());

    new Lives(dump).drop(5);

    expect(new Lives(dump).at(5, 8)).toEqual(second);
  });
});
