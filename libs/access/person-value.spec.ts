import { describe, expect, it } from '@jest/globals';
import { personValue } from './person-value.js';
import { house as empty } from './testing/rooms.suite.js';
import { after, start, second, type Ledger } from './testing/ledger.suite.js';

const house = (effect?: 'overrule' | 'add') =>
  empty([{ scope: 'room:*', give: { room: ['look'] } }], {
    facet: {
      permissions: ['room.clean'],
      none: 'closed',
      ...(effect !== undefined && { user_grants: { effect } }),
    },
  })
    .role('cleaner', [
      { scope: 'floor:1/**', give: { room: ['room.clean'] } },
      { scope: '.', give: { room: ['room.clean'] } },
    ])
    .activate('ana');

/** Names of the levels that ana has on the room. */
function value(ledger: Ledger, room: string, instant?: number): readonly string[] {
  const view = ledger.view(instant === undefined ? {} : { instant });
  const target = ledger.node(room);
  return personValue(view, ledger.person('ana'), view.model.facets.get('room')!, target, target).names;
}

describe('what a person has', () => {
  it('is the union of what the roles give (S1)', () => {
    const ledger = house().assign('ana', 'guest').assign('ana', 'cleaner');

    expect(value(ledger, 'room:a')).toEqual(['look', 'room.clean']);
  });

  it('is not taken away by a role that gives an explicit nothing (S8)', () => {
    const ledger = house()
      .role('nobody', [{ scope: 'room:*', give: { room: ['closed'] } }])
      .assign('ana', 'guest')
      .assign('ana', 'nobody');

    expect(value(ledger, 'room:a')).toEqual(['closed', 'look']);
    expect(ledger.permissions('ana', 'room:a')).toEqual(['room.look']);
  });

  it('comes from roles at the resource or above it, not beside or below', () => {
    const ledger = house().assign('ana', 'guest', 'floor:2').assign('ana', 'cleaner', 'room:b');

    expect(['room:a', 'room:b'].map((room) => value(ledger, room))).toEqual([[], ['room.clean']]);
  });

  it('comes from one role at several places', () => {
    const ledger = house().assign('ana', 'cleaner', 'room:a').assign('ana', 'cleaner', 'room:b');

    expect(['room:a', 'room:b', 'room:c'].map((room) => value(ledger, room))).toEqual([
      ['room.clean'],
      ['room.clean'],
      [],
    ]);
  });

  it('counts while the period of the assignment runs', () => {
    const ledger = house().assign('ana', 'guest', undefined, { from: after(100), until: after(200) });

    const values = [99, 100, 199, 200].map((seconds) => value(ledger, 'room:a', start + seconds * second));

    expect(values).toEqual([[], ['look'], ['look'], []]);
  });

  it('ends with the deletion of the role, though the assignment stands', () => {
    const ledger = house().assign('ana', 'guest');

    ledger.append({ type: 'RoleDeleted', data: { role: 'guest', holders: 1, overrides: 0 } });

    expect(value(ledger, 'room:a')).toEqual([]);
  });

  it('follows an edit of the role at once', () => {
    const ledger = house()
      .assign('ana', 'guest')
      .replace('guest', [{ scope: 'room:a', give: { room: ['use'] } }]);

    expect(['room:a', 'room:b'].map((room) => value(ledger, room))).toEqual([['use'], []]);
  });
});

describe('a user level that overrules (S6)', () => {
  it('replaces what roles give, downwards', () => {
    const ledger = house('overrule').assign('ana', 'host').userLevel('ana', 'room:a', 'room', ['look']);

    expect(['room:a', 'room:b'].map((room) => value(ledger, room))).toEqual([['look'], ['use']]);
  });

  it('replaces what roles give, upwards', () => {
    const ledger = house('overrule').assign('ana', 'guest').userLevel('ana', 'room:a', 'room', ['use']);

    expect(value(ledger, 'room:a')).toEqual(['use']);
  });

  it('can be an explicit nothing (S8)', () => {
    const ledger = house('overrule').assign('ana', 'host').userLevel('ana', 'room:a', 'room', ['closed']);

    expect(ledger.permissions('ana', 'room:a')).toEqual([]);
  });

  it('gives the roles back what they give once it ends', () => {
    const window = { until: after(200) };
    const ledger = house('overrule')
      .assign('ana', 'host')
      .userLevel('ana', 'room:a', 'room', ['look'], window);

    const values = [199, 200].map((seconds) => value(ledger, 'room:a', start + seconds * second));

    expect(values).toEqual([['look'], ['use']]);
  });

  it('is stronger than a list on the resource', () => {
    const ledger = empty([], {
      facet: { override: { replaces: 'resource' }, user_grants: { effect: 'overrule' } },
    });
    ledger
      .activate('ana')
      .assign('ana', 'host')
      .override('room:a', 'room', { host: ['use'] })
      .userLevel('ana', 'room:a', 'room', ['look']);

    expect(value(ledger, 'room:a')).toEqual(['look']);
  });

  it('counts at its own resource, not below it', () => {
    const facets = {
      floor: {
        type: 'floor',
        pick: 'many',
        permissions: ['floor.see'],
        inherit: [{ from: 'floor', map: 'same' }],
        user_grants: { effect: 'overrule' },
      },
    } as const;
    const ledger = empty([], { facets }).register('floor:3', 'floor:1').activate('ana');

    ledger.userLevel('ana', 'floor:1', 'floor', ['floor.see']);

    expect(['floor:1', 'floor:3'].map((floor) => ledger.permissions('ana', floor))).toEqual([
      ['floor.see'],
      [],
    ]);
  });
});

describe('a user level that adds', () => {
  it('is united with what roles give', () => {
    const ledger = house('add').assign('ana', 'guest').userLevel('ana', 'room:a', 'room', ['room.clean']);

    expect(value(ledger, 'room:a')).toEqual(['look', 'room.clean']);
  });

  it('takes nothing away, not even as an explicit nothing', () => {
    const ledger = house('add').assign('ana', 'guest').userLevel('ana', 'room:a', 'room', ['closed']);

    expect(ledger.permissions('ana', 'room:a')).toEqual(['room.look']);
  });
});

it('a user level counts for nothing where the facet knows none', () => {
  const ledger = house().userLevel('ana', 'room:a', 'room', ['use']);

  expect(value(ledger, 'room:a')).toEqual([]);
});
