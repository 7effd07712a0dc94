import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, onPath, startProcess } from './local-process.js';
import { brokers } from './wire.js';

/** Jars of a broker: where `.ci/run` puts them, unless KAFKA_HOME_LIBS names another folder. */
const libs = process.env['KAFKA_HOME_LIBS'] ?? join(import.meta.dirname, '../../.cache/kafka');

// One node that starts in seconds and fits into 128 MiB. The buffer of the log cleaner is the difference between
// fitting and not; the short session lets a broker that was killed come back at once.
/** @param {string} dir @param {number} port @param {number} controller */
const properties = (dir, port, controller) => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
log.dirs=${join(dir, 'logs')}
auto.create.topics.enable=false
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
log.cleaner.dedupe.buffer.size=4194304
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=300
`;

/** @param {readonly string[]} args */
const java = (...args) =>
  startProcess('java', [
    ...['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx128m', '-Dlog4j2.level=WARN'],
    ...['-cp', join(libs, '*'), ...args],
  ]);

/** A broker with a folder of its own, which can be killed and started again at the same address. */
export async function startBroker() {
  if (!onPath('java')) return { missing: 'KAFKA_BROKERS is not set and there is no java on the PATH' };
  if (!existsSync(libs) || !readdirSync(libs).some((name) => name.startsWith('kafka_'))) {
    return {
      missing: `KAFKA_BROKERS is not set and there are no jars of a broker in ${libs} (KAFKA_HOME_LIBS)`,
    };
  }
  const dir = mkdtempSync(join(tmpdir(), 'grantline-kafka-'));
  const port = await freePort();
  const config = join(dir, 'server.properties');
  writeFileSync(config, properties(dir, port, await freePort()));
  const cluster = randomBytes(16).toString('base64url');
  // In one word: a name that begins with a dash would be taken for an option.
  await java('kafka.tools.StorageTool', 'format', `--cluster-id=${cluster}`, '-c', config).finished();
  const address = `127.0.0.1:${port}`;
  let broker = java('kafka.Kafka', config);
  const ready = () => broker.until(async () => (await brokers(address)) === 1, 60_000);
  await ready();
  return {
    address,
    /** Ends it without a word, as a crash does. */
    kill: () => broker.kill(),
    /** Holds it where it is, so that connections stay and nothing is answered; or lets it go on. @param {boolean} held */
    hold: (held) => broker.hold(held),
    async restart() {
      broker = java('kafka.Kafka', config);
      await ready();
    },
    async stop() {
      broker.hold(false);
      await broker.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
