import { document } from './document.suite.js';

/** Documents with the switches that none of the shipped models uses. */

const floor = {
  type: 'floor',
  pick: 'one',
  none: 'nothing',
  levels: {
    visit: { permissions: ['floor.visit'] },
    own: { includes: ['visit'], permissions: ['floor.own'] },
  },
  inherit: [{ from: 'floor', map: 'same' }],
} as const;

const room = {
  type: 'room',
  pick: 'many',
  none: 'nothing',
  permissions: ['room.clean'],
  levels: { look: { permissions: ['room.look'] }, use: { includes: ['look'], permissions: ['room.use'] } },
} as const;

const derived = {
  'room.enjoy': {
    any_of: [
      ['room.use', 'floor.visit'],
      ['room.clean', 'floor.own'],
    ],
  },
  'room.praise': { any_of: [['room.enjoy', 'room.look']] },
};

/** Lists replace the roles they name, levels of people add up, the most specific grant is chosen facet by facet. */
export const mild = document({
  name: 'mild',
  type: { combine: 'most-specific', replaces: 'facet' },
  facets: {
    floor: { ...floor, override: { replaces: 'role' } },
    room: { ...room, override: { replaces: 'role' }, user_grants: { effect: 'add' } },
    door: { type: 'room', pick: 'many', permissions: ['door.open', 'door.lock'] },
  },
  derived,
});

/** Lists close resources, levels of people overrule, floors pass on to floors and to rooms. */
export const strict = document({
  name: 'strict',
  facets: {
    floor: { ...floor, override: { replaces: 'resource' }, user_grants: { effect: 'overrule' } },
    room: {
      ...room,
      inherit: [{ from: 'floor', map: { visit: 'look', own: 'use', nothing: 'nothing' } }],
      override: { replaces: 'resource' },
      user_grants: { effect: 'overrule' },
    },
  },
  derived,
});
