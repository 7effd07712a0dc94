import { describe, expect, it } from '@jest/globals';
import { house, use, value } from './testing/rooms.suite.js';

describe('inheritance (S4)', () => {
  const facets = {
    floor: {
      type: 'floor',
      pick: 'one',
      levels: { guest: { permissions: ['floor.visit'] }, host: { permissions: ['floor.own'] } },
      inherit: [{ from: 'floor', map: 'same' }],
    },
    room: {
      type: 'room',
      pick: 'many',
      levels: { look: { permissions: ['room.look'] }, use: { permissions: ['room.use'] } },
      inherit: [{ from: 'floor', map: { guest: 'look', host: 'use' } }],
      override: { replaces: 'resource' },
    },
  } as const;

  it('maps what the parent gives', () => {
    const ledger = house([{ scope: 'floor:1', give: { floor: ['guest'] } }], { facets });

    expect(value(ledger, 'room:a')).toEqual(['look']);
  });

  it('goes down through levels of the same type', () => {
    const ledger = house([{ scope: 'floor:1', give: { floor: ['host'] } }], { facets })
      .register('floor:3', 'floor:1')
      .register('room:d', 'floor:3');

    expect(value(ledger, 'room:d')).toEqual(['use']);
  });

  it('is united with what the role gives there', () => {
    const ledger = house(
      [
        { scope: 'floor:1', give: { floor: ['guest'] } },
        { scope: 'room:a', give: use },
      ],
      { facets },
    );

    expect(value(ledger, 'room:a')).toEqual(['look', 'use']);
  });

  it('passes levels without a line in the map not on', () => {
    const ledger = house([{ scope: 'floor:1', give: { floor: ['floor.visit'] } }], { facets });

    expect(value(ledger, 'room:a')).toEqual([]);
  });

  it('does not reach above the place of the assignment', () => {
    const ledger = house([{ scope: 'floor:1', give: { floor: ['host'] } }], { facets });

    expect(value(ledger, 'room:a', { place: 'floor:1' })).toEqual(['use']);
    expect(value(ledger, 'room:a', { place: 'room:a' })).toEqual([]);
  });
});

describe('a list on the resource (S5)', () => {
  const facet = { override: { replaces: 'resource' } } as const;

  it('gives listed roles what it says, whatever they give themselves', () => {
    const ledger = house([{ scope: 'room:*', give: use }], { facet }).override('room:a', 'room', {
      guest: ['look'],
    });

    expect(['room:a', 'room:b'].map((room) => value(ledger, room))).toEqual([['look'], ['use']]);
  });

  it('closes the resource for all other roles', () => {
    const ledger = house([], { facet }).override('room:a', 'room', { guest: ['look'] });

    expect(value(ledger, 'room:a', { role: 'host' })).toEqual([]);
    expect(value(ledger, 'room:b', { role: 'host' })).toEqual(['use']);
  });

  it('is passed on to what lies below, until another list', () => {
    const inherit = [{ from: 'floor', map: 'same' }] as const;
    const facets = {
      floor: {
        type: 'floor',
        pick: 'many',
        levels: { look: { permissions: ['look'] }, use: { permissions: ['use'] } },
        inherit,
        override: { replaces: 'resource' },
      },
    } as const;
    const ledger = house([], { facets })
      .register('floor:3', 'floor:1')
      .register('floor:4', 'floor:3')
      .role('keeper', [{ scope: 'floor:1', give: { floor: ['use'] } }])
      .override('floor:3', 'floor', { guest: ['look'] });
    const values = (role: string) =>
      ['floor:1', 'floor:3', 'floor:4'].map((floor) => value(ledger, floor, { role, facet: 'floor' }));
    const once = [values('guest'), values('keeper')];

    ledger.override('floor:4', 'floor', { keeper: ['use'] });

    expect(once).toEqual([
      [[], ['look'], ['look']],
      [['use'], [], []],
    ]);
    expect([values('guest'), values('keeper')]).toEqual([
      [[], ['look'], []],
      [['use'], [], ['use']],
    ]);
  });

  it('can take a role that it lists everything (S8)', () => {
    const ledger = house([{ scope: 'room:*', give: use }], { facet: { ...facet, none: 'closed' } });

    ledger.override('room:a', 'room', { guest: ['closed'] });

    expect(value(ledger, 'room:a')).toEqual(['closed']);
  });

  it('may replace only the roles that it lists', () => {
    const ledger = house([{ scope: 'room:*', give: use }], { facet: { override: { replaces: 'role' } } });

    ledger.override('room:a', 'room', { guest: ['look'] });

    expect([value(ledger, 'room:a'), value(ledger, 'room:a', { role: 'host' })]).toEqual([['look'], ['use']]);
  });

  it('says nothing to roles that are gone', () => {
    const ledger = house([], { facet }).override('room:a', 'room', { guest: ['look'], host: ['look'] });

    ledger.append({ type: 'RoleDeleted', data: { role: 'guest', holders: 0, overrides: 1 } });

    expect(value(ledger, 'room:a')).toEqual([]);
  });
});
