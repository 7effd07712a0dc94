import { describe, expect, it } from '@jest/globals';
import { person, World } from '#ledger/world.suite.js';

const rounds = 1_000;
const clients = 64;

/**
 * Two administrators who remove each other, from many clients and through two processes that know nothing of one
 * another but what the store tells them.
 */
describe('two administrators who remove each other', () => {
  it('never both succeed', async () => {
    const world = new World();
    await world.found();
    const processes = [world.ledgers, world.start()];
    const admins = ['ana', 'bob'] as const;
    await world.send('AddUser', { user: 'bob', roles: ['org_admin'] });
    for (let round = 0; round < rounds; round++) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: clients }, (_, client) => {
          const [by, user] = client % 2 === 0 ? admins : admins.toReversed();
          const at = processes[(client >> 1) % 2]!;
          return world.send('RemoveUser', { user: user! }, { by: person(by!), at });
        }),
      );
      const done = outcomes.filter(({ status }) => status === 'fulfilled');
      expect({ round, done: done.length }).toEqual({ round, done: 1 });
      // Once in a while from the events themselves.
      const reader = round % 100 === 0 ? world.start() : world.ledgers;
      const ledger = await reader.open('acme');
      await ledger.catchUp();
      const { access, directory, durable } = ledger;
      const left = admins.filter((user) => access.people.status(directory.find(user)!, durable) === 'active');
      expect({ round, left: left.length }).toEqual({ round, left: 1 });
      const removed = admins.find((user) => !left.includes(user))!;
      await world.send('AddUser', { user: removed, roles: ['org_admin'] }, { by: person(left[0]!) });
    }
  }, 120_000);
});
