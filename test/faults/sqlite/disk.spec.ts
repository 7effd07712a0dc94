import { checkHome } from '#adapters/sqlite/check.js';
import { openHome } from '#adapters/sqlite/home.js';
import { readAll } from '#store/event-samples.suite.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './child.js';

describe('a disk that fails in a commit', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grantline-disk-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('leaves the outcome unknown, and the same append again settles it', async () => {
    const child = new Child('disk.ts', [folder]);
    expect(await child.line()).toBe('open');
    // The operating system fails writes beyond this size of a file, here of the journal.
    limitFiles(child.pid, '600000');
    child.send('write');
    let revision = 0;
    let line = await child.line();
    for (; line === `written ${revision}`; line = await child.line()) revision += 1;
    expect(revision).toBeGreaterThan(5);
    expect(line).toMatch(/^OutcomeUnknown: the disk failed while .* check the disk and repeat the request$/);
    child.send('again');
    expect(await child.line()).toMatch(/^OutcomeUnknown/);

    limitFiles(child.pid, 'unlimited');
    child.send('again');
    expect(await child.line()).toBe(`written ${revision}`);
    expect(await child.line()).toBe(`written ${revision + 1}`);
    await child.kill();

    for await (const fault of checkHome(folder)) expect(fault).toBeUndefined();
    const home = openHome(folder);
    const events = await readAll(home.events, 'organization-a');
    expect(events.length).toBeGreaterThan(revision + 1);
    await home.close();
  }, 30_000);
});

function limitFiles(pid: number, bytes: string): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
}
