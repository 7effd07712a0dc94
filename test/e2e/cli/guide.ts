import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Office } from './office.js';

/** A command of a guide, and what the guide says that it prints. */
export type Step = { readonly command: string; readonly output: string };

/** A part of a guide: files that it shows, or commands with what they print. */
export type Block =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'console'; readonly steps: readonly Step[] };

const fence = /^```(\w+)(?: (\S+))?\n(.*?)^```$/gms;

/** The fenced blocks of a guide: `console` holds commands after `$ `, any other that has a name is a file. */
export function blocksOf(guide: string): Block[] {
  return [...readFileSync(guide, 'utf8').matchAll(fence)].flatMap(
    ([, language, name, body = '']): Block[] => {
      if (language === 'console') return [{ kind: 'console', steps: stepsOf(body) }];
      return name === undefined ? [] : [{ kind: 'file', name, text: body }];
    },
  );
}

function stepsOf(body: string): Step[] {
  return body
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const end = step.indexOf('\n');
      return { command: step.slice(0, end), output: step.slice(end + 1) };
    });
}

/** What stands for the data folder in guides. */
const folder = '/srv/grantline';

/** Runs a command as a reader would, with `grantline` on the path and files of the guide where the reader is. */
export async function runStep(office: Office, { command }: Step): Promise<string> {
  const program = `grantline() { (cd ${process.cwd()} && ${process.execPath} --no-warnings --import ./test/faults/sqlite/typescript.mjs apps/cli/main.ts "$@"); }`;
  const here = office.desk;
  const line = command
    .replaceAll(folder, office.data)
    .replaceAll(/(?<=\s)([\w-]+\.(?:yaml|csv|jsonl)(?:\.refused\.csv)?)\b/g, `${here}/$1`);
  const bash = spawn('bash', ['-c', `exec 2>&1; ${program}; ${line}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', ...office.environment },
  });
  const [output] = await Promise.all([text(bash.stdout), once(bash, 'close')]);
  return output
    .replaceAll('\r\n', '\n')
    .replaceAll(`${here}/data`, folder)
    .replaceAll(`${here}/`, '')
    .replaceAll(office.url, 'https://grantline.example');
}

export function writeFileOf(office: Office, { name, text }: Extract<Block, { readonly kind: 'file' }>): void {
  writeFileSync(join(office.desk, name), text);
}

/** Whether something reads as a guide says, where `…` stands for anything. */
export function reads({ output }: Step): RegExp {
  const literal = output.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's');
}
