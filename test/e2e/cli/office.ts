import 'reflect-metadata';
import { afterAll, beforeAll } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../apps/access/config.js';
import { openLog } from '../../../apps/access/log.js';
import { run, type Running } from '../../../apps/access/run.js';
import { Client } from '../client.js';
import { operatorKey } from '../trial.js';
import { Shell } from './shell.js';

/** A service whose data lies in a folder, and how to ask it or the folder alone. */
export class Office {
  /** A folder for what tests write. */
  readonly desk = mkdtempSync(join(tmpdir(), 'grantline-cli-'));
  readonly data = join(this.desk, 'data');
  /** Arguments that ask the data folder instead of the service. */
  readonly folder = ['--data', this.data] as const;
  /** UTC milliseconds, on the clock of the service. */
  now = Date.parse('2026-01-05T09:00:00Z');
  #running: Running | undefined;

  get url(): string {
    return this.#running!.url;
  }

  get operator(): Client {
    return new Client(this.url, operatorKey);
  }

  /** Of somebody who asks the service as an operator. */
  get environment(): Readonly<Record<string, string>> {
    return {
      GRANTLINE_URL: this.url,
      GRANTLINE_KEY: operatorKey,
      GRANTLINE_ORG: 'studio',
      // Far from Greenwich: nothing that is printed depends on where the program runs.
      TZ: 'Pacific/Kiritimati',
    };
  }

  get shell(): Shell {
    return new Shell(this.environment);
  }

  path(name: string): string {
    return join(this.desk, name);
  }

  async open(): Promise<void> {
    const config = readConfig({
      PORT: '0',
      GRANTLINE_DATA: this.data,
      GRANTLINE_DEMO: 'off',
      GRANTLINE_OPERATOR_KEY: operatorKey,
    });
    this.#running = await run(config, openLog('silent'), () => this.now);
  }

  /** Stops the service and starts it again, on what it has written. */
  async reopen(): Promise<void> {
    await this.close();
    await this.open();
  }

  async close(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }
}

/** An office that is open while the tests of the suite run; `begin` comes first. */
export function office(begin: (office: Office) => Promise<void> = async () => {}): Office {
  const opened = new Office();
  beforeAll(async () => {
    await opened.open();
    await begin(opened);
  });
  afterAll(async () => {
    await opened.close();
    await rm(opened.desk, { recursive: true, force: true });
  });
  return opened;
}
