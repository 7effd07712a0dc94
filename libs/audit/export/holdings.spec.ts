import { furnished } from '#access/testing/furnished.suite.js';
import { after, type Ledger, second, start } from '#access/testing/ledger.suite.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Holding, holdings } from './holdings.js';
import { people } from './people.suite.js';

describe('who holds what', () => {
  let house: Ledger;
  beforeEach(() => {
    house = furnished().activate('ben');
  });

  const held = (moment = {}): Holding[] => [...holdings(house.view(moment), people)].flat();
  const short = (moment = {}) =>
    held(moment).map((record) =>
      record.kind === 'assignment'
        ? `${record.user} ${record.role} ${record.place}`
        : `${record.user} ${record.facet} ${record.resource}`,
    );

  it('is a record for each role at a place and each own level, with where it comes from', () => {
    house
      .by('person:1')
      .assign('ana', 'guest', 'room:a', { from: after(1), until: after(100) })
      .userLevel('ben', 'room:b', 'room', ['look', 'use']);

    expect(held()).toEqual([
      {
        kind: 'assignment',
        user: 'ana',
        email: 'ana@example.com',
        status: 'active',
        role: 'guest',
        place: 'room:a',
        source: 'person',
        from: after(1),
        until: after(100),
        since: { revision: 10, time: after(10), actor: 'ben' },
      },
      {
        kind: 'user_level',
        user: 'ben',
        email: 'ben@example.com',
        status: 'active',
        resource: 'room:b',
        facet: 'room',
        level: ['look', 'use'],
        since: { revision: 11, time: after(11), actor: 'ben' },
      },
    ]);
  });

  it('goes by person, and by age', () => {
    house
      .assign('ben', 'host')
      .userLevel('ana', 'room:a', 'room', ['look'])
      .assign('ana', 'guest', 'room:b')
      .assign('ana', 'guest', 'room:a')
      .revoke('ana', 'guest', 'room:b')
      .assign('ana', 'guest', 'room:b');

    expect(short()).toEqual([
      'ana room room:a',
      'ana guest room:a',
      'ana guest room:b',
      'ben host house:root',
    ]);
  });

  it('tells of suspended people, and of what has not begun yet, but not of what lapsed', () => {
    house
      .assign('ana', 'guest', 'room:a', { until: after(100) })
      .userLevel('ana', 'room:a', 'room', ['look'], { until: after(100) })
      .assign('ana', 'host', 'room:a', { from: after(200) })
      .append({ type: 'UserSuspended', data: { person: 0 } });
    const at = (seconds: number) => ({ instant: start + seconds * second });

    expect(short(at(99))).toEqual(['ana guest room:a', 'ana room room:a', 'ana host room:a']);
    expect(short(at(100))).toEqual(['ana host room:a']);
    expect(held(at(100))[0]).toMatchObject({ status: 'suspended', from: after(200) });
  });

  it('leaves out what hangs on a role or a resource that is gone', () => {
    house
      .assign('ana', 'guest', 'room:a')
      .assign('ana', 'host', 'room:b')
      .userLevel('ana', 'room:a', 'room', ['look'])
      .remove('room:a')
      .append({ type: 'RoleDeleted', data: { role: 'host', holders: 1, overrides: 0 } });

    expect(short()).toEqual([]);
    expect(short({ revision: house.revision - 2 })).toHaveLength(3);
  });

  it('stays as it was when it began, while roles come and go', () => {
    house.assign('ana', 'guest').assign('ben', 'guest').assign('ben', 'host');
    const before = held();
    const steps = holdings(house.view(), people);
    const seen: Holding[] = [...steps.next().value];

    house.revoke('ana', 'guest').revoke('ben', 'guest').activate('cleo').assign('cleo', 'host');
    for (const group of steps) seen.push(...group);

    expect(seen).toEqual(before);
    expect(before).toHaveLength(3);
  });
});
