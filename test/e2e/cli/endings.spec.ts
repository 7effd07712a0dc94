import { describe, expect, it } from '@jest/globals';
import { office } from './office.js';
import { studio } from './studio.js';

const asked = ['ben', 'dashboards.view', 'dashboard_group:traffic'];

describe('the program ends with', () => {
  const place = office(studio);

  it('0 for a yes and 1 for a no', async () => {
    const yes = await place.shell.run('check', ...asked);
    const no = await place.shell.run('check', 'ben', 'dashboards.view', 'organization:studio');

    expect(yes).toEqual({ exitCode: 0, stdout: 'yes\n', stderr: '' });
    expect(no).toEqual({
      exitCode: 1,
      stdout: 'no: the permission does not apply to such a resource (NOT_APPLICABLE)\n',
      stderr: '',
    });
  });

  it('0 for help and its version', async () => {
    expect(await place.shell.run('--version')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    expect(await place.shell.run('who', '--help')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('--as-of'),
    });
  });

  it.each([
    ['a command that is none', ['chek'], 'Did you mean check?'],
    ['an argument too few', ['check', 'ben'], "missing required argument 'permission'"],
    ['an argument too many', ['check', ...asked, 'now'], 'too many arguments'],
    [
      'an option that is none',
      ['who', 'dashboards.view', 'dashboard_group:sales', '--wy'],
      'Did you mean --why?',
    ],
    ['a resource without a type', ['check', 'ben', 'dashboards.view', 'sales'], 'Write it as type:id'],
    ['a moment that is none', ['check', ...asked, '--as-of', 'yesterday'], 'Use a revision, an instant'],
    [
      'a day that is not in the calendar',
      ['check', ...asked, '--as-of', '2026-13-01'],
      'Use a revision, an instant',
    ],
    ['an address that is none', ['check', ...asked, '--url', 'grantline'], 'is no address of a service'],
    [
      'a key file that is not there',
      ['check', ...asked, '--key-file', '/nowhere/key'],
      '`/nowhere/key` cannot be read',
    ],
    [
      'a person to act for, but a data folder',
      ['check', ...asked, '--data', 'x', '--as', 'ada'],
      '--as is for a service',
    ],
    ['orders that are not there', ['what-if', '/nowhere/orders.yaml'], 'there is no such file'],
    ['nobody to ask', ['apply', 'orders.yaml'], 'say --yes'],
    ['a table that is not there', ['import', '/nowhere/people.csv'], 'there is no such file'],
    ['steps that are too large', ['import', 'people.csv', '--step', '501'], 'from 1 to 500'],
  ])('2 for %s', async (_, args, says) => {
    const ended = await place.shell.run(...args);

    expect(ended).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(says) });
    expect(ended.stderr).toMatch(/^error: /);
    expect(ended.stderr).not.toMatch(/^ +at /m);
  });

  it('2 where nothing says which organization, or there is no key', async () => {
    const nowhere = await place.shell.with({ GRANTLINE_ORG: '' }).run('check', ...asked);
    const keyless = await place.shell.with({ GRANTLINE_KEY: '' }).run('check', ...asked);

    expect(nowhere).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--org or GRANTLINE_ORG') });
    expect(keyless).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('GRANTLINE_KEY') });
  });

  it.each([
    ['a key that is not known', ['check', ...asked, '--key', 'gl_key_nobody'], 'UNAUTHENTICATED'],
    ['an organization that is not there', ['check', ...asked, '--org', 'acme'], 'UNKNOWN_ORGANIZATION'],
    [
      'an organization that is not in the folder',
      ['check', ...asked, '--org', 'acme', '--data', 'DATA'],
      'UNKNOWN_ORGANIZATION',
    ],
    ['a right that a person lacks', ['users', '--as', 'ben'], 'FORBIDDEN'],
    ['a time before the organization', ['check', ...asked, '--as-of', '2020-01-01'], 'MALFORMED'],
    ['a role that is not there', ['holders', 'owner'], 'ROLE_NOT_FOUND'],
    ['the same in the folder', ['holders', 'owner', '--data', 'DATA'], 'ROLE_NOT_FOUND'],
  ])('3 for %s', async (_, args, code) => {
    const ended = await place.shell.run(...args.map((arg) => (arg === 'DATA' ? place.data : arg)));

    expect(ended).toMatchObject({
      exitCode: 3,
      stdout: '',
      stderr: expect.stringContaining(`error: ${code}`),
    });
    expect(ended.stderr).not.toMatch(/^ +at /m);
  });

  it.each([
    ['a service that is not there', ['check', ...asked, '--url', 'http://127.0.0.1:9'], 'UNREACHABLE'],
    [
      'a revision that is not there yet',
      ['check', ...asked, '--as-of', '9999'],
      'REVISION_NOT_YET_AVAILABLE',
    ],
    [
      'the same in a folder',
      ['check', ...asked, '--as-of', '9999', '--data', 'DATA'],
      'REVISION_NOT_YET_AVAILABLE',
    ],
    [
      'a data folder that is not there',
      ['check', ...asked, '--data', '/nowhere'],
      'name the right data folder',
    ],
  ])('4 for %s', async (_, args, says) => {
    const ended = await place.shell.run(...args.map((arg) => (arg === 'DATA' ? place.data : arg)));

    expect(ended).toMatchObject({ exitCode: 4, stdout: '', stderr: expect.stringContaining(says) });
    expect(ended.stderr).not.toMatch(/^ +at /m);
  });

  it('130 after Ctrl-C', async () => {
    const follower = place.shell.start('log', '--follow', '--after', '0', ...place.folder);
    await follower.line();
    follower.process.kill('SIGINT');

    expect(await follower.exitCode).toBe(130);
  });

  it('141 where whoever reads its output goes away', async () => {
    const writer = place.shell.start('export', 'trail', ...place.folder);
    writer.process.stdout.destroy();

    expect(await writer.exitCode).toBe(141);
  });
});
