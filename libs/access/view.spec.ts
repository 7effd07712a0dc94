import { beforeEach, describe, expect, it } from '@jest/globals';
import { check } from './check.js';
import { furnished } from './testing/furnished.suite.js';
import type { Ledger } from './testing/ledger.suite.js';
import { LEAF, NOWHERE, type View } from './view.js';
import { who } from './who.js';

describe('a view', () => {
  let house: Ledger;
  let view: View;
  const room = () => view.model.facets.get('room')!;

  beforeEach(() => {
    house = furnished();
    view = house.view();
  });

  it('finds where a facet is decided: the nearest of its type at or above the resource', () => {
    const targets = ['room:a', 'desk:x', 'floor:1', house.root].map((ref) =>
      view.target(room(), view.find(ref)!),
    );

    expect(targets).toEqual([house.node('room:a'), house.node('room:a'), NOWHERE, NOWHERE]);
  });

  it('knows what is at or below what', () => {
    const [desk, floor] = [house.node('desk:x'), house.node('floor:1')];

    expect([
      view.isAtOrBelow(desk, floor),
      view.isAtOrBelow(floor, floor),
      view.isAtOrBelow(floor, desk),
    ]).toEqual([true, true, false]);
  });

  it('sees a leaf that is not registered below the parent that the question names', () => {
    const leaf = view.withLeaf({ ref: 'desk:new', type: 'desk', parent: house.node('room:b') });

    expect(leaf.target(room(), LEAF)).toBe(house.node('room:b'));
    expect(leaf.isAtOrBelow(LEAF, house.node('floor:1'))).toBe(true);
    expect(leaf.isAtOrBelow(LEAF, house.node('room:a'))).toBe(false);
    expect([leaf.ref(LEAF), leaf.type(LEAF), leaf.parent(LEAF)]).toEqual([
      'desk:new',
      'desk',
      house.node('room:b'),
    ]);
  });

  it('may be a leaf that the facet is decided on', () => {
    const leaf = view.withLeaf({ ref: 'room:new', type: 'room', parent: house.node('floor:1') });

    expect(leaf.target(room(), LEAF)).toBe(LEAF);
    expect(leaf.override(room(), LEAF)).toBeUndefined();
  });

  it('stays right while the ledger goes on', () => {
    const held = house.assign('ana', 'guest').view();
    const look = held.model.permission('room.look')!;

    house.revoke('ana', 'guest');

    expect(check(held, 0, look, house.node('room:a'))).toBe(true);
    expect([...who(held, look, house.node('room:a'))]).toEqual([0]);
  });

  it('shows the past as it was', () => {
    const before = house.revision;
    house
      .override('room:a', 'room', { guest: ['use'] })
      .move('room:a', house.root)
      .remove('desk:x');
    house.append({ type: 'RoleDeleted', data: { role: 'guest', holders: 0, overrides: 1 } });

    const then = house.view({ revision: before });
    const node = house.node('room:a');

    expect([then.past, house.view().past]).toEqual([true, false]);
    expect(then.override(room(), node)).toBeUndefined();
    expect(then.ref(then.parent(node))).toBe('floor:1');
    expect(then.find('desk:x')).toBeDefined();
    expect([then.role(0)?.name, house.view().role(0)?.name]).toEqual(['guest', undefined]);
    expect([then.compiled(0) === undefined, house.view().compiled(0) === undefined]).toEqual([false, true]);
  });
});
