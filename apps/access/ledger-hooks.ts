import type { Hooks } from '#ledger/surroundings.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics/metrics.js';

/** What ledgers tell about themselves, for the log and the metrics, and for whoever must know what is written here. */
export function ledgerHooks(
  log: Log,
  metrics: Metrics,
  written?: (organization: string, revision: number) => void,
): Hooks {
  return {
    committed(organization, requests, events, revision) {
      written?.(organization, revision);
      metrics.commits.inc();
      metrics.requests.inc(requests);
      metrics.events.inc(events);
    },
    conflict(organization, tries) {
      metrics.conflicts.inc();
      log.debug({ organization, tries }, 'another process wrote first, deciding again');
    },
    outcomeUnknown(organization, err) {
      log.warn({ organization, err }, 'the store did not answer, repeating the append');
    },
    failed(organization, err) {
      metrics.stopped.inc();
      log.error({ organization, err }, 'the ledger cannot be used');
    },
    loaded(organization, revision, fromSnapshot) {
      metrics.ledgers.inc();
      log.debug({ organization, revision, fromSnapshot }, 'ledger loaded');
    },
    dropped(organization) {
      metrics.ledgers.dec();
      log.debug({ organization }, 'ledger dropped');
    },
    snapshotSaved(organization, revision, bytes) {
      log.debug({ organization, revision, bytes }, 'snapshot saved');
    },
    trouble(organization, what, err) {
      log.warn({ organization, what, err }, 'something is left to be done later');
    },
  };
}
