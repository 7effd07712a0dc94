import { beforeEach, describe, expect, it } from '@jest/globals';
import { may, mayAny, placesFor } from './rights.js';
import { document } from './testing/document.suite.js';
import { Ledger } from './testing/ledger.suite.js';

const ana = 0;

describe('a right', () => {
  let house: Ledger;
  const rights = (...actions: Parameters<typeof may>[2][]) =>
    ['room:a', 'room:b'].map((ref) => mayAny(house.view(), ana, actions, house.view().find(ref)!));

  beforeEach(() => {
    house = new Ledger(document({ administration: { list_members: { needs: ['room.use', 'room.look'] } } }))
      .register('floor:1')
      .register('room:a', 'floor:1')
      .register('room:b', 'floor:1')
      .role('guest', [{ scope: '.', give: { room: ['look'] } }])
      .activate('ana')
      .assign('ana', 'guest', 'room:a');
  });

  it('is held where any of the permissions is held that the model asks for', () => {
    expect(rights('list_members')).toEqual([true, false]);
  });

  it('that the model does not know is held by nobody', () => {
    expect(rights('settings')).toEqual([false, false]);
    expect(rights('settings', 'list_members')).toEqual([true, false]);
  });

  it('ends with membership', () => {
    house.append({ type: 'UserSuspended', data: { person: ana } });
    expect(rights('list_members')).toEqual([false, false]);
  });

  it('outlives the organization', () => {
    house.append({ type: 'OrganizationClosed', data: {} });
    expect(rights('list_members')).toEqual([true, false]);
  });

  it('that nobody can hold at the root is held at places below', () => {
    const places = (action: Parameters<typeof may>[2]) =>
      [...placesFor(house.view(), ana, action)].map((node) => house.view().ref(node));
    expect(places('list_members')).toEqual(['room:a']);
    expect(places('settings')).toEqual([]);
  });
});
