import { StandIn } from '#adapters/eventstoredb/stand-in/server.js';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the service of a suite keeps what it keeps, in the variables that tell it. */
export type TrialHomes = { readonly variables: Readonly<Record<string, string>>; close(): void };

/** The homes that the project of the suite names (`jest.config.js`); everything in memory where it names none. */
export async function openTrialHomes(): Promise<TrialHomes> {
  const { TRIAL_STORE: store = 'memory', TRIAL_REDIS_URL, TRIAL_KAFKA_BROKERS } = process.env;
  const engines = {
    ...(TRIAL_REDIS_URL !== undefined && { REDIS_URL: TRIAL_REDIS_URL }),
    ...(TRIAL_KAFKA_BROKERS !== undefined && { KAFKA_BROKERS: TRIAL_KAFKA_BROKERS }),
    // Suites share the engines, and nothing in them.
    GRANTLINE_EPOCH: randomUUID(),
  };
  if (store !== 'eventstoredb') {
    const data = mkdtempSync(join(tmpdir(), 'grantline-trial-'));
    const variables = { ...engines, GRANTLINE_STORE: store, GRANTLINE_DATA: data };
    return { variables, close: () => rmSync(data, { recursive: true, force: true }) };
  }
  const standIn = await StandIn.start();
  const masterKey = Buffer.alloc(32, 7).toString('base64url');
  const variables = { ...engines, EVENTSTOREDB_URL: standIn.url, GRANTLINE_MASTER_KEY: masterKey };
  return { variables, close: () => standIn.stop() };
}
