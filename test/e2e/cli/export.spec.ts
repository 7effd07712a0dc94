import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { office } from './office.js';
import { jsonLines } from './shell.js';
import { studio } from './studio.js';

const day = ['--as-of', '2026-02-15'];

describe('an export', () => {
  const place = office(studio);

  it('of a data folder has who holds what, and says so of itself in its last line', async () => {
    const { stdout, exitCode } = await place.shell.run('export', ...day, ...place.folder);
    const lines = jsonLines<object>(stdout);

    expect(exitCode).toBe(0);
    expect(lines.slice(0, -1)).toMatchObject([
      { user: 'ada', role: 'organization_admin', since: { actor: 'operator:root' } },
      { user: 'ben', role: 'analyst', status: 'active', since: { actor: 'ada', revision: 13 } },
      { user: 'fay', role: 'finance', email: 'fay@studio.example' },
      { user: 'mia', role: 'organization_admin', until: '2026-04-01T00:00:00.000Z' },
    ]);
    expect(lines.at(-1)).toMatchObject({
      manifest: { records: 4, asOf: { revision: 18 }, organization: 'studio' },
    });
  });

  it('as CSV is a table, with the manifest beside it', async () => {
    const file = place.path('review.csv');
    const args = ['export', 'permissions', '--resource', 'dashboard_group:sales', '--format', 'csv', ...day];
    const ended = await place.shell.run(...args, '--file', file, ...place.folder);
    const rows: Record<string, string>[] = parse(await readFile(file), { columns: true });

    expect(ended).toMatchObject({ exitCode: 0, stdout: '' });
    const dashboards = rows.filter(({ permission }) => permission === 'dashboards.view');
    expect(dashboards).toMatchObject([
      {
        user: 'fay',
        resource: 'dashboard_group:sales',
        since_actor: 'mia',
        through: expect.stringContaining('`finance`'),
      },
    ]);
    const manifest = JSON.parse(await readFile(`${file}.manifest.json`, 'utf8'));
    expect(manifest).toMatchObject({ content: 'permissions', format: 'csv', records: rows.length });
    expect(await place.shell.run('verify-export', file)).toMatchObject({
      exitCode: 0,
      stdout: `whole: ${rows.length} records, the permissions of studio at revision 18\n`,
    });
  });

  it('of the trail has refused attempts among the events, also as OCSF', async () => {
    const trail = jsonLines<object>(
      (await place.shell.run('export', 'trail', ...day, ...place.folder)).stdout,
    );
    const ocsf = await place.shell.run('export', 'trail', '--format', 'ocsf', ...day, ...place.folder);

    expect(trail.slice(-3)).toMatchObject([
      { kind: 'refused', actor: 'mia', data: { code: 'SELF_CHANGE_FORBIDDEN' } },
      { kind: 'refused', actor: 'ben', data: { code: 'FORBIDDEN' } },
      { manifest: { counts: { event: 19, refused: 2 } } },
    ]);
    expect(jsonLines<object>(ocsf.stdout)).toHaveLength(21);
    expect(jsonLines<object>(ocsf.stderr)).toMatchObject([{ manifest: { format: 'ocsf', records: 21 } }]);
    expect(await place.shell.run('export', 'holdings', '--format', 'ocsf', ...place.folder)).toMatchObject({
      exitCode: 3,
    });
  });

  it.each([
    ['holdings', 'csv'],
    ['holdings', 'jsonl'],
    ['trail', 'csv'],
    ['trail', 'jsonl'],
    ['trail', 'ocsf'],
    ['trail', 'csv', '--actor', 'mia', '--since', '2026-02-05'],
    ['trail', 'csv', '--after', '14', '--user', 'mia', '--type', 'RoleAssigned'],
    ['trail', 'csv', '--resource', 'dashboard_group:sales'],
  ])('of a service is that of its folder to the byte: %s as %s %s %s', async (content, format, ...filter) => {
    const args = ['export', content, '--format', format, ...filter, ...day];
    const service = await place.shell.run(...args);

    expect(service.exitCode).toBe(0);
    expect(service.stdout.split('\n').length).toBeGreaterThan(1);
    expect(await place.shell.run(...args, ...place.folder)).toEqual(service);
  });

  it('of a service is saved with its manifest', async () => {
    const file = place.path('service.csv');
    const ended = await place.shell.run('export', 'permissions', '--format', 'csv', ...day, '--file', file);

    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/ bytes, \d+ records\n$/) });
    expect(await place.shell.run('verify-export', file)).toMatchObject({ exitCode: 0 });
  });

  it('is narrowed only where that means something', async () => {
    expect(await place.shell.run('export', 'holdings', '--actor', 'mia')).toMatchObject({ exitCode: 2 });
    for (const source of [[], place.folder]) {
      const ended = await place.shell.run('export', 'holdings', '--resource', 'project:web', ...source);
      expect(ended).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining('MALFORMED') });
    }
  });

  it('that is cut off, or altered, is told from a whole one', async () => {
    const [whole, cut, altered] = ['whole.jsonl', 'cut.jsonl', 'altered.jsonl'].map((name) =>
      place.path(name),
    );
    await place.shell.run('export', '--file', whole!, ...day, ...place.folder);
    const text = await readFile(whole!, 'utf8');
    await writeFile(cut!, text.slice(0, text.lastIndexOf('{"manifest"')));
    await writeFile(altered!, text.replace('"mia"', '"max"'));

    expect(await place.shell.run('verify-export', whole!)).toMatchObject({ exitCode: 0 });
    expect(await place.shell.run('verify-export', cut!)).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^cut: /),
    });
    expect(await place.shell.run('verify-export', altered!)).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^altered: /),
    });
    expect(await place.shell.run('verify-export', '/nowhere')).toMatchObject({ exitCode: 2 });
  });

  it('never takes the place of a file, and leaves none behind that is not whole', async () => {
    const file = place.path('kept.jsonl');
    await writeFile(file, 'kept');
    const missing = place.path('missing.jsonl');

    expect(await place.shell.run('export', '--file', file, ...place.folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('it exists'),
    });
    expect(await readFile(file, 'utf8')).toBe('kept');
    expect(
      await place.shell.run('export', '--file', missing, '--resource', 'x:y', 'permissions', ...place.folder),
    ).toMatchObject({
      exitCode: 3,
    });
    expect([missing, `${missing}.partial`].filter(existsSync)).toEqual([]);
  });
});
