import { describe, expect, it } from '@jest/globals';
import { Slots } from './slots.js';

describe('slots', () => {
  it('stand for one person and one pair for all time', () => {
    const slots = new Slots();

    const [first, second] = [slots.add(4, 9), slots.add(5, 9)];

    expect([first, second]).toEqual([0, 1]);
    expect([slots.person(1), slots.pair(1)]).toEqual([5, 9]);
  });

  it.each(['person', 'invitation', 'criteria', 'creator', 'founder', 'import'] as const)(
    'remember that they came about by %s, and since when',
    (source) => {
      const slots = new Slots();

      slots.say(slots.add(4, 9), 17, source);

      expect([slots.since(0), slots.source(0)]).toEqual([17, source]);
    },
  );

  it('come back from a dump', () => {
    const slots = new Slots();
    slots.say(slots.add(4, 9), ~17, 'import');

    const restored = new Slots(slots.dump());

    expect([restored.person(0), restored.pair(0), restored.since(0), restored.source(0)]).toEqual([
      4,
      9,
      ~17,
      'import',
    ]);
  });
});
