import type { EventEmitter } from 'node:events';
import type { Log } from './log.js';

/** What of a process stopping has to do with. */
export type Stoppable = Pick<EventEmitter, 'on'> & { exit(code: number): void };

/** Of a shell: ended by a signal. */
const interrupted = 130;

/** The first signal asks the service to stop and waits until it has; the second one ends the process at once. */
export function stopOnSignals(process: Stoppable, stop: () => Promise<void>, log: Log): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) return process.exit(interrupted);
    stopping = true;
    log.info('stopping');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
