import { KafkaBus } from '#adapters/kafka/kafka-bus.js';
import { MessageRefused } from '#projections/publishing/message-bus.js';
import { behavesLikeMessageBus, message } from '#projections/publishing/message-bus.suite.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBroker } from '../../engines/kafka-broker.js';

type Broker = Exclude<Awaited<ReturnType<typeof startBroker>>, { missing: string }>;

/** Brokers that are killed and started again take their time, on a busy machine most of all. */
jest.setTimeout(180_000);

const forEver = new AbortController().signal;

/** Some may have come twice: who drops what is not newer sees each once, in order. */
function newer(revisions: readonly number[]): readonly number[] {
  let newest = -1;
  return revisions.filter((revision) => revision > newest && ((newest = revision), true));
}

function clientOf({ address }: Broker): Kafka {
  return new Kafka({ brokers: [address], logLevel: logLevel.NOTHING });
}

/** Everything that a topic holds: by key, in the order in which it lies there. */
async function heldBy(broker: Broker, count: number): Promise<ReadonlyMap<string, readonly number[]>> {
  const consumer = clientOf(broker).consumer({ groupId: crypto.randomUUID() });
  const found = new Map<string, number[]>();
  const distinct = new Set<string>();
  const { promise, resolve } = Promise.withResolvers<void>();
  await consumer.connect();
  await consumer.subscribe({ topic: 'grantline.ledger', fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message: { key, headers } }) => {
      const organization = key!.toString();
      const revision = Number(headers!['ce_revision']!.toString());
      found.set(organization, [...(found.get(organization) ?? []), revision]);
      distinct.add(`${organization} ${revision}`);
      if (distinct.size === count) resolve();
    },
  });
  await promise;
  await consumer.disconnect();
  return found;
}

describe('Kafka', () => {
  let broker: Broker;

  beforeAll(async () => {
    const started = await startBroker();
    if ('missing' in started) throw new Error(started.missing);
    broker = started;
  });

  afterAll(() => broker.stop());

  behavesLikeMessageBus(async () => {
    const admin = clientOf(broker).admin();
    await admin.connect();
    const there = await admin.listTopics();
    const topics = there.filter((topic) => topic.startsWith('grantline.'));
    if (topics.length > 0) await admin.deleteTopics({ topics });
    await admin.disconnect();
    const bus = new KafkaBus({ brokers: [broker.address], partitions: 3 });
    return { bus, taken: (count) => heldBy(broker, count) };
  });
});

// A broker of its own, since it is killed.
describe('Kafka as a bus', () => {
  let broker: Broker;
  let bus: KafkaBus;
  let troubles: number;
  let told: string[];

  beforeEach(async () => {
    const started = await startBroker();
    if ('missing' in started) throw new Error(started.missing);
    broker = started;
    troubles = 0;
    told = [];
    bus = new KafkaBus({
      brokers: [broker.address],
      partitions: 3,
      requestTimeout: 2_000,
      trouble: (_, error) => {
        troubles += 1;
        told.push(error instanceof Error ? error.message : String(error));
      },
    });
  });

  afterEach(async () => {
    await bus.close();
    await broker.stop();
  });

  const client = () => clientOf(broker);
  const held = (count: number) => heldBy(broker, count);

  /** Settings of the topic that are not named go back to those of the broker. */
  const set = async (name: string, value: string): Promise<void> => {
    const admin = client().admin();
    await admin.connect();
    const configEntries = [{ name, value }];
    await admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: 2, name: 'grantline.ledger', configEntries }],
    });
    await admin.disconnect();
  };

  it('makes its topics, so that nothing in them is forgotten', async () => {
    await bus.publish([message('acme', 0)], forEver);

    const admin = client().admin();
    await admin.connect();
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: ['grantline.ledger', 'grantline.access'].map((name) => ({ type: 2, name })),
    });
    await admin.disconnect();
    for (const { configEntries } of resources) {
      const settings = new Map(configEntries.map(({ configName, configValue }) => [configName, configValue]));
      expect(settings.get('cleanup.policy')).toBe('delete');
      expect(settings.get('retention.ms')).toBe('-1');
    }
  });

  it('loses nothing when the broker is killed in the middle of 10,000 messages', async () => {
    const messages = Array.from({ length: 10_000 }, (_, revision) => message('acme', revision));
    await bus.publish(messages.slice(0, 2_000), forEver);
    const publishing = bus.publish(messages.slice(2_000), forEver);
    await broker.kill();
    await broker.restart();
    await publishing;

    const revisions = (await held(10_000)).get('acme')!;
    expect(newer(revisions)).toEqual(messages.map((_, revision) => revision));
  });

  it('loses nothing when the broker does not answer for a while, and then does', async () => {
    const messages = Array.from({ length: 4_000 }, (_, revision) => message('acme', revision));
    await bus.publish(messages.slice(0, 1_000), forEver);
    broker.hold(true);
    const publishing = bus.publish(messages.slice(1_000), forEver);
    while (told.length === 0) await sleep(50);
    broker.hold(false);
    await publishing;

    const revisions = (await held(4_000)).get('acme')!;
    expect(newer(revisions)).toEqual(messages.map((_, revision) => revision));
  });

  it('does not wait for a broker that does not answer, when it is told to stop', async () => {
    await bus.publish([message('acme', 0)], forEver);
    broker.hold(true);
    const stopping = new AbortController();
    const publishing = bus.publish([message('acme', 1)], stopping.signal);
    stopping.abort();
    await expect(publishing).rejects.toMatchObject({ name: 'AbortError' });
    // It would never end, since the broker goes on only afterwards.
    await bus.close();
    broker.hold(false);
  });

  it('has nothing on its way any more when it is closed, where the broker answers', async () => {
    await bus.publish([message('acme', 0)], forEver);
    const admin = client().admin();
    await admin.connect();
    const next = new KafkaBus({ brokers: [broker.address] });
    const stopping = new AbortController();
    const publishing = next.publish([message('acme', 1)], stopping.signal);
    stopping.abort();
    await expect(publishing).rejects.toMatchObject({ name: 'AbortError' });
    await next.close();

    const partitions = await admin.fetchTopicOffsets('grantline.ledger');
    await admin.disconnect();
    expect(partitions.reduce((sum, { high }) => sum + Number(high), 0)).toBe(2);
  });

  it('refuses what the broker refuses for its size, and goes on with what is smaller', async () => {
    await bus.publish([message('acme', 0)], forEver);
    await set('max.message.bytes', '2000');
    // Of a kind that no compression makes small.
    const large = message('acme', 1, JSON.stringify(randomBytes(4_000).toString('base64')));

    await expect(bus.publish([large], forEver)).rejects.toBeInstanceOf(MessageRefused);
    await bus.publish([message('beta', 0)], forEver);
    expect([...(await held(2))]).toEqual(
      expect.arrayContaining([
        ['acme', [0]],
        ['beta', [0]],
      ]),
    );
  });

  it('sends nothing to a topic that forgets, says so, and goes on when that is mended', async () => {
    await bus.publish([message('acme', 0)], forEver);
    await set('cleanup.policy', 'compact');
    const next = new KafkaBus({ brokers: [broker.address], trouble: (_, error) => told.push(String(error)) });
    const publishing = next.publish([message('acme', 1)], forEver);
    while (told.length === 0) await sleep(50);
    expect(told[0]).toContain('cleanup.policy `compact`, it must be `delete`');
    await set('cleanup.policy', 'delete');
    await publishing;
    await next.close();

    expect((await held(2)).get('acme')).toEqual([0, 1]);
    // The settings that were not named went back to those of the broker.
    expect(told.at(-1)).toMatch(/max\.message\.bytes \d+, set it to 4194304/);
  });

  it('waits for a broker that is not there yet', async () => {
    await broker.kill();
    const publishing = bus.publish([message('acme', 0)], forEver);
    await broker.restart();
    await publishing;

    expect((await held(1)).get('acme')).toEqual([0]);
    expect(troubles).toBeGreaterThan(0);
  });

  it('makes a topic again that somebody deleted', async () => {
    await bus.publish([message('acme', 0)], forEver);
    const admin = client().admin();
    await admin.connect();
    await admin.deleteTopics({ topics: ['grantline.ledger'] });
    await admin.disconnect();

    await bus.publish([message('acme', 1)], forEver);

    expect((await held(1)).get('acme')).toEqual([1]);
  });

  it('gives up when it is told to', async () => {
    await broker.kill();
    const stopping = new AbortController();
    const publishing = bus.publish([message('acme', 0)], stopping.signal);
    stopping.abort();

    await expect(publishing).rejects.toMatchObject({ name: 'AbortError' });
  });
});
