import { beforeEach, describe, expect, it } from '@jest/globals';
import { check, has, permissionsOf } from './check.js';
import { document } from './testing/document.suite.js';
import { furnished } from './testing/furnished.suite.js';
import { Ledger } from './testing/ledger.suite.js';
import { model } from './testing/models.suite.js';

describe('a check', () => {
  let house: Ledger;

  beforeEach(() => {
    house = furnished().assign('ana', 'guest');
  });

  it('allows what a role gives, on the resource and inside it', () => {
    expect(house.allows('ana', 'room.look', 'room:a')).toBe(true);
    expect(house.allows('ana', 'room.look', 'desk:x')).toBe(true);
  });

  it('denies what nothing gives', () => {
    expect(house.allows('ana', 'room.use', 'room:a')).toBe(false);
    expect(house.activate('ben').allows('ben', 'room.look', 'room:a')).toBe(false);
  });

  it('denies where the facet has no target', () => {
    expect(house.allows('ana', 'room.look', 'floor:1')).toBe(false);
  });

  it('looks for the target from the parent of a leaf that is not registered', () => {
    const leaf = (parent: string) => ({ ref: 'desk:new', in: parent });

    expect(house.allows('ana', 'room.look', leaf('room:b'))).toBe(true);
    expect(house.allows('ana', 'room.look', leaf('floor:1'))).toBe(false);
  });

  it('asks the leaf itself where the facet lives on its type', () => {
    house
      .register('floor:2')
      .role('keeper', [{ scope: 'floor:2/**', give: { room: ['use'] } }])
      .assign('ana', 'keeper');
    const on = (floor: string) => house.permissions('ana', { ref: 'room:new', in: floor });

    expect([on('floor:1'), on('floor:2')]).toEqual([['room.look'], ['room.look', 'room.use']]);
  });

  it('lets a leaf that is not registered through no narrowing by its type', () => {
    house.replace('guest', [{ scope: 'room:*', give: { room: ['look'] }, only: { desk: ['x'] } }]);

    expect(house.allows('ana', 'room.look', 'desk:x')).toBe(true);
    expect(house.allows('ana', 'room.look', { ref: 'desk:new', in: 'room:a' })).toBe(false);
  });

  it.each([
    { type: 'UserSuspended', data: { person: 0 } },
    { type: 'UserRemoved', data: { person: 0, assignments: 1, userLevels: 0 } },
    { type: 'UserErased', data: { person: 0 } },
  ] as const)('allows nothing after $type', (event) => {
    house.append(event);

    expect(house.allows('ana', 'room.look', 'room:a')).toBe(false);
    expect(house.permissions('ana', 'room:a')).toEqual([]);
  });

  it('knows what a suspended person would have', () => {
    house.append({ type: 'UserSuspended', data: { person: 0 } });
    const view = house.view();
    const look = view.model.permission('room.look')!;

    expect([check(view, 0, look, house.node('room:a')), has(view, 0, look, house.node('room:a'))]).toEqual([
      false,
      true,
    ]);
  });

  it('allows nothing in a closed organization', () => {
    house.append({ type: 'OrganizationClosed', data: {} });

    expect(house.allows('ana', 'room.look', 'room:a')).toBe(false);
    expect(house.permissions('ana', 'room:a')).toEqual([]);
  });

  it('allows nothing to people and with permissions that do not exist', () => {
    const view = house.view();

    expect(check(view, 99, view.model.permission('room.look')!, house.node('room:a'))).toBe(false);
    expect(check(view, 0, 99, house.node('room:a'))).toBe(false);
  });
});

describe('a derived permission (S10)', () => {
  const derived = {
    'room.enjoy': { any_of: [['room.look', 'floor.enter'], ['room.use']] },
    'room.praise': { any_of: [['room.enjoy', 'room.look']] },
  };
  const { facets } = document();
  const floor = { type: 'floor', pick: 'many', permissions: ['floor.enter'] } as const;
  const house = () =>
    new Ledger(document({ derived, facets: { ...facets, floor } }))
      .register('floor:1')
      .register('room:a', 'floor:1')
      .role('guest', [{ scope: 'room:*', give: { room: ['look'] } }])
      .role('visitor', [{ scope: 'floor:1', give: { floor: ['floor.enter'] } }])
      .role('user', [{ scope: 'room:*', give: { room: ['room.use'] } }])
      .activate('ana');

  it('needs all of one of its lists, each at its own target', () => {
    const ledger = house().assign('ana', 'guest');
    const before = ledger.allows('ana', 'room.enjoy', 'room:a');

    ledger.assign('ana', 'visitor');

    expect([before, ledger.allows('ana', 'room.enjoy', 'room:a')]).toEqual([false, true]);
  });

  it('may follow from another list', () => {
    expect(house().assign('ana', 'user').permissions('ana', 'room:a')).toEqual(['room.enjoy', 'room.use']);
  });

  it('may follow from another derived one', () => {
    const ledger = house().assign('ana', 'guest').assign('ana', 'visitor');

    expect(ledger.permissions('ana', 'room:a')).toEqual([
      'floor.enter',
      'room.enjoy',
      'room.look',
      'room.praise',
    ]);
    expect(ledger.allows('ana', 'room.praise', 'room:a')).toBe(true);
  });

  it('does not apply where what it needs does not', () => {
    const ledger = house().assign('ana', 'guest').assign('ana', 'visitor');

    expect(ledger.allows('ana', 'room.enjoy', 'floor:1')).toBe(false);
  });
});

describe('the permissions of a person', () => {
  it('come in the order of the model, whatever words of it they share', () => {
    const ledger = new Ledger(model('ocp')).register('group:sales').activate('ana');
    ledger.assign('ana', 'owner', 'group:sales').assign('ana', 'org_admin');
    const view = ledger.view();
    const group = view.model.facets.get('group')!;

    const found = permissionsOf(view, 0, ledger.node('group:sales'));

    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).toHaveLength(view.model.permissions.length);
    expect(
      found.filter((permission) => view.model.facetOfPermission(permission) === group).length,
    ).toBeGreaterThan(90);
  });
});
