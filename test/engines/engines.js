/**
 * Real servers for the tests that ask for them. A project of jest.config.js names its engines; each is started, once a
 * run, by the global setup of such a project, and only when one of its suites is to run.
 *
 * @typedef {{ address: string, origin: string } | { missing: string }} Found
 */

/** The variables in which an engine's suites find its address. */
export const variables = { redis: 'REDIS_URL', kafka: 'KAFKA_BROKERS' };

/** @typedef {keyof typeof variables} Engine */

// Suites of other projects start the service, which would take REDIS_URL for its own: so it is handed on under this
// name, and only the environment of a suite that asked for the engine translates it.
const handover = 'TEST_ENGINES';

/** What is known of the engines of this run. @returns {Partial<Record<Engine, Found>>} */
export function found() {
  return JSON.parse(process.env[handover] ?? '{}');
}

/** @type {(() => Promise<void>)[]} */
const running = [];

/**
 * Makes an engine known to the suites, once: the one that its variable names, else the one that `start` starts.
 *
 * @param {Engine} engine
 * @param {() => Promise<{ address: string, stop: () => Promise<void> } | { missing: string }>} start
 */
export async function provide(engine, start) {
  if (found()[engine] !== undefined) return;
  const variable = variables[engine];
  const given = process.env[variable];
  /** @type {Found} */
  let result;
  if (given) result = { address: given, origin: `given by ${variable}` };
  else {
    const started = await start();
    if ('stop' in started) running.push(started.stop);
    result = 'stop' in started ? { address: started.address, origin: 'started for this run' } : started;
  }
  if ('missing' in result && process.env['REQUIRE_ENGINES'] === '1') {
    throw new Error(`REQUIRE_ENGINES=1, and ${engine} cannot be used: ${result.missing}`);
  }
  process.env[handover] = JSON.stringify({ ...found(), [engine]: result });
}

export async function stopAll() {
  await Promise.all(running.splice(0).map((stop) => stop()));
}

/** The engines that a project of jest.config.js asks for. @param {import('@jest/types').Config.ProjectConfig} project */
export function enginesOf(project) {
  return /** @type {readonly Engine[]} */ (project.testEnvironmentOptions['engines'] ?? []);
}
