/**
 * Sends requests of many clients to the ledger of one organization until it is killed, and tells of each on its standard
 * output when it is answered. Arguments: the data folder and a word that no other clerk has.
 */
import { FolderSnapshotStore } from '#adapters/folder/snapshot-store.js';
import { openHome } from '#adapters/sqlite/home.js';
import { outside } from '#ledger/surroundings.js';
import { World } from '#ledger/world.suite.js';
import { randomInt } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Acknowledgement } from './acknowledgement.js';

const clients = 16;
const [folder = '', word = ''] = process.argv.slice(2);

const world = new World();
const home = openHome(folder);
world.ledgers = world.start({
  store: home.events,
  keys: home.keys,
  snapshots: await FolderSnapshotStore.open(join(folder, 'snapshots')),
  clock: Date.now,
  limits: { snapshotEvery: 20 },
  outside,
});
await world.found({ key: 'founding' });

let sent = 0;
const place = 'group:sales';

function order(user: string, turn: number): readonly [string, object] {
  if (turn === 0) return ['AddUser', { user, email: `${user}@example.com`, roles: ['viewer'], place }];
  if (turn === 1)
    return ['ChangeUserAttributes', { user, attributes: { note: 'x'.repeat(randomInt(2_000)) } }];
  if (turn === 2) return ['ChangeRole', { user, role: 'developer', place }];
  return ['EraseUser', { user }];
}

async function client(number: number): Promise<never> {
  for (let user = `${word}-${number}-0`, life = 0; ; life += 1, user = `${word}-${number}-${life}`) {
    for (let turn = 0; turn < 4; turn += 1) {
      const [type, data] = order(user, turn);
      const key = `${word}-${sent++}`;
      const { revision, events } = await world.send(type, data, { key });
      const acknowledged: Acknowledgement = { key, type, data, revision, ids: events.map(({ id }) => id) };
      writeSync(1, `${JSON.stringify(acknowledged)}\n`);
    }
  }
}

await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
