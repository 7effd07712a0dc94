import { StandIn } from '#adapters/eventstoredb/stand-in/server.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../apps/access/config.js';
import { openLog } from '../../../apps/access/log.js';
import { run, type Running } from '../../../apps/access/run.js';
import { acme, type Decision, founding, question } from '../acme.js';
import { Client } from '../client.js';
import { Shell } from './shell.js';

const operatorKey = 'the-operator-key-that-moves-house-with-it';

describe('moving house', () => {
  let folder: string;
  let standIn: StandIn;
  const shell = new Shell();

  const start = (home: Readonly<Record<string, string>>): Promise<Running> =>
    run(
      readConfig({
        PORT: '0',
        GRANTLINE_DEMO: 'off',
        GRANTLINE_OPERATOR_KEY: operatorKey,
        GRANTLINE_MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
        ...home,
      }),
      openLog('silent'),
    );

  /** Whether `dev` is known there by name, and may what the role gives. */
  async function lives(home: Readonly<Record<string, string>>): Promise<boolean> {
    const { url, stop } = await start(home);
    const { body } = await new Client(url, operatorKey).post<Decision>(
      `${acme}/access/v1/evaluation`,
      question('dev', 'miniapps.edit_app', 'group:sales'),
    );
    await stop();
    return body.decision;
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grantline-copy-'));
    standIn = await StandIn.start();
    const { url, stop } = await start({ GRANTLINE_DATA: join(folder, 'data') });
    expect((await new Client(url, operatorKey).post(`${acme}/commands`, founding)).status).toBe(200);
    await stop();
  });

  afterEach(() => {
    standIn.stop();
    rmSync(folder, { recursive: true });
  });

  it('from a data folder to EventStoreDB and back leaves everything as it was', async () => {
    const data = join(folder, 'data');
    const there = await shell.run('copy', data, standIn.url);
    expect(there).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+ events in \d+ streams and \d+ keys: the same in both homes\n$/),
    });
    expect(await lives({ EVENTSTOREDB_URL: standIn.url })).toBe(true);

    const back = join(folder, 'back');
    const again = await shell.run('copy', standIn.url, back);
    expect(again).toMatchObject({ exitCode: 0, stdout: there.stdout });
    expect(await lives({ GRANTLINE_DATA: back })).toBe(true);
    expect(await shell.run('verify', '--data', back)).toMatchObject({ exitCode: 0 });
  });

  it('is refused while a service writes there, and where there is nothing', async () => {
    const data = join(folder, 'data');
    const { stop } = await start({ GRANTLINE_DATA: data });
    expect(await shell.run('copy', data, standIn.url)).toMatchObject({
      exitCode: 4,
      stderr: expect.not.stringContaining('    at '),
    });
    await stop();

    expect(await shell.run('copy', join(folder, 'none'), standIn.url)).toMatchObject({ exitCode: 2 });
    expect(await shell.run('copy', data, data)).toMatchObject({ exitCode: 2 });
  });
});
