/**
 * Writes batches to a data folder until it is killed, and tells of each on its standard output when it is acknowledged.
 * Arguments: the folder and a number that the sizes of the batches follow from.
 */
import { openHome } from '#adapters/sqlite/home.js';
import type { NewEvent } from '#events/envelope.js';
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { Acknowledgement } from './acknowledgement.js';

const [folder = '', seed = '1'] = process.argv.slice(2);
const streams = ['organization-a', 'organization-b', 'refusals-a'];

let state = Number(seed);
const random = (below: number): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
};

function request(): readonly NewEvent[] {
  const command = randomUUID();
  const count = 1 + random(40);
  return Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    type: 'RoleAssigned',
    metadata: {
      schema: '1',
      time: '1795305600000',
      clock: '1795305600003',
      actor: 'person:17',
      via: 'service:crm',
      command,
      index: String(index),
      count: String(count),
      correlation: command,
    },
    data: { text: 'x'.repeat(random(3_000)) },
  }));
}

const home = openHome(folder);
while (true) {
  const stream = streams[random(streams.length)]!;
  const head = await home.events.head(stream);
  const events = request();
  const key = { id: randomUUID(), wrapped: `v1.${randomUUID()}` };
  await home.keys.put([key]);
  const last = await home.events.append(stream, events, head ?? 'none');
  const acknowledged: Acknowledgement = { stream, last, ids: events.map(({ id }) => id), key };
  writeSync(1, `${JSON.stringify(acknowledged)}\n`);
}
