import { beforeEach, describe, expect, it } from '@jest/globals';
import { person, World } from './world.suite.js';

let world: World;

beforeEach(() => {
  world = new World();
});

describe('a ledger', () => {
  it('begins with its organization and answers from its last revision', async () => {
    const receipt = await world.found();
    expect(receipt.events[0]).toMatchObject({
      type: 'OrganizationCreated',
      revision: 0,
      actor: 'operator:root',
    });
    const ledger = await world.ledgers.open('acme');
    expect(ledger.durable).toBe(receipt.revision);
    const view = ledger.live();
    expect(view.status(ledger.directory.find('ana')!)).toBe('active');
  });

  it('is read anew by another process', async () => {
    await world.found();
    const invitation = { emails: 'dev@example.com', roles: ['developer'], place: 'group:sales' };
    await world.send('InviteUser', invitation, { by: person('ana'), reason: 'CHG-1' });
    const ledger = await world.start().open('acme');
    const dev = ledger.directory.find('dev@example.com')!;
    expect(ledger.live().status(dev)).toBe('invited');
    expect(ledger.directory.identity(dev)).toEqual({ user: 'dev@example.com', email: 'dev@example.com' });
  });

  it('gives a repeat the first answer, also in another process', async () => {
    const first = await world.found({ key: 'k' });
    expect(await world.found({ key: 'k' })).toEqual({ ...first, repeated: true });
    world.ledgers = world.start();
    expect(await world.found({ key: 'k' })).toEqual({ ...first, repeated: true });
  });
});
