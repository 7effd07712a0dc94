import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

const serverCore = '0';
const otherCores = `1-${cpus().length - 1}`;

/** Whether processes can be tied to cores here. */
const canTie = cpus().length > 1 && spawnSync('taskset', ['--version']).status === 0;

/** A command that runs on the one core that is kept for servers. */
export function onServerCore(command: string, args: readonly string[]): [string, readonly string[]] {
  return canTie ? ['taskset', ['-c', serverCore, command, ...args]] : [command, args];
}

/** Moves this process to the other cores, so that the load takes nothing from the server. */
export function leaveServerCore(): void {
  if (canTie) spawnSync('taskset', ['-a', '-c', '-p', otherCores, String(process.pid)]);
}

export const cores = canTie
  ? `server on core ${serverCore}, load from ${cpus().length > 2 ? `cores ${otherCores}` : 'core 1'}`
  : 'server and load on any core, since `taskset` is not there';
