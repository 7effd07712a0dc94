import { Ledgers } from '#ledger/ledgers.js';
import { Credentials } from '#platform/credentials.js';
import { Models } from '#platform/models.js';
import { OrganizationRequests } from '#platform/organization-requests.js';
import { Clock } from './clock.js';
import type { Config } from './config.js';
import { Following } from './following/following.js';
import { Ready } from './health/ready.js';
import { type Homes, openHomes } from './homes.js';
import { Authentication, bySecret } from './http/authentication.js';
import { Cursors } from './http/cursors.js';
import { PublicUrl } from './http/public-url.js';
import type { Log } from './log.js';
import { ledgerHooks } from './ledger-hooks.js';
import { Metrics } from './metrics/metrics.js';
import { safeOf } from './organization-requests/safe.js';
import { Projections } from './organizations/projections.js';
import { ReadModel } from './read-model/read-model.js';
import { openReadModel } from './read-model/open-read-model.js';
import { Exports } from './queries/exports/exports.js';
import { EventStreams } from './queries/trail/live/event-streams.js';
import { Questions } from './questions/questions.js';
import { type Kept, masterKey } from './secrets.js';
import { Workers } from './workers.js';

/** Everything that the routes work with, put together as the configuration says. */
export type Service = {
  readonly config: Config;
  readonly log: Log;
  readonly homes: Homes;
  readonly masterKey: Kept<Uint8Array>;
  readonly models: Models;
  readonly credentials: Credentials;
  readonly authentication: Authentication;
  readonly requests: OrganizationRequests;
  readonly ledgers: Ledgers;
  readonly projections: Projections;
  /** Where plain checks are answered from, if not from the ledgers in memory. */
  readonly readModel: ReadModel | undefined;
  readonly clock: Clock;
  readonly cursors: Cursors;
  readonly questions: Questions;
  readonly eventStreams: EventStreams;
  readonly exports: Exports;
  readonly metrics: Metrics;
  readonly ready: Ready;
  readonly publicUrl: PublicUrl;
  /** Finishes what was accepted, then lets go of the homes. */
  close(): Promise<void>;
};

/**
 * @throws ConfigError, StoreUnavailable or StoreCorrupt with a sentence when the service must not run
 */
export async function openService(
  config: Config,
  log: Log,
  clock: () => number = Date.now,
): Promise<Service> {
  const homes = await openHomes(config);
  const home = await openReadModel(config, log);
  try {
    const key = masterKey(config);
    const models = new Models(homes.events, clock);
    const credentials = new Credentials(homes.events, clock);
    const metrics = new Metrics();
    const ledgers = new Ledgers({
      store: homes.events,
      keys: homes.keys,
      snapshots: homes.snapshots,
      masterKey: key.secret,
      clock,
      models: (name, version) => models.reference(name, version),
      hooks: ledgerHooks(log, metrics, (organization, revision) =>
        readModel?.freshness.written(organization, revision),
      ),
      ...(homes.shared && { isFollowing: () => projections.isLive }),
    });
    await ledgers.start();
    await models.load();
    await credentials.load();
    const requests = new OrganizationRequests(homes.events, safeOf(ledgers.vault), clock);
    await requests.load();
    const cursors = new Cursors(key.secret);
    const questions = new Questions(ledgers, cursors);
    const { events } = homes;
    const isFollowing = () => projections.isLive;
    const readModel: ReadModel | undefined =
      home && new ReadModel({ home, events, vault: ledgers.vault, isFollowing, clock });
    const others = readModel === undefined ? [] : [readModel.freshness];
    const projections: Projections = new Projections(homes, ledgers, log, metrics, others);
    const journals = new Following(
      homes.events,
      homes.shared ? { credentials, models, requests } : {},
      log,
      metrics,
    );
    const publicUrl = new PublicUrl(config.publicUrl);
    const { odometer } = projections;
    const workers = await Workers.start({
      homes,
      ledgers,
      model: home,
      odometer,
      config,
      clock,
      log,
      metrics,
    });
    const ready = new Ready({
      store: homes.events,
      projections,
      following: journals,
      workers,
      readModel: home,
    });
    projections.start();
    journals.start();
    const close = async () => {
      await workers.stop();
      await journals.stop();
      await projections.stop();
      await ledgers.close();
      await home?.close();
      await homes.close();
    };
    return {
      config,
      log,
      homes,
      masterKey: key,
      models,
      credentials,
      authentication: new Authentication([bySecret(credentials, () => journals.isLive)]),
      requests,
      ledgers,
      projections,
      readModel,
      clock: new Clock(clock),
      cursors,
      questions,
      eventStreams: new EventStreams(questions, projections.announcements, log),
      exports: new Exports(log),
      metrics,
      ready,
      publicUrl,
      close,
    };
  } catch (error) {
    await home?.close();
    await homes.close();
    throw error;
  }
}
