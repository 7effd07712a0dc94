import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ports that were given: nobody may have taken them yet. @type {Set<number>} */
const given = new Set();

/** A port of 127.0.0.1 that was free a moment ago; another one each time. @returns {Promise<number>} */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const { port } = address;
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
}

/**
 * A program that runs beside the tests and ends with them, whatever way they end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 */
export function startProcess(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-4000)));
  }
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`));
  });

  return {
    /**
     * Resolves as soon as `ready` does so with true; it may fail until then.
     *
     * @param {() => Promise<boolean>} ready
     * @param {number} deadline milliseconds
     */
    async until(ready, deadline) {
      const end = Date.now() + deadline;
      let fault = '';
      void ended.then((why) => (fault = why));
      while (!(await ready().catch(() => false))) {
        if (Date.now() > end) fault ||= `it was not ready after ${deadline} ms`;
        if (fault !== '') throw new Error(`\`${command}\` did not start: ${fault}\n${output}`);
        await sleep(20);
      }
    },
    async stop() {
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(10_000, undefined, { ref: false }).then(kill)]);
      process.removeListener('exit', kill);
    },
    /** Holds it where it is, without a word to those who wait for it; or lets it go on. @param {boolean} held */
    hold(held) {
      child.kill(held ? 'SIGSTOP' : 'SIGCONT');
    },
    /** Resolves when it has ended, which it could not prevent. */
    async kill() {
      kill();
      await ended;
      process.removeListener('exit', kill);
    },
    /** Resolves with what the program printed when it has ended by itself, and rejects when it failed. */
    async finished() {
      const why = await ended;
      if (child.exitCode !== 0) throw new Error(`\`${command}\` failed: ${why}\n${output}`);
      return output;
    },
  };
}

/** Whether a program of that name is on the PATH. @param {string} program */
export function onPath(program) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, program)));
}
