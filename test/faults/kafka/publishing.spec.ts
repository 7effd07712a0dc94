import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Consumer, Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { headers, published as schemas } from '../../../apps/access/asyncapi/messages.js';
import { readConfig } from '../../../apps/access/config.js';
import { openLog } from '../../../apps/access/log.js';
import { run, type Running } from '../../../apps/access/run.js';
import { DecisionCache } from '../../../docs/examples/change-feed/decision-cache.js';
import { acme, founding, order, type Receipt } from '../../e2e/acme.js';
import { Client } from '../../e2e/client.js';
import { eventually } from '../../e2e/eventually.js';
import { startBroker } from '../../engines/kafka-broker.js';

type Broker = Exclude<Awaited<ReturnType<typeof startBroker>>, { missing: string }>;

/** Brokers that are killed and started again take their time, on a busy machine most of all. */
jest.setTimeout(180_000);

const operatorKey = 'the-operator-key-of-a-service-that-publishes';

describe('a service that publishes to Kafka', () => {
  let broker: Broker;
  let folder: string;
  let running: Running;
  let operator: Client;
  let consumer: Consumer;
  let heard: { readonly topic: string; readonly message: KafkaMessage }[];

  const start = async (): Promise<void> => {
    const config = readConfig({
      PORT: '0',
      GRANTLINE_DATA: folder,
      GRANTLINE_DEMO: 'off',
      GRANTLINE_OPERATOR_KEY: operatorKey,
      KAFKA_BROKERS: broker.address,
    });
    running = await run(config, openLog('silent'));
    operator = new Client(running.url, operatorKey);
  };
  const send = async (type: string, data: object): Promise<Receipt> => {
    const { status, body } = await operator.post<Receipt>(`${acme}/commands`, order(type, data));
    expect(status).toBe(200);
    return body;
  };
  /** The topics are there when the first message is. */
  const published = () =>
    eventually(
      () => operator.get<string>('/metrics'),
      ({ body }) =>
        /^grantline_publisher_live 1$/m.test(body) && /^grantline_published_messages_total [1-9]/m.test(body),
    );
  const listen = async (): Promise<void> => {
    consumer = new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING }).consumer({
      groupId: crypto.randomUUID(),
    });
    await consumer.connect();
    await consumer.subscribe({ topics: ['grantline.ledger', 'grantline.access'], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ topic, message }) => void heard.push({ topic, message }) });
  };
  const revisions = (topic: string) =>
    heard
      .filter((one) => one.topic === topic)
      .map(({ message }) => Number(String(message.headers!['ce_revision'])));
  /** However long it takes: a broker that comes back is not asked again at once. */
  const until = async (topic: string, revision: number): Promise<void> => {
    while (!revisions(topic).includes(revision)) await pause(20);
  };

  beforeAll(async () => {
    const started = await startBroker();
    if ('missing' in started) throw new Error(started.missing);
    broker = started;
  });
  afterAll(() => broker.stop());

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grantline-publishing-'));
    heard = [];
    await start();
    expect((await operator.post(`${acme}/commands`, founding)).status).toBe(200);
  });

  afterEach(async () => {
    await consumer.disconnect();
    await running.stop();
    rmSync(folder, { recursive: true });
  });

  it('tells every event in order and what it did, goes on after a restart, and loses nothing to a broker that dies', async () => {
    const { revision: suspended } = await send('SuspendUser', { user: 'dev' });
    await published();
    await listen();
    await until('grantline.access', suspended);
    await until('grantline.ledger', suspended);

    expect(revisions('grantline.ledger')).toEqual(Array.from({ length: suspended + 1 }, (_, index) => index));
    for (const { topic, message } of heard) {
      const schema = schemas[topic as keyof typeof schemas];
      expect(schema.safeParse(JSON.parse(String(message.value))).error).toBeUndefined();
      const sent = Object.entries(message.headers!).map(([name, value]) => [name, String(value)]);
      expect(headers.safeParse(Object.fromEntries(sent)).error).toBeUndefined();
    }
    const event = heard.find(
      ({ topic, message }) =>
        topic === 'grantline.ledger' && String(message.headers!['ce_revision']) === `${suspended}`,
    )!.message;
    expect(String(event.key)).toBe('acme');
    expect({ ...event.headers }).toMatchObject({
      'content-type': Buffer.from('application/json'),
      ce_specversion: Buffer.from('1.0'),
      ce_type: Buffer.from('grantline.UserSuspended.v1'),
      ce_source: Buffer.from('/v1/organizations/acme'),
      ce_epoch: Buffer.from('1'),
    });
    expect(JSON.parse(String(event.value))).toMatchObject({ type: 'UserSuspended', data: { user: 'dev' } });
    const access = heard.find(
      ({ topic, message }) =>
        topic === 'grantline.access' && String(message.headers!['ce_revision']) === `${suspended}`,
    )!.message;
    expect(JSON.parse(String(access.value))).toMatchObject({
      revision: suspended,
      truncated: false,
      changes: [
        {
          user: 'dev',
          resource: 'group:sales',
          gained: [],
          lost: expect.arrayContaining(['miniapps.edit_app']),
        },
      ],
    });

    await running.stop();
    await start();
    await broker.kill();
    const { revision: back } = await send('ReinstateUser', { user: 'dev' });
    const { revision: last } = await send('AssignRole', {
      user: 'vic',
      role: 'viewer',
      place: 'group:sales',
    });
    await broker.restart();
    await consumer.disconnect();
    heard = [];
    await listen();
    await until('grantline.access', last);
    await until('grantline.ledger', last);

    const distinct = [...new Set(revisions('grantline.ledger'))];
    expect(distinct).toEqual(Array.from({ length: last + 1 }, (_, index) => index));
    expect(revisions('grantline.access')).toEqual(expect.arrayContaining([suspended, back, last]));
  });

  it('lets a cache of decisions forget what was taken back', async () => {
    const cache = new DecisionCache();
    const { body } = await operator.get<{ revision: number }>(acme);
    cache.keep('acme', 'dev', 'miniapps.edit_app group:sales', true, body.revision);
    cache.keep('acme', 'vic', 'miniapps.view_apps group:support', true, body.revision);
    const { revision } = await send('SuspendUser', { user: 'dev' });
    await published();
    await listen();
    await until('grantline.access', revision);
    const mine = heard.filter(
      ({ topic, message }) =>
        topic === 'grantline.access' && Number(String(message.headers!['ce_revision'])) > body.revision,
    );
    for (const { message } of mine) cache.hear(message);

    expect(cache.get('acme', 'dev', 'miniapps.edit_app group:sales')).toBeUndefined();
    cache.keep('acme', 'dev', 'miniapps.edit_app group:sales', true, body.revision);
    expect(cache.get('acme', 'dev', 'miniapps.edit_app group:sales')).toBeUndefined();
  });
});
