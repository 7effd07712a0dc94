import { beforeEach, describe, expect, it } from '@jest/globals';
import { document } from '../testing/document.suite.js';
import { Ledger } from '../testing/ledger.suite.js';
import { DecidingTypes } from './deciding-types.js';
import { peopled, told, using } from './told.suite.js';

/** Who rules the house and may use a room rules the room, and then its desks; who sees a floor sees its rooms. */
const ruled = document({
  facets: {
    house: { type: 'house', pick: 'many', permissions: ['house.rule'] },
    floor: { type: 'floor', pick: 'many', permissions: ['floor.look'] },
    room: {
      type: 'room',
      pick: 'many',
      levels: { look: { permissions: ['room.look'] }, use: { permissions: ['room.use'] } },
      inherit: [{ from: 'floor', map: { 'floor.look': 'look' } }],
    },
    desk: { type: 'desk', pick: 'many', permissions: ['desk.sit'] },
  },
  derived: {
    'room.rule': { any_of: [['house.rule', 'room.use']] },
    'desk.rule': { any_of: [['room.rule', 'desk.sit']] },
  },
});

let ledger: Ledger;

beforeEach(() => {
  ledger = peopled(new Ledger(ruled))
    .register('floor:1')
    .register('room:a', 'floor:1')
    .register('room:b', 'floor:1')
    .register('desk:x', 'room:a')
    .role('ruler', [{ scope: '.', give: { house: ['house.rule'] } }])
    .role('sitter', [{ scope: 'desk:*', give: { desk: ['desk.sit'] } }])
    .role('host', using)
    .assign('ana', 'sitter')
    .assign('ana', 'host', 'room:a');
});

describe('the types where something is decided', () => {
  const following = (...facets: readonly string[]) =>
    [...new DecidingTypes(ledger.view(), ledger.view()).following(new Set(facets), [])].sort();

  it('are those of the facets, and of whatever inherits or is derived from them', () => {
    expect(following('house')).toEqual(['desk', 'house', 'room']);
    expect(following('floor')).toEqual(['desk', 'floor', 'house', 'room']);
    expect(following('desk')).toEqual(['desk', 'house', 'room']);
    expect(following()).toEqual([]);
  });

  it('are those that a grant is narrowed to as well', () => {
    ledger.role('narrow', [{ scope: 'floor:1', give: { floor: ['floor.look'] }, only: { desk: ['x'] } }]);
    const role = ledger.access.roles.number('narrow')!;
    const types = new DecidingTypes(ledger.view(), ledger.view());

    expect([...types.following(new Set(), [role])]).toEqual(['desk']);
  });
});

describe('the difference of a role that gives nothing below', () => {
  it('is told below, where something is derived from it', () => {
    const then = ledger.revision;
    ledger.assign('ana', 'ruler');

    expect(told(ledger, then).map(({ on, gained }) => [on, gained])).toEqual([
      ['house:root', ['house.rule']],
      ['room:a', ['room.rule']],
      ['desk:x', ['desk.rule']],
    ]);
  });
});
