import type { Command } from 'commander';
import type { Readable, Writable } from 'node:stream';
import { type ExitCode, exitCodes } from './exit-codes.js';
import { failureOf } from './failure.js';
import { program } from './program.js';
import { Session } from './session.js';
import { Output } from './terminal/output.js';
import { version } from './version.js';

/** What the program is given by whoever starts it. */
export type Surroundings = {
  readonly args: readonly string[];
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
};

/** Only these need what completions take to load. */
const completing: ReadonlySet<string> = new Set(['completion', 'complete']);

/** Runs one command and resolves with what to end with. */
export async function run({
  args,
  stdin,
  stdout,
  stderr,
  environment,
  signal,
}: Surroundings): Promise<ExitCode> {
  const colours = stdout.isTTY === true && !environment['NO_COLOR'] && !args.includes('--no-color');
  const output = new Output(stdout, stderr, colours, stderr.isTTY === true);
  const session = new Session(output, stdin, environment, signal);
  const root = program(session, version());
  if (completing.has(args[0] ?? '')) {
    const { withCompletion } = await import('./completion.js');
    withCompletion(root, (line) => stdout.write(`${line}\n`));
  }
  everyCommand(root, (command) => {
    command.exitOverride().configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHasColors: () => colours,
    });
  });
  try {
    await root.parseAsync(args, { from: 'user' });
    return signal.aborted ? exitCodes.interrupted : session.exitCode;
  } catch (error) {
    const { exitCode, lines } = failureOf(error);
    if (signal.aborted) return exitCodes.interrupted;
    lines.forEach((line, index) => output.note(index === 0 ? `error: ${line}` : line));
    return exitCode;
  }
}

function everyCommand(command: Command, change: (command: Command) => void): void {
  change(command);
  for (const child of command.commands) everyCommand(child, change);
}
