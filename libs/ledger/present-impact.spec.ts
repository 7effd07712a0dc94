import { describe, expect, it } from '@jest/globals';
import type { Impact } from '#access/differences/impact.js';
import { furnished } from '#access/testing/furnished.suite.js';
import { presentImpact } from './present-impact.js';

const house = furnished().assign('ana', 'guest', 'floor:1');
const { access } = house;

function presented(impact: Partial<Impact>) {
  const all: Impact = {
    gained: [],
    lost: [],
    counts: { gained: 0, lost: 0 },
    truncated: undefined,
    ...impact,
  };
  return presentImpact(all, access, (number) => `user ${number}`);
}

describe('an impact as it is shown', () => {
  it('names people, roles, places and resources', () => {
    const what = { permission: 'room.look', node: house.node('room:a') };
    const guest = { role: access.roles.number('guest')!, place: house.node('floor:1'), holders: 1 };

    expect(presented({ gained: [{ person: 0, ...what }], lost: [{ ...guest, ...what }] })).toMatchObject({
      gained: [{ user: 'user 0', permission: 'room.look', resource: 'room:a' }],
      lost: [{ role: 'guest', place: 'floor:1', holders: 1, permission: 'room.look', resource: 'room:a' }],
    });
  });

  it('says whether all lines are listed, and whether all were counted', () => {
    const counts = { gained: 7, lost: 0 };

    expect(presented({ counts })).toMatchObject({ counts, truncated: false, countsAtLeast: false });
    expect(presented({ truncated: 'lines' })).toMatchObject({ truncated: true, countsAtLeast: false });
    expect(presented({ truncated: 'counted' })).toMatchObject({ truncated: true, countsAtLeast: true });
  });
});
