import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { office } from './office.js';
import { studio } from './studio.js';

type Summary = {
  readonly rows: number;
  readonly imported: number;
  readonly refused: number;
  readonly events: number;
  readonly whole: boolean;
};

describe('a table of people', () => {
  const place = office(studio);

  async function table(name: string, lines: readonly string[]): Promise<string> {
    const file = place.path(name);
    await writeFile(file, `${lines.join('\r\n')}\r\n`);
    return file;
  }

  /** People of one group of rows, with the analyst role. */
  function people(prefix: string, count: number): string[] {
    return Array.from({ length: count }, (_, index) => `${prefix}${index},analyst`);
  }

  async function imported(prefix: string): Promise<string[]> {
    const users = await place.shell.json<{ user: string }>('users', '--search', prefix);
    return users.map(({ user }) => user).filter((user) => user.startsWith(prefix));
  }

  it('is imported with addresses, roles, places and attributes', async () => {
    const file = await table('all.csv', [
      'user,email,roles,place,attribute.department',
      'kim,kim@studio.example,analyst;finance,,"Games, web"',
      '"o\'neil",,"contractor analyst",organization:studio,',
      'lee,,,,',
    ]);
    const ended = await place.shell.run('import', file, '--reason', 'HR-200');

    expect(ended).toEqual({ exitCode: 0, stdout: '3 rows: 3 imported, 0 refused, 7 events\n', stderr: '' });
    const users = await place.shell.json<object>('users');
    expect(users.slice(-3)).toMatchObject([
      { user: 'kim', email: 'kim@studio.example', roles: [{ role: 'analyst' }, { role: 'finance' }] },
      { user: "o'neil", email: null, roles: [{ role: 'analyst' }, { role: 'contractor' }] },
      { user: 'lee', roles: [] },
    ]);
    const [activated] = await place.shell.json('log', '--user', 'kim', '--type', 'UserActivated');
    expect(activated).toMatchObject({ reason: 'HR-200', data: { attributes: { department: 'Games, web' } } });
    expect(existsSync(`${file}.import.json`)).toBe(false);
    expect(existsSync(`${file}.refused.csv`)).toBe(false);
  });

  it('is imported in steps, without the rows that are refused', async () => {
    const rows = people('step', 45);
    rows[3] = 'step3,nope';
    rows[17] = 'service:x,analyst';
    rows[18] = 'fay,finance';
    rows[44] = 'step44,analyst,surplus';
    const file = await table('steps.csv', ['user,roles', ...rows]);
    const ended = await place.shell.run('import', file, '--step', '10');

    expect(ended).toMatchObject({ exitCode: 1, stdout: '45 rows: 42 imported, 3 refused, 84 events\n' });
    expect(ended.stderr).toContain(`refused rows are in ${file}.refused.csv`);
    expect(await readFile(`${file}.refused.csv`, 'utf8')).toBe(
      [
        'line,code,detail,user,roles',
        '5,ROLE_NOT_FOUND,there is no role `nope`,step3,nope',
        '19,INVALID_ID,`service:x` must not start with `service:`,service:x,analyst',
        '20,NOT_A_MEMBER,"`fay` was removed, use `AddUser` or `InviteUser` to bring them back",fay,finance',
        '',
      ].join('\r\n'),
    );
    expect(await imported('step')).toHaveLength(42);
  });

  it('of refused rows can be corrected and imported itself', async () => {
    const file = await table('typo.csv', ['user,roles', 'typo0,analist', 'typo1,analyst']);
    await place.shell.run('import', file);
    const report = `${file}.refused.csv`;
    await writeFile(report, (await readFile(report, 'utf8')).replace(',analist\r\n', ',analyst\r\n'));

    expect(await place.shell.run('import', report)).toMatchObject({ exitCode: 0 });
    expect((await imported('typo')).sort()).toEqual(['typo0', 'typo1']);
  });

  it('goes on where a run of it was killed, and nobody is imported twice', async () => {
    const file = await table('killed.csv', ['user,roles', ...people('killed', 200)]);
    const first = place.shell.start('import', file, '--step', '10');
    while (!existsSync(`${file}.import.json`)) await new Promise((resolve) => setImmediate(resolve));
    first.process.kill('SIGKILL');
    await first.exitCode;
    const { rows } = JSON.parse(await readFile(`${file}.import.json`, 'utf8')) as Summary;
    const second = await place.shell.run('import', file, '--step', '10', '--json');

    expect(rows).toBeLessThan(200);
    expect(second).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(`going on behind row ${rows}`),
    });
    expect(JSON.parse(second.stdout)).toMatchObject({ rows: 200, imported: 200, refused: 0, whole: true });
    const activated = await place.shell.json<{ data: { user: string } }>('log', '--type', 'UserActivated');
    const users = activated.map(({ data }) => data.user).filter((user) => user.startsWith('killed'));
    expect(users).toHaveLength(200);
    expect(new Set(users).size).toBe(200);
  });

  it('goes on after Ctrl-C, which lets a step that has begun come to its end', async () => {
    const file = await table('stopped.csv', ['user,roles', ...people('stopped', 150)]);
    const first = place.shell.start('import', file, '--step', '5', '--json');
    while (!existsSync(`${file}.import.json`)) await new Promise((resolve) => setImmediate(resolve));
    first.process.kill('SIGINT');
    const line = await first.line();

    expect(await first.exitCode).toBe(130);
    const { rows, whole } = JSON.parse(line!) as Summary;
    expect(whole).toBe(false);
    expect(await imported('stopped')).toHaveLength(rows);
    expect(await place.shell.run('import', file, '--step', '50')).toMatchObject({
      exitCode: 0,
      stdout: '150 rows: 150 imported, 0 refused, 300 events\n',
    });
  });

  it('goes on when the service is there again', async () => {
    const file = await table('away.csv', ['user,roles', ...people('away', 20)]);
    const shell = place.shell;
    await place.close();
    const away = await shell.run('import', file);
    await place.open();

    expect(away).toMatchObject({ exitCode: 4, stderr: expect.stringContaining('UNREACHABLE') });
    expect(away.stderr).toContain('the import came to row 0, the same command goes on from there');
    expect(await place.shell.run('import', file)).toMatchObject({ exitCode: 0 });
  });

  it('is not taken for another that broke off', async () => {
    const file = await table('changed.csv', ['user,roles', ...people('changed', 200)]);
    const first = place.shell.start('import', file, '--step', '5');
    while (!existsSync(`${file}.import.json`)) await new Promise((resolve) => setImmediate(resolve));
    first.process.kill('SIGKILL');
    await first.exitCode;
    await table('changed.csv', ['user,roles', ...people('changed', 201)]);

    expect(await place.shell.run('import', file)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('tells of an import of another table'),
    });
  });

  it('stops when too much is refused, before all of a wrong table is', async () => {
    const file = await table('wrong.csv', ['user,roles', ...people('wrong', 60).map((row) => `${row}s`)]);
    const ended = await place.shell.run('import', file, '--step', '10', '--max-refused', '15');

    expect(ended).toMatchObject({ exitCode: 1, stdout: '20 rows: 0 imported, 20 refused, 0 events\n' });
    expect(ended.stderr).toContain('go on from here with a higher --max-refused');
    const rest = await place.shell.run('import', file, '--step', '10', '--max-refused', '100');
    expect(rest).toMatchObject({ exitCode: 1, stdout: '60 rows: 0 imported, 60 refused, 0 events\n' });
  });

  it.each([
    ['has no headings that are known', ['name,roles', 'kim,analyst'], 'has a column `name`'],
    ['has nobody in it', ['email', 'kim@studio.example'], 'has no column `user`'],
    ['has a column twice', ['user,roles,roles', 'kim,a,b'], 'has the column `roles` twice'],
    ['is no CSV', ['user,roles', '"kim,analyst'], 'is not CSV'],
  ])('is refused as a whole where it %s', async (what, lines, says) => {
    const file = await table(`${what.replaceAll(' ', '-')}.csv`, lines);

    expect(await place.shell.run('import', file)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(says),
    });
  });

  it('is refused as a whole where whoever imports lacks the right', async () => {
    const file = await table('rights.csv', ['user,roles', 'kim2,analyst']);

    expect(await place.shell.run('import', file, '--as', 'ben')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('FORBIDDEN'),
    });
  });
});
