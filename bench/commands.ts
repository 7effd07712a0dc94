import { openHome } from '#adapters/sqlite/home.js';
import { parseRequest } from '#commands/request.js';
import type { StoredEvent } from '#events/envelope.js';
import type { Ledgers } from '#ledger/ledgers.js';
import { ledgerStream } from '#ledger/replay.js';
import type { Principal } from '#ledger/submission.js';
import type { EventStore, ExpectedRevision } from '#store/event-store.js';
import { randomUUID } from 'node:crypto';
import { copyOfDataFolder } from './folder/data-folder.js';
import { openLedgers } from './folder/open-ledgers.js';
import { organization } from './folder/write-ledger.js';
import { type Measured, summary } from './measure.js';
import { orders } from './orders.js';
import { large } from './organization.js';
import { atMost, count, heading, line, perSecond, rates, times } from './print.js';
import { isSmall } from './scale.js';

// One client that sends its commands to the ledger in process, each when the one before it is durable, beside appends of
// one such event to the same file. By the clock on the wall: most of it is waiting for the disk.

const rounds = isSmall ? 3 : 9;
const turns = isSmall ? 2 : 20;
const slice = 50;
const bar = 2;

const operator: Principal = {
  via: 'operator:root',
  credential: 'root',
  acting: { kind: 'exempt', actor: 'operator:root', covers: () => true },
};

using copy = await copyOfDataFolder();
const home = openHome(copy.path);
const ledgers = openLedgers(home);
const [appending, commanding] = await alternate(appender(home.events), commander(ledgers));
await ledgers.close();
await home.close();

heading(`one client in process on SQLite, ${count(large.people)} people`);
line('baseline: append of one event', perSecond(appending), rates(appending));
const ratio = times(commanding.median, appending.median);
const verdict = atMost(commanding.median / appending.median, bar, `${bar} x`);
line('assign or revoke a role, durable', perSecond(commanding), ratio, rates(commanding), verdict);

/** Nanoseconds of one operation of each, in turns. */
async function alternate(...works: readonly (() => Promise<void>)[]): Promise<[Measured, Measured]> {
  const perRound = works.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    const taken = works.map(() => 0);
    for (let turn = 0; turn < turns; turn++) {
      for (const [at, work] of works.entries()) {
        const before = process.hrtime.bigint();
        for (let time = 0; time < slice; time++) await work();
        taken[at]! += Number(process.hrtime.bigint() - before);
      }
    }
    // The first round warms up.
    if (round >= 0) taken.forEach((time, at) => perRound[at]!.push(time / (turns * slice)));
  }
  const [first, second] = perRound;
  return [summary(first!), summary(second!)];
}

function commander(ledgers: Ledgers): () => Promise<void> {
  const bodies = orders(0, large.people / 10);
  let sent = 0;
  let revision: number | undefined;
  return async () => {
    const body = bodies[sent++ % bodies.length]!;
    const correlation = randomUUID();
    const request = parseRequest(body);
    const receipt = await ledgers.submit({ organization, request, body, principal: operator, correlation });
    if (revision !== undefined && receipt.revision !== revision + 1) throw new Error('a command did nothing');
    revision = receipt.revision;
  };
}

/** Appends the last event of the ledger to another stream, over and over, as another event each time. */
function appender(store: EventStore): () => Promise<void> {
  let sample: StoredEvent | undefined;
  let last: ExpectedRevision = 'none';
  return async () => {
    sample ??= await lastEvent(store);
    const { type, metadata, data } = sample;
    last = await store.append('bench', [{ id: randomUUID(), type, metadata, data }], last);
  };
}

async function lastEvent(store: EventStore): Promise<StoredEvent> {
  const newest = { direction: 'backwards', limit: 1 } as const;
  for await (const [event] of store.read(ledgerStream(organization), newest)) if (event) return event;
  throw new Error('the ledger is empty');
}
