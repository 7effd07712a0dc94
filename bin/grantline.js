#!/usr/bin/env node
/** Starts the compiled command line on the Node that comes with the packages, whichever Node runs this. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/apps/cli/main.js', import.meta.url));
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

if (!existsSync(main)) {
  process.stderr.write('error: grantline is not built yet, run `npm run build` first\n');
  process.exit(2);
}

const child = spawn(pinnedNode(), ['--enable-source-maps', main, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// How to end is for the child to decide. Of Ctrl-C a terminal tells it already.
for (const signal of signals) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('error', ({ message }) => {
  process.stderr.write(`error: the pinned Node does not start: ${message}\n`);
  process.exit(5);
});
child.on('exit', (code, signal) => {
  process.exit(code ?? (signal === null ? 5 : 128 + constants.signals[signal]));
});

function pinnedNode() {
  const installed = dirname(createRequire(import.meta.url).resolve('node/package.json'));
  return join(installed, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
