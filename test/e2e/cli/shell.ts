import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** How a run of the program ended, and what it wrote. */
export type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

/** A shell with some environment, in which `grantline` is run from its sources. */
export class Shell {
  constructor(private readonly environment: Readonly<Record<string, string>> = {}) {}

  /** The same with more in its environment. */
  with(environment: Readonly<Record<string, string>>): Shell {
    return new Shell({ ...this.environment, ...environment });
  }

  run(...args: readonly string[]): Promise<Ended> {
    return this.pipe('', ...args);
  }

  /** Runs with something on standard input. */
  async pipe(input: string, ...args: readonly string[]): Promise<Ended> {
    const started = this.start(...args);
    started.process.stdin.end(input);
    const [stdout, stderr] = await Promise.all([text(started.process.stdout), text(started.process.stderr)]);
    return { exitCode: await started.exitCode, stdout, stderr };
  }

  /** What is printed with `--json`, line by line. A test says what it expects to read. */
  async json<Line>(...args: readonly string[]): Promise<readonly Line[]> {
    const { stdout } = await this.run(...args, '--json');
    return jsonLines<Line>(stdout);
  }

  start(...args: readonly string[]): Started {
    return new Started(
      spawn(
        process.execPath,
        ['--no-warnings', '--import', './test/faults/sqlite/typescript.mjs', 'apps/cli/main.ts', ...args],
        { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] ?? '', ...this.environment } },
      ),
    );
  }
}

export function jsonLines<Line>(text: string): readonly Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** A run that goes on. */
export class Started {
  readonly exitCode: Promise<number | null>;
  #lines: AsyncIterator<string> | undefined;

  constructor(readonly process: ChildProcessByStdio<Writable, Readable, Readable>) {
    this.exitCode = once(process, 'close').then(([code]: (number | null)[]) => code ?? null);
    // A program that ends early does not read what it is given.
    process.stdin.on('error', () => {});
  }

  /** The next line of standard output, `undefined` when there is none any more. */
  async line(): Promise<string | undefined> {
    this.#lines ??= createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
    const { done, value } = await this.#lines.next();
    return done === true ? undefined : value;
  }
}
