import 'reflect-metadata';
import { Keys } from '#adapters/redis/keys.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../apps/access/config.js';
import { openLog } from '../../../apps/access/log.js';
import { run, type Running } from '../../../apps/access/run.js';
import { acme, type Decision, founding, order, question } from '../../e2e/acme.js';
import { Shell } from '../../e2e/cli/shell.js';
import { Client } from '../../e2e/client.js';

const operatorKey = 'the-operator-key-of-the-one-with-the-shell';
const url = process.env['REDIS_URL']!;

describe('read models on the command line', () => {
  const shell = new Shell();
  let folder: string;
  let epoch: string;
  let redis: Redis;
  let running: Running;
  let client: Client;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'grantline-read-model-'));
    epoch = randomUUID();
    redis = new Redis(url);
    const home = { GRANTLINE_DATA: folder, REDIS_URL: url, GRANTLINE_EPOCH: epoch, GRANTLINE_DEMO: 'off' };
    running = await run(
      readConfig({ PORT: '0', GRANTLINE_OPERATOR_KEY: operatorKey, ...home }),
      openLog('silent'),
    );
    client = new Client(running.url, operatorKey);
    expect((await client.post(`${acme}/commands`, founding)).status).toBe(200);
    expect(await decision()).toBe(true);
  });

  afterEach(async () => {
    await running.stop();
    redis.disconnect();
    rmSync(folder, { recursive: true });
  });

  const decision = async () =>
    (
      await client.post<Decision>(
        `${acme}/access/v1/evaluation`,
        question('dev', 'miniapps.edit_app', 'group:sales'),
      )
    ).body.decision;
  const command = (what: string, ...args: readonly string[]) =>
    shell.run('read-model', what, '--from', folder, '--redis', url, '--epoch', epoch, ...args);
  const rows = async () => {
    const copy = (await redis.hget(new Keys(epoch).head('acme'), 'copy'))!;
    return new Keys(epoch).copy('acme', copy).people;
  };

  it('are verified, and made anew where they are not as the ledger, while the service answers', async () => {
    expect(await command('verify')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^acme +\d+ +as the ledger$/m),
    });
    // Whoever has the role in the other group takes over the row of `dev`, but for the name.
    const key = await rows();
    const [of, another] = [(await redis.hget(key, '1'))!, (await redis.hget(key, '2'))!];
    await redis.hset(key, '1', of.slice(0, 22) + another.slice(22));
    expect(await decision()).toBe(false);

    const found = await command('verify', '--json');
    expect(found).toMatchObject({ exitCode: 1 });
    expect(JSON.parse(found.stdout)).toMatchObject({
      organization: 'acme',
      findings: [expect.stringMatching(/^person 1 is not as in the ledger at revision \d+$/)],
    });
    expect(await command('rebuild', 'acme')).toMatchObject({ exitCode: 0 });
    expect(await command('verify')).toMatchObject({ exitCode: 0 });
    expect(await decision()).toBe(true);

    // The service goes on with the new copy.
    expect((await client.post(`${acme}/commands`, order('SuspendUser', { user: 'dev' }))).status).toBe(200);
    expect(await decision()).toBe(false);
    expect(await command('verify')).toMatchObject({ exitCode: 0 });
  });

  it('are told of where there are none, and where there is no Redis', async () => {
    const elsewhere = ['--epoch', randomUUID()];
    expect(await command('verify', ...elsewhere)).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('there is no copy'),
    });
    const nowhere = ['--redis', 'redis://127.0.0.1:1'];
    expect(await command('verify', ...nowhere)).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('Redis does not answer'),
    });
  });
});
