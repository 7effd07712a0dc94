import { describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { office } from './office.js';
import { Shell } from './shell.js';

describe('an access model document', () => {
  const place = office();
  /** Nothing to ask: what looks at documents does so on this machine. */
  const alone = new Shell({ GRANTLINE_URL: 'http://127.0.0.1:9' });

  async function changed(name: string, change: (text: string) => string): Promise<string> {
    const file = place.path(name);
    await writeFile(file, change(await readFile('models/ocp.yaml', 'utf8')));
    return file;
  }

  it('that is valid says so', async () => {
    expect(await alone.run('model', 'validate', 'models/ocp.yaml')).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^ocp@1 is valid \(sha256-[\w-]+\)\n$/),
      stderr: '',
    });
  });

  it('that is not tells every fault with line and column', async () => {
    const file = await changed('invalid.yaml', (text) =>
      text.replace('version: 1', 'version: one').replace(/^facets:/m, 'facets:\n  odd: 3'),
    );
    const lines = (await readFile(file, 'utf8')).split('\n');
    const line = (of: string) => lines.findIndex((text) => text.startsWith(of)) + 1;
    const ended = await alone.run('model', 'validate', file);

    expect(ended).toMatchObject({ exitCode: 1, stderr: '2 wrong\n' });
    expect(ended.stdout).toContain(
      `${file}: /version: must be a number, not \`one\` (line ${line('version')}, column 1)`,
    );
    expect(ended.stdout).toContain(
      `${file}: /facets/odd: must be a map, not \`3\` (line ${line('  odd')}, column 3)`,
    );
    expect(await alone.json('model', 'validate', file)).toMatchObject([
      { path: '/version' },
      { path: '/facets/odd' },
    ]);
  });

  it('that is no YAML is refused, and one that is not there', async () => {
    expect(await alone.pipe('a: [', 'model', 'validate', '-')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^standard input: .*\(line 1, column \d+\)/),
    });
    expect(await alone.run('model', 'validate', '/nowhere.yaml')).toMatchObject({ exitCode: 2 });
  });

  it('runs its golden cases', async () => {
    const passed = await alone.run('model', 'test', 'models/ocp.yaml');
    const file = await changed('failing.yaml', (text) =>
      text.replace('allow: [orchestrator.deploy_application]}', 'deny: [orchestrator.deploy_application]}'),
    );
    const failed = await alone.run('model', 'test', file);

    expect(passed).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^\d+ passed, 0 failed\n$/) });
    expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/^\d+ passed, 1 failed\n$/) });
    expect(failed.stdout).toMatch(
      /^failed {2}.* \(\d+ cases\)\n +in `.*`, `\w+` should be denied .*, but the answer is ALLOWED/m,
    );
  });

  it('is compared with another, or with a published version', async () => {
    const file = await changed('next.yaml', (text) => text.replace('version: 1', 'version: 2'));
    const added = await changed('added.yaml', (text) =>
      text.replace(/^guards:$/m, 'guards:\n  grant_limit: own'),
    );

    expect(await alone.run('model', 'diff', 'models/ocp.yaml', file)).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
    expect(await place.shell.run('model', 'diff', 'ocp@1', 'models/ocp.yaml')).toMatchObject({ exitCode: 0 });
    expect(await alone.run('model', 'diff', 'models/ocp.yaml', added)).toEqual({
      exitCode: 1,
      stdout: 'change   what    facet  name\nchanged  guards\n',
      stderr: '',
    });
  });

  it('is published once', async () => {
    const file = await changed('house.yaml', (text) => text.replace('name: ocp', 'name: house'));

    expect(await place.shell.run('model', 'publish', file)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^published house@1 /),
    });
    const models = await place.shell.json<{ name: string }>('model', 'list');
    expect(models.map(({ name }) => name)).toContain('house');
    const other = await changed('other.yaml', (text) =>
      text.replace('name: ocp', 'name: house').replace(/^custom_roles:.*$/m, ''),
    );
    expect(await place.shell.run('model', 'publish', other)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/VERSION_EXISTS|TESTS_FAILED|MODEL_INVALID/),
    });
  });
});
