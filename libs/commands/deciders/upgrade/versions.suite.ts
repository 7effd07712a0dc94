import { document } from '#access/testing/document.suite.js';
import { reference } from '#access/testing/ledger.suite.js';
import type { ModelDocument } from '#model/document.js';
import { given } from '../../testing/organization.suite.js';
import type { Order } from '../../testing/orders.suite.js';

export const first = document({
  facet: { override: { replaces: 'resource' }, user_grants: { effect: 'overrule' } },
  roles: {
    keeper: {
      kind: 'built-in',
      assignable_at: ['house'],
      locked: ['permissions'],
      grants: [{ scope: 'room:*', give: { room: 'use' } }],
    },
    guest: {
      kind: 'preset',
      assignable_at: ['house', 'room'],
      grants: [{ scope: 'room:*', give: { room: 'look' } }],
    },
  },
  administration: { settings: { needs: 'room.use' } },
});

export function second(change: Partial<ModelDocument> = {}): ModelDocument {
  return { ...first, version: 2, ...change };
}

/** A version in which the level `look` is called `see`. */
export function renamed(
  migrate: ModelDocument['migrate'] = { levels: { room: { look: 'see' } } },
): ModelDocument {
  const { room } = first.facets;
  const levels = {
    see: { permissions: ['room.look'] },
    use: { includes: ['see'], permissions: ['room.use'] },
  };
  const see = [{ scope: 'room:*', give: { room: 'see' } }];
  return second({
    facets: { room: { ...room!, levels } },
    roles: { ...first.roles, guest: { ...first.roles!['guest']!, grants: see } },
    ...(migrate !== undefined && { migrate }),
  });
}

/** A room with a desk; bob is a guest, holds a role made here, and has a level of the own. */
export const house = (...versions: readonly ModelDocument[]) =>
  given(
    first,
    { RegisterResource: { ref: 'floor:1', parent: 'house:acme' } },
    { RegisterResource: { ref: 'room:a', parent: 'floor:1' } },
    { RegisterResource: { ref: 'desk:x', parent: 'room:a' } },
    { CreateRole: { role: 'own', name: 'Own', grants: [{ scope: '.', give: { room: 'look' } }] } },
    { AddUser: { user: 'bob', roles: ['guest', 'own'] } },
  ).publish(...versions);

export const upgrade = (version = 2): Order => ({ UpgradeOrganizationModel: { version } });
export const upgraded = (to: ModelDocument) => ({ OrganizationModelUpgraded: { model: reference(to) } });
