import { beforeEach, describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { openLog } from './log.js';
import { stopOnSignals, type Stoppable } from './signals.js';

class Process extends EventEmitter implements Stoppable {
  readonly codes: number[] = [];

  exit(code: number): void {
    this.codes.push(code);
    this.emit('exit');
  }

  exited(): Promise<void> {
    return new Promise((resolve) => void this.once('exit', resolve));
  }
}

describe('a signal', () => {
  let process: Process;
  let stopped: PromiseWithResolvers<void>;
  beforeEach(() => {
    process = new Process();
    stopped = Promise.withResolvers();
    stopOnSignals(process, () => stopped.promise, openLog('silent'));
  });

  it.each(['SIGTERM', 'SIGINT'])(
    '%s ends the process once everything accepted is finished',
    async (signal) => {
      process.emit(signal);
      expect(process.codes).toEqual([]);
      const exited = process.exited();
      stopped.resolve();
      await exited;
      expect(process.codes).toEqual([0]);
    },
  );

  it('that comes second ends the process at once', () => {
    process.emit('SIGTERM');
    process.emit('SIGINT');
    expect(process.codes).toEqual([130]);
  });

  it('whose stop fails is told by the exit code', async () => {
    process.emit('SIGTERM');
    const exited = process.exited();
    stopped.reject(new Error('the disk is gone'));
    await exited;
    expect(process.codes).toEqual([1]);
  });
});
