import { openHome } from '#adapters/sqlite/home.js';
import { MemorySnapshotStore } from '#adapters/memory/snapshot-store.js';
import { load } from '#ledger/load.js';
import { ledgerStream } from '#ledger/replay.js';
import { defaultLimits, outside } from '#ledger/surroundings.js';
import { Vault } from '#ledger/vault.js';
import { dataFolder } from './folder/data-folder.js';
import { masterKey, organization } from './folder/write-ledger.js';
import { busyTime, summary } from './measure.js';
import { large } from './organization.js';
import { atLeast, count, heading, line, perSecond, rates, times } from './print.js';
import { isSmall } from './scale.js';

// Events that the ledger takes out of its file in a second: read, parsed, folded, and everybody's identity opened.

const rounds = isSmall ? 3 : 5;
const bar = 200_000;

const home = openHome(await dataFolder());
const surroundings = {
  ...outside,
  store: home.events,
  vault: new Vault(home.keys, masterKey),
  snapshots: new MemorySnapshotStore(),
  limits: defaultLimits,
  hooks: {},
  clock: Date.now,
  models: () => undefined,
};

const reading: number[] = [];
const replaying: number[] = [];
// The first round warms up.
for (let round = 0; round <= rounds; round++) {
  const read = await timed(readAll);
  const replayed = await timed(async () => (await load(organization, surroundings)).state.durable + 1);
  if (round === 0) continue;
  reading.push(read.busy / read.events);
  replaying.push(replayed.busy / replayed.events);
}
const events = (await home.events.head(ledgerStream(organization)))! + 1;
await home.close();
const [baseline, replay] = [summary(reading), summary(replaying)];

heading(`replay from SQLite: ${count(events)} events, ${count(large.people)} people`);
line('baseline: reading and parsing', perSecond(baseline), rates(baseline));
const ratio = times(replay.median, baseline.median);
const verdict = atLeast(1e9 / replay.median, bar, `${count(bar)}/s`);
line('into the fold and the directory', perSecond(replay), ratio, rates(replay), verdict);

async function readAll(): Promise<number> {
  let events = 0;
  for await (const page of home.events.read(ledgerStream(organization))) events += page.length;
  return events;
}

async function timed(work: () => Promise<number>): Promise<{ events: number; busy: number }> {
  const before = busyTime();
  const events = await work();
  return { events, busy: busyTime() - before };
}
