import { TestEnvironment } from 'jest-environment-node';
import { enginesOf, found, variables } from './engines.js';

/** Gives a suite the addresses of the engines its project names, or skips it where one is missing. */
export default class EngineEnvironment extends TestEnvironment {
  /** @type {readonly import('./engines.js').Engine[]} */
  #engines;
  /** @type {string | undefined} */
  #store;

  /** @param {ConstructorParameters<typeof TestEnvironment>} args */
  constructor(...args) {
    super(...args);
    this.#engines = enginesOf(args[0].projectConfig);
    this.#store = /** @type {string | undefined} */ (args[0].projectConfig.testEnvironmentOptions['store']);
  }

  /** @override */
  async setup() {
    await super.setup();
    const { env } = this.global.process;
    // Where the suites begin a service of their own, they tell it where things are (`test/e2e/homes.ts`).
    const prefix = this.#store === undefined ? '' : 'TRIAL_';
    for (const engine of this.#engines) {
      const it = found()[engine];
      if (it !== undefined && 'address' in it) env[prefix + variables[engine]] = it.address;
    }
    if (this.#store !== undefined) env['TRIAL_STORE'] = this.#store;
  }

  /** @param {import('@jest/types').Circus.Event} event */
  handleTestEvent(event) {
    const missing = this.#engines.some((engine) => 'missing' in (found()[engine] ?? {}));
    if (missing && event.name === 'run_describe_start') event.describeBlock.mode = 'skip';
    if (missing && event.name === 'test_start') event.test.mode = 'skip';
  }
}
