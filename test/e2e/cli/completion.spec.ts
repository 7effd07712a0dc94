import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { Shell } from './shell.js';

describe('completions', () => {
  const shell = new Shell();

  /** What is offered for the last of the words, and whether the shell offers names of files besides. */
  async function offered(...words: readonly string[]): Promise<{ words: string[]; files: boolean }> {
    const { stdout } = await shell.run('complete', '--', ...words);
    const lines = stdout.trimEnd().split('\n');
    return { words: lines.slice(0, -1).map((line) => line.split('\t')[0]!), files: lines.at(-1) === ':0' };
  }

  it('offer commands, and those below them', async () => {
    expect((await offered('')).words).toEqual(
      expect.arrayContaining(['check', 'why', 'who', 'import', 'verify']),
    );
    expect(await offered('wh')).toEqual({ words: ['why', 'who', 'where', 'what', 'what-if'], files: false });
    expect((await offered('model', '')).words).toEqual(expect.arrayContaining(['validate', 'test', 'diff']));
  });

  it('offer options and their values', async () => {
    expect((await offered('log', '--fol')).words).toEqual(['--follow']);
    expect((await offered('export', '--format', '')).words).toEqual(['csv', 'jsonl', 'ocsf']);
    expect((await offered('export', 'tr')).words).toEqual(['trail']);
  });

  it('leave names of files to the shell', async () => {
    expect(await offered('apply', '')).toEqual({ words: [], files: true });
    expect(await offered('model', 'validate', 'models/')).toEqual({ words: [], files: true });
    expect(await offered('verify', '--data', '')).toEqual({ words: [], files: true });
    expect(await offered('check', 'b')).toEqual({ words: [], files: false });
  });

  it.each(['bash', 'zsh', 'fish', 'powershell'])('come as a script for %s', async (name) => {
    const { exitCode, stdout } = await shell.run('completion', name);

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/grantline complete/i);
  });

  it('work in bash', async () => {
    const { stdout: script } = await shell.run('completion', 'bash');
    const here = `grantline() { '${process.execPath}' --no-warnings --import ./test/faults/sqlite/typescript.mjs apps/cli/main.ts "$@"; }`;
    // What the package bash-completion brings, as far as it is used.
    const words = `_get_comp_words_by_ref() { words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur=\${words[cword]}; }`;
    const typed = `COMP_WORDS=(grantline model va); COMP_CWORD=2; __grantline_complete; echo "$COMPREPLY"`;
    const bash = spawnSync('bash', ['-c', [here, words, 'compopt() { :; }', script, typed].join('\n')], {
      encoding: 'utf8',
    });

    expect(bash).toMatchObject({ status: 0, stdout: 'validate\n', stderr: '' });
  });
});
