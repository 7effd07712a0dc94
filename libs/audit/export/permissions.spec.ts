import { document } from '#access/testing/document.suite.js';
import { furnished, looking, using } from '#access/testing/furnished.suite.js';
import { after, Ledger } from '#access/testing/ledger.suite.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { people } from './people.suite.js';
import { type Permission, permissions } from './permissions.js';

describe('an access review', () => {
  let house: Ledger;
  beforeEach(() => {
    house = furnished().activate('ben');
  });

  const review = (scope: string, ledger = house): Permission[] =>
    [...permissions(ledger.view(), ledger.node(scope), people)].flat();
  const short = (scope: string, ledger = house) =>
    review(scope, ledger).map(({ user, permission, resource }) => `${user} ${permission} ${resource}`);

  it('names every permission below the resource where it is decided, with the chain that leads to it', () => {
    house.by('person:1').assign('ana', 'guest', 'floor:1');

    expect(short('house:root')).toEqual(['ana room.look room:a', 'ana room.look room:b']);
    expect(review('room:b')).toEqual([
      {
        kind: 'permission',
        user: 'ana',
        email: 'ana@example.com',
        status: 'active',
        permission: 'room.look',
        resource: 'room:b',
        since: { revision: 10, time: after(10), actor: 'ben' },
        because: [
          [
            {
              kind: 'assignment',
              text: 'role `guest` at `floor:1`',
              role: 'guest',
              place: 'floor:1',
              revision: 10,
              time: after(10),
              actor: 'ben',
            },
            {
              kind: 'grant',
              text: 'role `guest` gives `look` on `room:*`',
              role: 'guest',
              scope: 'room:*',
              facet: 'room',
              level: ['look'],
              revision: 6,
              time: after(6),
              actor: 'operator:root',
            },
          ],
        ],
      },
    ]);
  });

  it('adds what is decided above the resource', () => {
    house.assign('ana', 'guest').userLevel('ben', 'room:a', 'room', ['use']);

    expect(short('desk:x')).toEqual(['ana room.look room:a', 'ben room.look room:a', 'ben room.use room:a']);
    expect(short('room:b')).toEqual(['ana room.look room:b']);
  });

  it('is of active people, and of the present', () => {
    house
      .assign('ana', 'guest', 'room:a', { until: after(9) })
      .assign('ben', 'guest')
      .append({ type: 'UserSuspended', data: { person: 1 } });

    expect(short('house:root')).toEqual([]);
  });

  it('names all chains, and the age of the oldest that still holds', () => {
    house
      .assign('ana', 'guest')
      .assign('ana', 'host', 'room:a')
      .replace('guest', [...looking, { scope: 'room:b', give: { room: ['use'] } }]);
    const [look, use] = review('room:a');

    expect(look).toMatchObject({ permission: 'room.look', since: { revision: 10 } });
    expect(look!.because.map((chain) => chain.map(({ revision }) => revision))).toEqual([
      [10, 6],
      [11, 7],
    ]);
    expect(use).toMatchObject({ permission: 'room.use', since: { revision: 11 } });

    house.replace('host', []).replace('host', using);
    expect(review('room:a')[1]).toMatchObject({ permission: 'room.use', since: { revision: 14 } });
  });

  it('lists a derived permission where the lowest of what it follows from is decided', () => {
    const ledger = new Ledger(
      document({
        facets: {
          floor: { type: 'floor', pick: 'one', permissions: ['floor.walk'] },
          room: { type: 'room', pick: 'one', permissions: ['room.look'] },
        },
        derived: { 'room.visit': { any_of: [['floor.walk', 'room.look']] } },
      }),
    )
      .register('floor:1')
      .register('room:a', 'floor:1')
      .role('guest', [
        { scope: 'floor:*', give: { floor: ['floor.walk'] } },
        { scope: 'room:*', give: { room: ['room.look'] } },
      ])
      .activate('ana')
      .assign('ana', 'guest');

    expect(short('house:root', ledger)).toEqual([
      'ana floor.walk floor:1',
      'ana room.look room:a',
      'ana room.visit room:a',
    ]);
    expect(
      review('room:a', ledger)
        .at(-1)!
        .because[0]!.map(({ kind }) => kind),
    ).toEqual(['assignment', 'grant', 'assignment', 'grant', 'derived']);
  });
});
