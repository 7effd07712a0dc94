import { describe, expect, it } from '@jest/globals';
import { office } from './office.js';
import { studio } from './studio.js';

type Entry = { readonly type: string; readonly revision: number };

describe.each([
  ['a service', []],
  ['a data folder', ['--data']],
])('the trail of %s', (_, where) => {
  const place = office(studio);

  async function suspend(user: string): Promise<number> {
    const commands = [{ type: 'SuspendUser', data: { user } }];
    const { body } = await place.operator.post<{ revision: number }>('/v1/organizations/studio/commands', {
      commands,
    });
    return body.revision;
  }

  it('is followed from where it was seen last, until Ctrl-C', async () => {
    const source = where.length > 0 ? place.folder : [];
    const follower = place.shell.start('log', '--follow', '--after', '20', '--json', ...source);
    const first = JSON.parse((await follower.line())!) as Entry;
    const revision = await suspend('ben');
    const second = JSON.parse((await follower.line())!) as Entry;
    follower.process.kill('SIGINT');

    expect(first).toMatchObject({ type: 'UserRemoved', revision: 21 });
    expect(second).toMatchObject({ type: 'UserSuspended', revision, text: 'operator:root suspended ben' });
    expect(await follower.line()).toBeUndefined();
    expect(await follower.exitCode).toBe(130);
  });

  it('is followed as far as it is asked for', async () => {
    const source = where.length > 0 ? place.folder : [];
    const follower = place.shell.start(
      'log',
      '-f',
      '--after',
      '0',
      '--user',
      'mia',
      '--type',
      'RoleAssigned',
      ...source,
    );
    const heading = await follower.line();
    const line = await follower.line();
    follower.process.kill('SIGTERM');

    expect(heading).toMatch(/^revision +time +reason +what$/);
    expect(line).toContain('HR-117, deputy until April');
    expect(await follower.exitCode).toBe(130);
  });
});
