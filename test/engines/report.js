import { relative } from 'node:path';
import { enginesOf, found } from './engines.js';

/** Says at the end of a run which engines its suites used, and which suites could not run for the lack of one. */
export default class EngineReport {
  /** @type {Map<import('./engines.js').Engine, string[]>} */
  #suites = new Map();

  /** @param {import('@jest/test-result').Test} test */
  onTestResult(test) {
    const { config } = test.context;
    for (const engine of enginesOf(config)) {
      const suites = this.#suites.get(engine) ?? [];
      this.#suites.set(engine, [...suites, relative(config.rootDir, test.path)]);
    }
  }

  onRunComplete() {
    for (const [engine, suites] of this.#suites) {
      const it = found()[engine];
      if (it === undefined) continue;
      const line =
        'address' in it
          ? `${engine}: ${it.address}, ${it.origin}`
          : `${engine}: not run, ${it.missing}\n  ${suites.toSorted().join('\n  ')}`;
      process.stderr.write(`${line}\n`);
    }
  }
}
