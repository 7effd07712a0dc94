/**
 * Exports an organization of 100,000 people who hold three roles each, as CSV and as JSON Lines, and prints for each how
 * much memory that took. Needs `--expose-gc`.
 */
import { Access } from '#access/access.js';
import { document } from '#access/testing/document.suite.js';
import { reference, start } from '#access/testing/ledger.suite.js';
import type { LedgerEvent } from '#events/event.js';
import { writeSync } from 'node:fs';
import { holdingColumns } from './columns.js';
import { csv } from './csv.js';
import { Export } from './export.js';
import { holdings } from './holdings.js';
import { jsonLines } from './json-lines.js';
import type { Manifest } from './manifest.js';

const size = 100_000;
const floors = 200;

/** One line of what it prints. */
export type LargeExport = {
  readonly manifest: Manifest;
  /** The most bytes that were in use at once, above what the fold itself takes. */
  readonly above: number;
};

function* ledger(): Generator<LedgerEvent> {
  const model = reference(document());
  yield { type: 'OrganizationCreated', data: { name: 'Root', root: 'house:root', key: 'k', model } };
  yield { type: 'ResourceRegistered', data: { resource: 'house:root' } };
  for (let floor = 0; floor < floors; floor++) {
    yield { type: 'ResourceRegistered', data: { resource: `floor:${floor}`, parent: 'house:root' } };
  }
  const grants = [{ scope: 'room:*', give: { room: ['look'] } }];
  for (const role of ['guest', 'host', 'owner']) {
    yield {
      type: 'RoleCreated',
      data: { role, name: role, kind: 'custom', assignableAt: ['floor'], grants },
    };
  }
  for (let person = 0; person < size; person++) {
    yield { type: 'UserActivated', data: { person } };
    for (const role of ['guest', 'host', 'owner']) {
      const place = `floor:${(person * 7 + role.length) % floors}`;
      yield { type: 'RoleAssigned', data: { person, role, place, source: 'person' } };
    }
  }
}

function inUse(): number {
  globalThis.gc!();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const access = new Access();
for (const event of ledger()) {
  access.evolve({ ...event, revision: access.revision + 1, time: start, actor: 'operator:root' });
}
const people = {
  name: (person: number) => `user${person}`,
  email: (person: number) => `user${person}@example.com`,
};
const about = {
  content: 'holdings',
  organization: 'root',
  model: 'house@1',
  asOf: { revision: access.revision, time: new Date(start).toISOString() },
  version: '0.1.0',
} as const;

for (const format of [csv(holdingColumns), jsonLines]) {
  const exported = new Export(holdings(access.view(access.revision, start), people), format, about);
  const idle = inUse();
  let above = 0;
  let pieces = 0;
  for await (const _ of exported) {
    pieces += 1;
    if (pieces % 400 === 0) above = Math.max(above, inUse() - idle);
  }
  // Whoever read to the end has it.
  const large: LargeExport = { manifest: exported.manifest!, above };
  writeSync(1, `${JSON.stringify(large)}\n`);
}
