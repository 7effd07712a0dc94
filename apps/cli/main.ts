import { exitCodes } from './exit-codes.js';
import { run } from './run.js';

const { argv, stdin, stdout, stderr, env: environment } = process;

/** The first Ctrl-C ends what is going on in good order, the second one at once. */
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort();
  });
}

/** Whoever read the output went away, as `head` does when it has seen enough: there is nothing left to do. */
stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.brokenPipe : exitCodes.internal);
});
stderr.on('error', () => {});

process.exitCode = await run({
  args: argv.slice(2),
  stdin,
  stdout,
  stderr,
  environment,
  signal: interruption.signal,
});
