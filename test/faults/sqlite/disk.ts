/**
 * Appends one event after another, tells how each ended, and goes on with the same event after a failure when it is told to.
 * Argument: the data folder.
 */
import { openHome } from '#adapters/sqlite/home.js';
import { sample } from '#store/event-samples.suite.js';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [folder = ''] = process.argv.slice(2);
const orders = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const home = openHome(folder);
writeSync(1, 'open\n');
await orders.next();

for (let revision = 0; ;) {
  const event = sample(revision, { text: 'x'.repeat(20_000) });
  try {
    await home.events.append('organization-a', [event], revision === 0 ? 'none' : revision - 1);
    writeSync(1, `written ${revision}\n`);
    revision += 1;
  } catch (error) {
    writeSync(1, `${String(error)}\n`);
    await orders.next();
  }
}
