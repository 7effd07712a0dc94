import { relative } from 'node:path';
import { enginesOf, found } from './engines.js';

/** Says at the end of a run which engines its suites used, and which suites could not run for the lack of one. */
export default class EngineReport {
  /** Of each engine: suites by the name of their project. @type {Map<import('./engines.js').Engine, Map<string, string[]>>} */
  #suites = new Map();
  #tookStandIn = false;
  /** Projects whose services keep their ledgers in a stand-in. @type {Set<string>} */
  #onStandIn = new Set();

  /** @param {import('@jest/test-result').Test} test */
  onTestResult(test) {
    const { config } = test.context;
    const project = config.displayName?.name ?? '';
    if (test.path.includes('eventstoredb') && process.env['EVENTSTOREDB_URL'] === undefined) {
      this.#tookStandIn = true;
    }
    if (config.testEnvironmentOptions['store'] === 'eventstoredb') {
      this.#onStandIn.add(project);
    }
    for (const engine of enginesOf(config)) {
      const suites = this.#suites.get(engine) ?? new Map();
      suites.set(project, [...(suites.get(project) ?? []), relative(config.rootDir, test.path)]);
      this.#suites.set(engine, suites);
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
          : `${engine}: not run, ${it.missing}\n${listed(suites)}`;
      process.stderr.write(`${line}\n`);
    }
  }
}

/** Projects that run the same suites share a list. @param {Map<string, string[]>} suites by project */
function listed(suites) {
  const lists = Map.groupBy(suites.keys(), (project) => suites.get(project)?.toSorted().join('\n    ') ?? '');
  return [...lists].map(([list, projects]) => `  ${projects.toSorted().join(', ')}:\n    ${list}`).join('\n');
}
