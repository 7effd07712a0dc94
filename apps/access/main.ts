import 'reflect-metadata';
import { StoreCorrupt, StoreUnavailable } from '#store/event-store.js';
import { ConfigError, readConfig } from './config.js';
import { openLog } from './log.js';
import { run, type Running } from './run.js';
import { stopOnSignals } from './signals.js';

const log = openLog('info');

async function start(): Promise<Running> {
  const config = readConfig(process.env);
  log.level = config.logLevel;
  const running = await run(config, log);
  if (running.welcome !== undefined) process.stdout.write(running.welcome);
  return running;
}

/** The service must not run: one sentence says why, a stack only where nobody foresaw it. */
function refuse(error: unknown): never {
  const foreseen =
    error instanceof ConfigError || error instanceof StoreUnavailable || error instanceof StoreCorrupt;
  process.stderr.write(
    `Grantline does not start: ${foreseen ? error.message : String((error as Error)?.stack ?? error)}\n`,
  );
  process.exit(1);
}

start().then(({ stop }) => stopOnSignals(process, stop, log), refuse);
