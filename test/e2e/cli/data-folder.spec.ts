import { describe, expect, it } from '@jest/globals';
import { cpSync, existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { office } from './office.js';
import { Shell } from './shell.js';
import { studio } from './studio.js';

const check = ['check', 'ben', 'dashboards.view', 'dashboard_group:sales', '--as-of', '2026-03-02'];
const master = 'master-key';

describe('a data folder', () => {
  const place = office(studio);
  const shell = new Shell({ GRANTLINE_ORG: 'studio' });
  let copies = 0;

  /** A copy of the folder, as an auditor gets it, with something done to its events. */
  async function copy(change: string = ''): Promise<string> {
    copies += 1;
    const folder = place.path(`copy-${copies}`);
    await shell.run('backup', folder, '--keys-to', folder, ...place.folder);
    cpSync(join(place.data, master), join(folder, master));
    const events = new DatabaseSync(join(folder, 'grantline.db'));
    events.exec(change);
    events.close();
    return folder;
  }

  it('that is in use is found to be sound', async () => {
    const verified = await shell.run('verify', ...place.folder);

    expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
    const lines = verified.stdout.split('\n').map((line) => line.split(/ {2,}/));
    expect(lines[0]).toEqual(['stream', 'events', 'revisions', 'from', 'until', 'verdict']);
    expect(lines.find(([stream]) => stream === 'organization-studio')).toEqual([
      'organization-studio',
      '22',
      '0 to 21',
      '2026-01-05T09:00:00.000Z',
      '2026-03-20T09:00:00.000Z',
      'sound, no gaps',
    ]);
    expect(lines.find(([stream]) => stream === 'refusals-studio')?.slice(0, 3)).toEqual([
      'refusals-studio',
      '2',
      '0 to 1',
    ]);
  });

  it('is read without a master key as far as that goes', async () => {
    const folder = await copy();
    writeFileSync(join(folder, 'other'), Buffer.alloc(32, 7).toString('base64url'));
    const bare = place.path('bare');
    cpSync(folder, bare, { recursive: true, filter: (file) => !file.endsWith(master) });

    expect(await shell.run('verify', '--data', bare)).toMatchObject({
      exitCode: 0,
      stderr: 'there is no master key, so names were not checked\n',
    });
    expect(await shell.run(...check, '--data', bare)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('holds no master key'),
    });
    expect(
      await shell.run(...check, '--data', bare, '--master-key-file', join(folder, master)),
    ).toMatchObject({ exitCode: 0 });
    expect(
      await shell
        .with({ GRANTLINE_MASTER_KEY: readFileSync(join(folder, master), 'utf8').trim() })
        .run(...check, '--data', bare),
    ).toMatchObject({ exitCode: 0 });
    expect(
      await shell.run(...check, '--data', bare, '--master-key-file', join(folder, 'other')),
    ).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('the master key is not the one'),
    });
  });

  const ofLedger = `stream = (SELECT id FROM streams WHERE name = 'organization-studio')`;

  it.each([
    [
      'an event is missing',
      `DELETE FROM events WHERE ${ofLedger} AND revision = 12`,
      /revision 12 is missing before 13/,
    ],
    [
      'the end of a request is missing',
      `DELETE FROM events WHERE ${ofLedger} AND revision >= 15`,
      /the last 1 event of a request are missing/,
    ],
    [
      'a revision was given to another event',
      `UPDATE events SET revision = 99 WHERE ${ofLedger} AND revision = 21`,
      /has revision 99 in its stream, expected 21/,
    ],
    [
      'data is no JSON',
      `UPDATE events SET data = '{' WHERE ${ofLedger} AND revision = 13`,
      /data of the event at position \d+ is not canonical JSON/,
    ],
    [
      'an event cannot follow',
      `UPDATE events SET data = replace(data, '"analyst"', '"analyzt"') WHERE ${ofLedger} AND revision = 13`,
      /it cannot be replayed/,
    ],
    [
      'time goes back',
      `UPDATE events SET metadata = replace(metadata, '"time":"17', '"time":"16') WHERE ${ofLedger} AND revision = 20`,
      /revision 20 is older than the one before it/,
    ],
    [
      'a name is not as it was sealed',
      `UPDATE events SET data = json_set(data, '$.identity', 'v1.AAAA.AAAA.AAAA') WHERE ${ofLedger} AND revision = 12`,
      /it cannot be replayed/,
    ],
    [
      'a stream is without events',
      `INSERT INTO streams (name) VALUES ('organization-ghost')`,
      /stream `organization-ghost` has no events/,
    ],
  ])('is found to be damaged where %s', async (_, change, says) => {
    const folder = await copy(change);
    const verified = await shell.run('verify', '--data', folder);

    expect(verified).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(says) });
    expect(verified.stderr).toBe('');
  });

  it('is found to be damaged where bytes are', async () => {
    const folder = await copy();
    const file = join(folder, 'keys.db');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0, 4096, 6000));
    const verified = await shell.run('verify', '--data', folder);

    expect(verified).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('keys.db') });
  });

  it('is sound without its snapshots, which are told when they are damaged', async () => {
    const folder = await copy();
    cpSync(join(place.data, 'snapshots'), join(folder, 'snapshots'), { recursive: true });
    writeFileSync(join(folder, 'snapshots', 'x.snapshot'), 'x');
    const verified = await shell.run('verify', '--data', folder, '--json');

    expect(verified.exitCode).toBe(1);
    expect(verified.stdout.split('\n')[0]).toBe(
      JSON.stringify({
        finding: 'snapshots/x.snapshot is damaged; the service does without it, and it may be deleted',
      }),
    );
    expect(existsSync(join(folder, 'snapshots', 'x.snapshot'))).toBe(true);
  });

  it('is copied while it is in use, keys apart, and never over another copy', async () => {
    const [events, keys] = [place.path('events'), place.path('keys')];
    const copied = await shell.run('backup', events, '--keys-to', keys, ...place.folder);

    expect(copied).toMatchObject({
      exitCode: 0,
      stdout: `${join(events, 'grantline.db')}\n${join(keys, 'keys.db')}\n`,
      stderr: expect.stringContaining('the master key is never copied'),
    });
    expect(statSync(join(keys, 'keys.db')).mode & 0o077).toBe(0);
    expect(globSync('*', { cwd: events })).toEqual(['grantline.db']);
    expect(await shell.run('backup', events, ...place.folder)).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('exists'),
    });
  });

  it('gets another master key while no service runs on it', async () => {
    const folder = await copy();
    const before = readFileSync(join(folder, master), 'utf8');
    const rotated = await shell.run('keys', 'rotate-master', '--data', folder);

    expect(rotated).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(`the master key in ${join(folder, master)}`),
    });
    expect(readFileSync(join(folder, master), 'utf8')).not.toBe(before);
    expect(statSync(join(folder, master)).mode & 0o077).toBe(0);
    expect(await shell.run(...check, '--data', folder)).toMatchObject({ exitCode: 0 });
    expect(await shell.run('verify', '--data', folder)).toMatchObject({ exitCode: 0 });
    expect(await shell.run('keys', 'rotate-master', ...place.folder)).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('another process writes'),
    });
    expect(existsSync(join(place.data, `${master}.new`))).toBe(false);
  });

  it('finishes a rotation that broke off', async () => {
    const folder = await copy();
    const kept = place.path('kept-key');
    cpSync(join(folder, master), kept);
    await shell.run('keys', 'rotate-master', '--data', folder);
    // As if it had ended before the new key took the place of the old one.
    cpSync(join(folder, master), join(folder, `${master}.new`));
    cpSync(kept, join(folder, master));

    expect(await shell.run('keys', 'rotate-master', '--data', folder)).toMatchObject({ exitCode: 0 });
    expect(await shell.run(...check, '--data', folder)).toMatchObject({ exitCode: 0 });
  });

  it('gets a master key that is kept elsewhere', async () => {
    const folder = await copy();
    const [from, to] = [place.path('from-key'), place.path('to-key')];
    cpSync(join(folder, master), from);

    expect(
      await shell.run('keys', 'rotate-master', '--data', folder, '--master-key-file', from),
    ).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('name the file of the new one with --to'),
    });
    expect(
      await shell.run('keys', 'rotate-master', '--data', folder, '--master-key-file', from, '--to', to),
    ).toMatchObject({ exitCode: 0 });
    expect(await shell.run(...check, '--data', folder, '--master-key-file', to)).toMatchObject({
      exitCode: 0,
    });
    expect(await shell.run(...check, '--data', folder)).toMatchObject({ exitCode: 4 });
  });
});
