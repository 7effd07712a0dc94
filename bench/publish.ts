import { KafkaBus } from '#adapters/kafka/kafka-bus.js';
import { openHome } from '#adapters/sqlite/home.js';
import type { StoredEvent } from '#events/envelope.js';
import type { Message } from '#projections/publishing/message-bus.js';
import kafkajs from 'kafkajs';
import { messagesOf } from '../apps/access/publishing/messages.js';
import { dataFolder } from './folder/data-folder.js';
import { newestEvents, openLedgers } from './folder/open-ledgers.js';
import { organization } from './folder/write-ledger.js';
import { measureByClock } from './measure.js';
import { atLeast, count, heading, line, perSecond, rates, times } from './print.js';
import { isSmall } from './scale.js';

// The newest events of the ledger to a broker on this machine, one partition: the messages alone, by the bus and by the
// client of Kafka as it comes, and with everything that is worked out for them. By the clock: most of it waits for the broker.

const events = isSmall ? 500 : 20_000;
const batch = 256;
const rounds = isSmall ? 2 : 5;
const bar = 20_000;

process.env['KAFKA_HOME_LIBS'] ??= '.cache/kafka';
const { startBroker } = await import('../test/engines/kafka-broker.js');
const broker = await startBroker();
if ('missing' in broker) {
  console.log(`\npublish: not measured, ${broker.missing}`);
  process.exit(0);
}

const home = openHome(await dataFolder());
const ledgers = openLedgers(home);
const told = messagesOf(ledgers, '1');
const newest = await newestEvents(home, events);
const messages = await toMessages();
const onlyEvents = messages.filter(({ topic }) => topic === 'grantline.ledger');
const bus = new KafkaBus({ brokers: [broker.address], partitions: 1 });
const producer = new kafkajs.Kafka({
  brokers: [broker.address],
  logLevel: kafkajs.logLevel.NOTHING,
}).producer({
  idempotent: true,
  maxInFlightRequests: 1,
  createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
});
await producer.connect();
const signal = new AbortController().signal;
await bus.publish(messages.slice(0, 1), signal);

const people = newest.filter(({ data }) => typeof data['person'] === 'number');
const [raw, byBus, both, workOut, whole, ofPeople] = await measureByClock(
  rounds,
  () => inBatches(onlyEvents, sendRaw),
  () => inBatches(onlyEvents, (some) => bus.publish(some, signal)),
  () => inBatches(messages, (some) => bus.publish(some, signal)),
  () => workedOut(newest, async () => undefined),
  () => workedOut(newest, (some) => bus.publish(some, signal)),
  () => workedOut(people, (some) => bus.publish(some, signal)),
);

heading(`publishing ${count(events)} events to Kafka, one partition, broker on this machine`);
line('baseline: kafkajs, the same messages', perSecond(raw), rates(raw));
line(
  'by the bus',
  perSecond(byBus),
  times(byBus.median, raw.median),
  rates(byBus),
  atLeast(1e9 / byBus.median, bar, `${count(bar)}/s`),
);
const megabytes = messages.reduce((sum, { value }) => sum + value.length, 0) / 1e6;
line(
  'both topics, worked out before',
  perSecond(both),
  times(both.median, raw.median),
  `${count(messages.length)} messages of ${count(Math.round(megabytes))} MB`,
);
line('both topics worked out, not sent', perSecond(workOut), times(workOut.median, raw.median));
line(
  'with both topics worked out from the ledger',
  perSecond(whole),
  times(whole.median, raw.median),
  rates(whole),
  `${count(messages.length - onlyEvents.length)} of them changed access`,
  atLeast(1e9 / whole.median, bar, `${count(bar)}/s`),
);
line(
  'the same, of events about one person alone',
  perSecond(ofPeople),
  times(ofPeople.median, raw.median),
  `${count(people.length)} of them`,
  atLeast(1e9 / ofPeople.median, bar, `${count(bar)}/s`),
);
await bus.close();
await producer.disconnect();
await ledgers.close();
await home.close();
await broker.stop();

async function workedOut(
  some: readonly StoredEvent[],
  send: (messages: readonly Message[]) => Promise<void>,
): Promise<number> {
  for (let from = 0; from < some.length; from += batch) {
    await send(await told(organization, some.slice(from, from + batch)));
  }
  return some.length;
}

async function inBatches(
  all: readonly Message[],
  send: (some: readonly Message[]) => Promise<void>,
): Promise<number> {
  for (let from = 0; from < all.length; from += batch) await send(all.slice(from, from + batch));
  return events;
}

async function sendRaw(some: readonly Message[]): Promise<void> {
  const sent = some.map(({ key, headers, value }) => ({ key, headers: { ...headers }, value }));
  await producer.send({ topic: 'grantline.ledger', acks: -1, messages: sent });
}

async function toMessages(): Promise<readonly Message[]> {
  const all: Message[] = [];
  for (let from = 0; from < newest.length; from += batch) {
    all.push(...(await told(organization, newest.slice(from, from + batch))));
  }
  return all;
}
