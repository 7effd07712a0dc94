import { beforeEach, describe, expect, it } from '@jest/globals';
import { furnished, looking } from './testing/furnished.suite.js';
import type { Ledger } from './testing/ledger.suite.js';

describe('removal', () => {
  let house: Ledger;
  const state = (role: string, revision = house.revision) =>
    house.access.roles.state(house.access.roles.number(role)!, revision);

  beforeEach(() => {
    house = furnished();
  });

  it('of a resource takes away what lies below, and the lists kept there', () => {
    house.override('room:a', 'room', { guest: ['use'] }).override('room:b', 'room', { guest: ['use'] });

    house.remove('room:a');

    const lists = [...house.access.overrides.standing(house.revision)].map(({ node }) =>
      house.access.tree.ref(node),
    );
    expect(house.access.tree.find('desk:x', house.revision)).toBeUndefined();
    expect(lists).toEqual(['room:b']);
  });

  it('of a resource takes the grants away that name it, and its name from the lists of others', () => {
    house.register('desk:y', 'room:b').replace('guest', [
      { scope: 'room:a', give: { room: ['use'] } },
      { scope: 'room:a/**', give: { room: ['use'] } },
      { scope: 'room:b', give: { room: ['use'] }, only: { desk: ['x', 'y'] } },
      { scope: 'room:*', give: { room: ['use'] }, only: { desk: ['x'] } },
    ]);
    const before = house.revision;

    house.remove('room:a');

    const grants = (revision: number) =>
      state('guest', revision)!.grants.map(({ scope, only }) => [scope, only]);
    expect(grants(house.revision)).toEqual([
      ['room:b', { desk: ['y'] }],
      ['room:*', { desk: [] }],
    ]);
    expect(grants(before)).toHaveLength(4);
  });

  it('of a resource lets one that comes back start clean', () => {
    house
      .replace('guest', [{ scope: 'room:a', give: { room: ['look'] } }, ...looking])
      .assign('ana', 'host', 'room:a')
      .userLevel('ana', 'room:a', 'room', ['use'])
      .override('room:a', 'room', { guest: ['use'] });

    house.remove('room:a').register('room:a', 'floor:1');

    expect(house.permissions('ana', 'room:a')).toEqual([]);
    house.assign('ana', 'guest');
    expect(house.permissions('ana', 'room:a')).toEqual(['room.look']);
  });

  it('of a person leaves nothing to come back to', () => {
    house.assign('ana', 'guest').assign('ana', 'host', 'room:a').userLevel('ana', 'room:b', 'room', ['use']);
    const person = house.person('ana');

    house.append({ type: 'UserRemoved', data: { person, assignments: 2, userLevels: 1 } });
    house.activate('ana');

    expect(house.held('ana')).toEqual([]);
    expect(house.permissions('ana', 'room:b')).toEqual([]);
    expect(house.permissions('ana', 'room:b', { revision: house.revision - 2 })).toEqual([
      'room.look',
      'room.use',
    ]);
  });
});
