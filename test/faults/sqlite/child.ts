import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A program of this folder in a process of its own, read line by line. */
export class Child {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #ended: Promise<unknown>;
  readonly #lines: AsyncIterator<string>;

  constructor(program: string, args: readonly string[]) {
    const here = 'test/faults/sqlite';
    this.#process = spawn(
      process.execPath,
      ['--no-warnings', '--import', `./${here}/typescript.mjs`, `${here}/${program}`, ...args],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    this.#ended = once(this.#process, 'close');
    const lines: Interface = createInterface({ input: this.#process.stdout });
    this.#lines = lines[Symbol.asyncIterator]();
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** The next whole line, `undefined` when the program has ended. */
  async line(): Promise<string | undefined> {
    const { done, value } = await this.#lines.next();
    return done === true ? undefined : value;
  }

  send(line: string): void {
    this.#process.stdin.write(`${line}\n`);
  }

  /** Ends it at once, as `kill -9` does, and answers the lines that it had still written. */
  async kill(): Promise<readonly string[]> {
    this.#process.kill('SIGKILL');
    const left: string[] = [];
    for (let line = await this.line(); line !== undefined; line = await this.line()) left.push(line);
    await this.#ended;
    return left;
  }
}
