import { relative } from 'node:path';
import { enginesOf, found } from './engines.js';

/** Says at the end of a run which engines its suites used, and which suites could not run for the lack of one. */
export default class EngineReport {
  /** @type {Map<import('./engines.js').Engine, string[]>} */
  #suites = new Map();
  #tookStandIn = false;
  /** Projects whose services keep their ledgers in a stand-in. @type {Set<string>} */
  #onStandIn = new Set();

  /** @param {import('@jest/test-result').Test} test */
  onTestResult(test) {
    const { config } = test.context;
    if (test.path.includes('eventstoredb') && process.env['EVENTSTOREDB_URL'] === undefined) {
      this.#tookStandIn = true;
    }
    if (config.testEnvironmentOptions['store'] === 'eventstoredb') {
      this.#onStandIn.add(config.displayName?.name ?? '');
    }
    for (const engine of enginesOf(config)) {
      const suites = this.#suites.get(engine) ?? [];
      this.#suites.set(engine, [...suites, relative(config.rootDir, test.path)]);
    }
  }

  onRunComplete() {
    if (this.#tookStandIn) {
      process.stderr.write('eventstoredb: a stand-in took its place, there is no EVENTSTOREDB_URL\n');
    }
    if (this.#onStandIn.size > 0) {
      process.stderr.write(`${[...this.#onStandIn].join(', ')}: on a stand-in of EventStoreDB\n`);
    }
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
