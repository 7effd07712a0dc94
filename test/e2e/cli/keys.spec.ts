import { describe, expect, it } from '@jest/globals';
import { office } from './office.js';
import { studio } from './studio.js';

describe('API keys', () => {
  const place = office(studio);

  it('are made, told once, used, listed and ended', async () => {
    const made = await place.shell.run(
      'keys',
      'create',
      'crm',
      '--for',
      'studio',
      '--can',
      'check',
      '--can',
      'audit',
    );

    expect(made).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^gl_key_\S+\n$/) });
    const secret = made.stdout.trim();
    const crm = place.shell.with({ GRANTLINE_KEY: secret });
    const question = ['ben', 'dashboards.view', 'dashboard_group:traffic'];
    expect(await crm.run('check', ...question)).toMatchObject({ exitCode: 0 });
    expect(await crm.run('users')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('FORBIDDEN'),
    });

    const listed = await place.shell.run('keys', 'list');
    expect(listed.stdout).toMatch(/^\S+ +crm +studio +check, audit +\S+ +operator:root$/m);
    expect(listed.stdout).not.toContain(secret);

    const [key] = await place.shell.json<{ id: string }>('keys', 'list');
    expect(await place.shell.run('keys', 'delete', key!.id)).toMatchObject({ exitCode: 0 });
    expect(await crm.run('check', ...question)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('UNAUTHENTICATED'),
    });
    expect(await place.shell.run('keys', 'delete', key!.id)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('NOT_FOUND'),
    });
  });

  it('say which organizations they reach', async () => {
    expect(await place.shell.run('keys', 'create', 'crm', '--can', 'check')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--for-all'),
    });
    expect(
      await place.shell.run('keys', 'create', 'crm', '--can', 'check', '--for', 'studio', '--for-all'),
    ).toMatchObject({ exitCode: 2 });
    expect(await place.shell.json('keys', 'create', 'crm', '--can', 'check', '--for-all')).toMatchObject([
      { organizations: '*' },
    ]);
  });

  it('may come from a file', async () => {
    const shell = place.shell.with({ GRANTLINE_KEY: '' });

    expect(await shell.run('keys', 'list', '--key-file', `${place.data}/nothing`)).toMatchObject({
      exitCode: 2,
    });
    expect(await shell.run('keys', 'list', '--key', 'gl_op_wrong')).toMatchObject({ exitCode: 3 });
  });
});
