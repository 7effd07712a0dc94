import { document } from './document.suite.js';
import { Ledger } from './ledger.suite.js';

export const looking = [{ scope: 'room:*', give: { room: ['look'] } }];
export const using = [{ scope: 'room:*', give: { room: ['use'] } }];

/** A house with a floor, two rooms and a desk in one; guests look, hosts use, and ana is active without a role. */
export function furnished(): Ledger {
  return new Ledger(
    document({ facet: { override: { replaces: 'resource' }, user_grants: { effect: 'overrule' } } }),
  )
    .register('floor:1')
    .register('room:a', 'floor:1')
    .register('room:b', 'floor:1')
    .register('desk:x', 'room:a')
    .role('guest', looking)
    .role('host', using)
    .activate('ana');
}
