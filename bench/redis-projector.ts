import { RedisReadModel } from '#adapters/redis/read-model.js';
import { openHome } from '#adapters/sqlite/home.js';
import { sharedDump } from '#access/shared.js';
import type { StoredEvent } from '#events/envelope.js';
import { build } from '#projections/read-model/build.js';
import { outside } from '#projections/outside.js';
import type { Head } from '#projections/read-model/read-model.js';
import { writeShared } from '#projections/read-model/shared-text.js';
import { stepOf, storedRow } from '#projections/read-model/step-of.js';
import { takeIn } from '#projections/read-model/take-in.js';
import { Redis } from 'ioredis';
import { dataFolder } from './folder/data-folder.js';
import { newestEvents, openLedgers } from './folder/open-ledgers.js';
import { organization } from './folder/write-ledger.js';
import { measureByClock } from './measure.js';
import { atLeast, count, heading, line, perSecond, rates, times } from './print.js';
import { isSmall } from './scale.js';

// The newest events of the ledger into a copy in Redis, step by step as a subscription brings them; and a copy made anew of
// the whole organization. By the clock: Redis runs beside this on the same machine.

const events = isSmall ? 500 : 20_000;
const batch = 256;
const rounds = isSmall ? 2 : 5;
const bar = 20_000;
const { signal } = new AbortController();

const { startRedis } = await import('../test/engines/redis-server.js');
const server = await startRedis();
if ('missing' in server) {
  console.log(`\nredis-projector: not measured, ${server.missing}`);
  process.exit(0);
}
const model = new RedisReadModel(server.address, 'bench');
await model.connected();
const redis = new Redis(server.address, { enableAutoPipelining: true });
const home = openHome(await dataFolder());
const ledgers = openLedgers(home);
const ledger = await ledgers.open(organization);
const newest = await newestEvents(home, events);
const first = newest[0]!.revision;
const steps: { event: StoredEvent; row: ReturnType<typeof storedRow> }[] = newest.flatMap((event) =>
  typeof event.data['person'] === 'number'
    ? [{ event, row: storedRow(ledger, event.data['person'], event.revision) }]
    : [],
);
const inUse = async (): Promise<number> => Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))![1]);
const before = await inUse();
const began = performance.now();
const whole = await build(organization, ledger, model, { giveWay: async () => {}, signal });
await model.serve(organization, whole);
const built = performance.now() - began;
const bytes = (await inUse()) - before;

const polite = performance.now();
const again = await build(organization, ledger, model, { giveWay: outside.giveWay, signal });
const builtPolitely = performance.now() - polite;
await model.discard(organization, again);

const [raw, projected, worked] = await measureByClock(
  rounds,
  async () => {
    for (let from = 0; from < steps.length; from += batch) {
      const some = steps.slice(from, from + batch);
      await redis.hset('raw', new Map(some.map(({ row }) => [String(row.person), row.live])));
    }
    return steps.length;
  },
  async () => {
    let head = await copyBefore();
    const start = process.hrtime.bigint();
    for (let from = 0; from < newest.length; from += batch) {
      head = (await takeIn(
        { model, sources: ledgers },
        organization,
        head,
        newest.slice(from, from + batch),
      ))!;
    }
    const taken = Number(process.hrtime.bigint() - start);
    if (head.revision !== newest.at(-1)!.revision) throw new Error('the copy is not where it should be');
    await model.discard(organization, head);
    return { operations: newest.length, nanoseconds: taken };
  },
  async () => {
    let people = 0;
    for (let from = 0; from < newest.length; from += batch) {
      people += stepOf(ledger, whole, newest.slice(from, from + batch)).people.length;
    }
    if (people === 0) throw new Error('nobody changed');
    return newest.length;
  },
);

heading(`projecting ${count(events)} events into Redis, a server on this machine, batches of ${batch}`);
line('baseline: ioredis, the same rows alone', perSecond(raw), rates(raw));
line('steps worked out, not written', perSecond(worked), rates(worked));
line(
  'projected',
  perSecond(projected),
  times(projected.median, raw.median),
  rates(projected),
  atLeast(1e9 / projected.median, bar, `${count(bar)}/s`),
);
const { size } = ledger.access.people;
heading(`a copy of ${count(ledger.durable + 1)} events and ${count(size)} people made anew`);
line(
  'as fast as it goes',
  `${(built / 1000).toFixed(1)} s`,
  `${count(size / (built / 1000))} people a second`,
);
line('letting other work go first', `${(builtPolitely / 1000).toFixed(1)} s`);
line(
  'memory of Redis',
  `${count(bytes / size)} bytes`,
  'a person, with 13 bytes an event',
  `${count(bytes / 2 ** 20)} MiB in all`,
);

redis.disconnect();
await model.close();
await ledgers.close();
await home.close();
await server.stop();

/** A copy that stands before the newest events. */
async function copyBefore(): Promise<Head> {
  const { access, key } = ledger;
  const revision = first - 1;
  const times = Array.from({ length: revision + 1 }, (_, at) => access.history.time(at));
  const shared = writeShared(sharedDump(access));
  const copy = await model.begin(organization, { revision, last: 'before', key, stamp: 0, shared, times });
  const people = [...new Set(steps.map(({ row }) => row.person))];
  for (let from = 0; from < people.length; from += 500) {
    const rows = people.slice(from, from + 500).map((person) => storedRow(ledger, person, revision));
    await model.fill(organization, copy, rows);
  }
  return copy;
}
