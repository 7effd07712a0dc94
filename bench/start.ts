import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyOfDataFolder } from './folder/data-folder.js';
import { tryQuestions } from './http/questions.js';
import { startService } from './http/server.js';
import { summary } from './measure.js';
import { large } from './organization.js';
import { atMost, heading, line, count, times } from './print.js';
import { isSmall } from './scale.js';

// Seconds from the start of the service's process until it has answered the first questions about the organization, by
// the clock: it opens and checks its files, listens, and reads the ledger when it is asked.

const rounds = isSmall ? 1 : 5;
const bar = 3;

using copy = await copyOfDataFolder();
const without: Start[] = [];
const from: Start[] = [];
for (let round = 0; round < rounds; round++) {
  rmSync(join(copy.path, 'snapshots'), { recursive: true, force: true });
  // It saves a snapshot when it has read the ledger.
  without.push(await start());
  from.push(await start());
}
const total = ({ listening, ledger }: Start) => listening + ledger;
const [baseline, snapshot] = [without, from].map((starts) => summary(starts.map(total)).median);

heading(`start of the service: ${count(large.people)} people`);
line('baseline: without a snapshot', seconds(baseline!), ...parts(without));
const ratio = times(snapshot!, baseline!);
line('from a snapshot', seconds(snapshot!), ...parts(from), ratio, atMost(snapshot!, bar, seconds(bar)));

/** Seconds until the service listens, then until it has read the ledger and answers, and that it was busy for in all. */
type Start = { readonly listening: number; readonly ledger: number; readonly busy: number };

async function start(): Promise<Start> {
  const begin = performance.now();
  await using service = await startService(copy.path);
  const listening = performance.now();
  await tryQuestions(service);
  const answered = performance.now();
  return {
    listening: (listening - begin) / 1000,
    ledger: (answered - listening) / 1000,
    busy: service.busy(),
  };
}

function parts(starts: readonly Start[]): string[] {
  const median = (part: keyof Start) => seconds(summary(starts.map((start) => start[part])).median);
  return [
    `${median('listening')} until it listens`,
    `${median('ledger')} to read the ledger`,
    `busy for ${median('busy')}`,
  ];
}

function seconds(number: number): string {
  return `${number.toFixed(2)} s`;
}
