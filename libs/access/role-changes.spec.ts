import { beforeEach, describe, expect, it } from '@jest/globals';
import { furnished, looking, using } from './testing/furnished.suite.js';
import type { Ledger } from './testing/ledger.suite.js';

describe('a role', () => {
  let house: Ledger;
  const state = (role: string, revision = house.revision) =>
    house.access.roles.state(house.access.roles.number(role)!, revision);

  beforeEach(() => {
    house = furnished();
  });

  it('is what it was at the revision', () => {
    house.append({ type: 'RoleDetailsChanged', data: { role: 'guest', description: 'Looks' } });
    const described = house.revision;
    house.append({ type: 'RoleDetailsChanged', data: { role: 'guest', name: 'Visitor' } });

    expect(state('guest')).toMatchObject({
      name: 'Visitor',
      description: 'Looks',
      updated: house.revision,
    });
    expect(state('guest', described)).toMatchObject({ name: 'guest', updated: described });
  });

  it('gets grants and loses them', () => {
    house.append(
      {
        type: 'PermissionGranted',
        data: { role: 'guest', grant: { scope: '.', give: { room: ['use'], hall: ['x'] } } },
      },
      { type: 'PermissionRevoked', data: { role: 'guest', scope: '.', facet: 'hall' } },
    );
    const left = state('guest')!.grants.map(({ scope, give }) => [scope, give]);

    house.append({ type: 'PermissionRevoked', data: { role: 'guest', scope: '.', facet: 'room' } });
    const without = state('guest')!.grants.length;
    house.append({ type: 'PermissionRevoked', data: { role: 'guest', scope: 'room:*' } });

    expect(left).toEqual([
      ['room:*', { room: ['look'] }],
      ['.', { room: ['use'] }],
    ]);
    expect([without, state('guest')!.grants.length]).toEqual([1, 0]);
  });

  it('keeps the origin of grants that a replacement repeats', () => {
    const origin = state('guest')!.grants[0]!.since;

    house.replace('guest', [{ scope: 'room:*', give: { room: ['look'] } }, ...using]);

    expect(state('guest')!.grants.map(({ since }) => since)).toEqual([origin, house.revision]);
  });

  it('gives a grant that is narrowed in another way another origin', () => {
    house.replace('guest', [{ ...looking[0]!, only: { desk: ['x'] } }]);

    expect(state('guest')!.grants.map(({ since }) => since)).toEqual([house.revision]);
  });

  it('gets criteria and loses them', () => {
    house.append({ type: 'RoleCriteriaSet', data: { role: 'guest', criteria: { country: 'CH' } } });
    const set = house.revision;
    house.append({ type: 'RoleCriteriaSet', data: { role: 'guest' } });

    expect([state('guest', set)!.criteria, state('guest')!.criteria]).toEqual([{ country: 'CH' }, undefined]);
  });

  it('is deprecated and restored', () => {
    house.append({ type: 'RoleDeprecated', data: { role: 'guest', replacement: 'host' } });
    const once = state('guest');
    house.append({ type: 'RoleRestored', data: { role: 'guest' } });
    const restored = state('guest');
    house.append({ type: 'RoleDeprecated', data: { role: 'guest' } });

    expect(once).toMatchObject({ deprecated: true, replacement: 'host' });
    expect(restored).not.toHaveProperty('deprecated');
    expect(restored).not.toHaveProperty('replacement');
    expect(state('guest')).toMatchObject({ deprecated: true });
    expect(state('guest')).not.toHaveProperty('replacement');
  });

  it('that is deleted goes from its holders and from every list', () => {
    house
      .assign('ana', 'guest')
      .override('room:a', 'room', { guest: ['use'], host: ['use'] })
      .override('room:b', 'room', { guest: ['use'] });

    house.append({ type: 'RoleDeleted', data: { role: 'guest', holders: 1, overrides: 2 } });

    const lists = [...house.access.overrides.standing(house.revision)].map(({ node, list }) => [
      house.access.tree.ref(node),
      list.size,
    ]);
    expect(state('guest')).toBeUndefined();
    expect(house.permissions('ana', 'room:a')).toEqual([]);
    expect(lists).toEqual([['room:a', 1]]);
  });

  it('that is deleted does not come back', () => {
    house.append({ type: 'RoleDeleted', data: { role: 'guest', holders: 0, overrides: 0 } });

    expect(() => house.append({ type: 'RoleDetailsChanged', data: { role: 'guest', name: 'x' } })).toThrow(
      'role guest was deleted',
    );
    expect(() => house.replace('guest', using)).toThrow('role guest was deleted');
  });
});
