import { describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run } from '../../../apps/cli/run.js';
import { office } from './office.js';
import { studio } from './studio.js';

describe('somebody at a terminal', () => {
  const place = office(studio);

  /** Runs it in this process, at what looks like a terminal, and says `said` when asked. */
  async function apply(said: string): Promise<{ exitCode: number; stdout: string; stderr: string }> {
    const orders = place.path('rename.yaml');
    await writeFile(orders, `commands: [{type: RenameOrganization, data: {name: Elsewhere}}]`);
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const { GRANTLINE_URL: url, GRANTLINE_KEY: key, GRANTLINE_ORG: org } = place.environment;
    const written = Promise.all([text(stdout), text(stderr)]);
    stderr.on('data', (asked: Buffer) => asked.includes('[y/N]') && stdin.end(said));
    const exitCode = await run({
      args: ['apply', orders, '--url', url!, '--key', key!, '--org', org!],
      stdin: Object.assign(stdin, { isTTY: true }),
      stdout: Object.assign(stdout, { isTTY: true }),
      stderr,
      environment: {},
      signal: new AbortController().signal,
    });
    stdout.end();
    stderr.end();
    const [answers, notes] = await written;
    return { exitCode, stdout: answers, stderr: notes };
  }

  async function name(): Promise<string> {
    const { body } = await place.operator.get<{ name: string }>('/v1/organizations/studio');
    return body.name;
  }

  it.each(['', '\n', 'n\n', 'nay\n', 'yes please\n'])('changes nothing by saying %j', async (said) => {
    const { exitCode, stderr } = await apply(said);

    expect(exitCode).toBe(1);
    expect(stderr).toContain('nothing was changed');
    expect(await name()).toBe('Studio');
  });

  it('sees what it comes to, in colours, and carries it out by saying yes', async () => {
    const { exitCode, stdout, stderr } = await apply('y\n');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('\u001b[1m1 event\u001b[22m');
    expect(stderr).toMatch(/Carry this out\? \[y\/N\] .*done: 1 event/s);
    expect(await name()).toBe('Elsewhere');
  });
});
