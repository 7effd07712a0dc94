import 'reflect-metadata';
import { afterAll, beforeAll } from '@jest/globals';
import { readConfig } from '../../apps/access/config.js';
import { openLog } from '../../apps/access/log.js';
import { run, type Running } from '../../apps/access/run.js';
import type { Service } from '../../apps/access/service.js';
import { Client } from './client.js';
import { openTrialHomes, type TrialHomes } from './homes.js';

export const operatorKey = 'the-operator-key-of-all-end-to-end-tests';

/** The service on the homes that the project names, for the suite that calls this. */
export function trial(
  variables: Readonly<Record<string, string>> = {},
  clock?: () => number,
): {
  readonly url: string;
  /** The service itself, for what no client can do. */
  readonly inside: Service;
  readonly operator: Client;
  readonly stranger: Client;
  client(key: string): Client;
} {
  let running: Running;
  let homes: TrialHomes;
  beforeAll(async () => {
    homes = await openTrialHomes();
    const config = readConfig({
      PORT: '0',
      GRANTLINE_DEMO: 'off',
      GRANTLINE_OPERATOR_KEY: operatorKey,
      ...homes.variables,
      ...variables,
    });
    running = await run(config, openLog('silent'), clock);
  });
  afterAll(async () => {
    await running.stop();
    homes.close();
  });
  return {
    get url() {
      return running.url;
    },
    get inside() {
      return running.service;
    },
    get operator() {
      return new Client(running.url, operatorKey);
    },
    get stranger() {
      return new Client(running.url, undefined);
    },
    client: (key) => new Client(running.url, key),
  };
}
