import { describe, expect, it } from '@jest/globals';
import { document } from './testing/document.suite.js';
import { house, look, use, value } from './testing/rooms.suite.js';

describe('scopes', () => {
  it('`type:*` matches every resource of the type', () => {
    const ledger = house([{ scope: 'room:*', give: look }]);

    expect(['room:a', 'room:b'].map((room) => value(ledger, room))).toEqual([['look'], ['look']]);
  });

  it('`type:*` covers what is registered later', () => {
    const ledger = house([{ scope: 'room:*', give: look }]).register('room:d', 'floor:2');

    expect(value(ledger, 'room:d')).toEqual(['look']);
  });

  it('`type:id` matches the one resource', () => {
    const ledger = house([{ scope: 'room:a', give: look }]);

    expect(['room:a', 'room:b'].map((room) => value(ledger, room))).toEqual([['look'], []]);
  });

  it('`type:id/**` matches what lies at or below, at any distance', () => {
    const ledger = house([{ scope: 'floor:1/**', give: look }])
      .register('floor:3', 'floor:1')
      .register('room:d', 'floor:3')
      .register('room:e', 'floor:2');

    expect(['room:a', 'room:d', 'room:e'].map((room) => value(ledger, room))).toEqual([
      ['look'],
      ['look'],
      [],
    ]);
  });

  it('`.` matches the place of the assignment and nothing below it', () => {
    const ledger = house([{ scope: '.', give: look }]);

    expect(value(ledger, 'room:a', { place: 'room:a' })).toEqual(['look']);
    expect(value(ledger, 'room:a', { place: 'floor:1' })).toEqual([]);
  });

  it('that start above the place match inside it', () => {
    const ledger = house([{ scope: 'floor:1/**', give: look }]);

    expect(value(ledger, 'room:a', { place: 'room:a' })).toEqual(['look']);
  });

  it('give nothing for facets that the grant does not mention', () => {
    const hall = { type: 'room', pick: 'many', permissions: ['hall.enter'] } as const;
    const facets = { ...document().facets, hall };
    const ledger = house([{ scope: 'room:*', give: { hall: ['hall.enter'] } }], { facets });

    expect(value(ledger, 'room:a')).toEqual([]);
    expect(value(ledger, 'room:a', { facet: 'hall' })).toEqual(['hall.enter']);
  });
});

describe('several grants of one role', () => {
  const wide = { scope: 'room:*', give: use };
  const floor = { scope: 'floor:1/**', give: { room: ['room.clean'] } };
  const narrow = { scope: 'room:a', give: look };
  const facet = { permissions: ['room.clean'] };

  it('add up: a narrower one takes nothing away (S2)', () => {
    const ledger = house([wide, floor, narrow], { facet });

    expect(value(ledger, 'room:a')).toEqual(['look', 'room.clean', 'use']);
    expect(value(ledger, 'room:b')).toEqual(['room.clean', 'use']);
  });

  describe('where the most specific counts (S3)', () => {
    const type = { combine: 'most-specific' } as const;

    it('takes the exact one before the subtree, the subtree before all of the type', () => {
      const ledger = house([wide, floor, narrow], { type, facet }).register('room:d', 'floor:2');

      expect(['room:a', 'room:b', 'room:d'].map((room) => value(ledger, room))).toEqual([
        ['look'],
        ['room.clean'],
        ['use'],
      ]);
    });

    it('takes the nearer of two subtrees', () => {
      const near = { scope: 'floor:3/**', give: look };
      const ledger = house([floor], { type, facet })
        .register('floor:3', 'floor:1')
        .register('room:d', 'floor:3')
        .replace('guest', [floor, near]);

      expect(value(ledger, 'room:d')).toEqual(['look']);
    });

    it('takes the exact one before the subtree of the same resource', () => {
      const ledger = house([{ scope: 'room:a/**', give: use }, narrow], { type });

      expect(value(ledger, 'room:a')).toEqual(['look']);
    });

    it('unites `.` and the place named by its id', () => {
      const ledger = house([{ scope: '.', give: { room: ['room.clean'] } }, narrow, wide], { type, facet });

      expect(value(ledger, 'room:a', { place: 'room:a' })).toEqual(['look', 'room.clean']);
    });

    it('unites several grants of one scope', () => {
      const ledger = house([narrow, { scope: 'room:a', give: { room: ['room.clean'] } }, wide], {
        type,
        facet,
      });

      expect(value(ledger, 'room:a')).toEqual(['look', 'room.clean']);
    });

    it('lets an explicit nothing hide a wider grant (S8)', () => {
      const ledger = house([wide, { scope: 'room:a', give: { room: ['closed'] } }], {
        type,
        facet: { none: 'closed' },
      });

      expect(value(ledger, 'room:a')).toEqual(['closed']);
    });

    const hall = { type: 'room', pick: 'many', permissions: ['hall.enter'] } as const;
    const facets = { ...document().facets, hall };
    const both = [wide, { scope: 'room:a', give: { hall: ['hall.enter'] } }];

    it('replaces the whole grant: what the winner leaves out is empty (S3a)', () => {
      const ledger = house(both, { facets, types: mostSpecific('grant') });

      expect(value(ledger, 'room:a', { facet: 'hall' })).toEqual(['hall.enter']);
      expect(value(ledger, 'room:a')).toEqual([]);
      expect(value(ledger, 'room:b')).toEqual(['use']);
    });

    it('or is chosen for each facet on its own', () => {
      const ledger = house(both, { facets, types: mostSpecific('facet') });

      expect(value(ledger, 'room:a', { facet: 'hall' })).toEqual(['hall.enter']);
      expect(value(ledger, 'room:a')).toEqual(['use']);
    });
  });
});

describe('narrowing (S9)', () => {
  const narrowed = [{ scope: 'room:*', give: look, only: { desk: ['x'] } }];

  it('lets questions inside the listed resources through', () => {
    const ledger = house(narrowed);

    expect(['desk:x', 'desk:y'].map((asked) => value(ledger, 'room:a', { asked }))).toEqual([['look'], []]);
  });

  it('does not concern questions about the target itself', () => {
    expect(value(house(narrowed), 'room:a')).toEqual(['look']);
  });

  it('covers nothing inside when its list is empty', () => {
    const ledger = house([{ scope: 'room:*', give: look, only: { desk: [] } }]);

    expect(value(ledger, 'room:a', { asked: 'desk:x' })).toEqual([]);
  });

  it('leaves what other grants give', () => {
    const ledger = house([...narrowed, { scope: 'room:a', give: use }]);

    expect(value(ledger, 'room:a', { asked: 'desk:y' })).toEqual(['use']);
  });

  it('comes after the choice of the most specific: the winner may cover nothing', () => {
    const grants = [
      { scope: 'room:*', give: use },
      { scope: 'room:a', give: look, only: { desk: ['x'] } },
    ];
    const ledger = house(grants, { type: { combine: 'most-specific' } });

    expect(value(ledger, 'room:a', { asked: 'desk:y' })).toEqual([]);
  });

  it('is not asked above the target that passes something on', () => {
    const facets = {
      floor: { type: 'floor', pick: 'one', levels: { all: { permissions: ['floor.all'] } } },
      room: {
        type: 'room',
        pick: 'many',
        levels: { look: { permissions: ['room.look'] } },
        inherit: [{ from: 'floor', map: { all: 'look' } }],
      },
    } as const;
    const ledger = house([{ scope: 'floor:1', give: { floor: ['all'] }, only: { room: ['b'] } }], { facets });

    expect(value(ledger, 'room:a')).toEqual(['look']);
  });
});

describe('levels (S11)', () => {
  const levels = {
    look: { permissions: ['room.look'] },
    clean: { includes: ['look'], permissions: ['room.clean'] },
    use: { includes: ['look'], permissions: ['room.use'] },
    own: { includes: ['clean', 'use'] },
  };
  const bits = (level: string) => {
    const ledger = house([{ scope: 'room:*', give: { room: [level] } }], {
      facet: { levels, permissions: ['room.paint'], none: 'closed' },
    });
    return ledger.activate('ana').assign('ana', 'guest').permissions('ana', 'room:a');
  };

  it.each([
    ['look', ['room.look']],
    ['clean', ['room.clean', 'room.look']],
    ['use', ['room.look', 'room.use']],
    ['own', ['room.clean', 'room.look', 'room.use']],
    ['room.use', ['room.use']],
    ['room.paint', ['room.paint']],
    ['*', ['room.clean', 'room.look', 'room.paint', 'room.use']],
    ['closed', []],
    ['unheard of', []],
  ])('%s reaches %p', (level, permissions) => {
    expect(bits(level)).toEqual(permissions);
  });
});

function mostSpecific(replaces: 'grant' | 'facet') {
  const { types } = document();
  return { ...types, room: { ...types['room'], combine: 'most-specific', replaces } } as const;
}
