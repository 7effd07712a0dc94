import { MemoryEventStore } from '#adapters/memory/event-store.js';
import { MemoryKeyStore } from '#adapters/memory/key-store.js';
import type { NewEvent } from '#events/envelope.js';
import type { WrappedKey } from '#store/key-store.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Ledgers } from './ledgers.js';
import { person, World } from './world.suite.js';

/** A ledger that was written by the first version of this program, with its keys. It is never written anew. */
const recorded = JSON.parse(readFileSync('libs/ledger/testing/ledger-1.json', 'utf8')) as {
  readonly masterKey: string;
  readonly keys: readonly WrappedKey[];
  readonly streams: Readonly<Record<string, readonly NewEvent[]>>;
};

let world: World;
let ledgers: Ledgers;

beforeEach(async () => {
  const [store, keys] = [new MemoryEventStore(), new MemoryKeyStore()];
  for (const [stream, events] of Object.entries(recorded.streams)) await store.append(stream, events, 'none');
  await keys.put(recorded.keys);
  world = new World();
  ledgers = world.start({ store, keys, masterKey: Buffer.from(recorded.masterKey, 'base64url') });
});

describe('a ledger from the first version', () => {
  it('is read: who is who, and who may what', async () => {
    await ledgers.start();
    const ledger = await ledgers.open('acme');
    expect(ledger.durable).toBe(16);
    expect([0, 1, 2, 3].map((number) => ledger.directory.name(number))).toEqual([
      'ana',
      'dev',
      'erased-2',
      'eva@example.com',
    ]);
    expect(ledger.directory.identity(1)).toEqual({
      user: 'dev',
      email: 'dev@example.com',
      attributes: { team: 'sales' },
    });
    expect([0, 1, 2, 3].map((number) => ledger.live().status(number))).toEqual([
      'active',
      'active',
      'erased',
      'invited',
    ]);
  });

  it('opens what is sealed in it', async () => {
    const ledger = await ledgers.open('acme');
    const { events } = await ledger.trail({ limit: 100, order: 'oldest', after: 9 });
    expect(events[0]).toMatchObject({ actor: 'ana', reason: 'CHG-1042', data: { email: 'dev@example.com' } });
    expect(events[4]!.data).toEqual({ users: ['dev', 'erased-2'], text: 'Grüße aus Acme' });
    const refused = await ledger.trail({ limit: 100, refused: true });
    expect(refused.events).toMatchObject([
      {
        actor: 'dev',
        data: {
          command: 'AssignRole',
          code: 'FORBIDDEN',
          data: { user: 'erased-2', role: 'owner', place: 'group:sales' },
        },
      },
    ]);
  });

  it('gives requests that are repeated their first answer', async () => {
    const data = {
      name: 'Acme',
      model: { name: 'ocp', version: 1 },
      admin: { user: 'ana', email: 'ana@example.com', role: 'org_admin' },
      resources: [{ ref: 'group:sales', parent: 'organization:acme' }],
    };
    const founding = await world.send('CreateOrganization', data, { key: 'founding', at: ledgers });
    expect(founding).toMatchObject({ repeated: true, revision: 9 });
    const people = await world.sendAll(
      [
        [
          'AddUser',
          {
            user: 'dev',
            email: 'dev@example.com',
            attributes: { team: 'sales' },
            roles: ['developer'],
            place: 'group:sales',
          },
        ],
        ['AddUser', { user: 'max' }],
        ['InviteUser', { emails: 'eva@example.com' }],
      ],
      { by: person('ana'), key: 'people', reason: 'CHG-1042', at: ledgers },
    );
    expect(people).toMatchObject({ repeated: true, revision: 13 });
  });

  it('knows the token of an invitation', async () => {
    const ledger = await ledgers.open('acme');
    const token = ledger.invitationToken(3, '2026-12-05T09:00:00.000Z');
    const accepted = world.send(
      'AcceptInvitation',
      { user: 'eva@example.com', token },
      { at: ledgers, by: person('eva@example.com') },
    );
    expect((await accepted).events[0]).toMatchObject({ type: 'UserActivated' });
  });
});
