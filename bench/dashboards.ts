import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Fact, LedgerEvent } from '#events/event.js';
import type { Grant } from '#events/grant.js';
import type { ModelDocument } from '#model/document.js';
import { modelHash } from '#model/hash.js';

const document = parse(readFileSync('models/omniata.yaml', 'utf8')) as ModelDocument;
const root = 'organization:acme';

/** Somebody sees all dashboards and edits a few of them: those of small projects, and those whose list says so. */
export const analyst = 0;

/**
 * The ledger of an organization of the model `omniata`: so many dashboard groups, all but ten of them in one large
 * project. The large project is for looking, the others are for editing as well; every tenth group has a list of its own.
 */
export function* dashboards(groups: number): Generator<Fact> {
  let revision = 0;
  for (const event of events(groups)) {
    yield { ...event, revision, time: Date.UTC(2026, 0, 1) + revision, actor: 'operator:root' };
    revision++;
  }
}

function* events(groups: number): Generator<LedgerEvent> {
  const { name, version } = document;
  const model = { name, version, hash: modelHash(document), document };
  yield { type: 'OrganizationCreated', data: { name: 'Acme', root, key: 'k', model } };
  yield { type: 'ResourceRegistered', data: { resource: root } };
  yield { type: 'ResourceRegistered', data: { resource: 'project:large', parent: root } };
  for (let number = 0; number < groups; number++) {
    const parent = number < groups - 10 ? 'project:large' : `project:${number}`;
    if (number >= groups - 10) yield { type: 'ResourceRegistered', data: { resource: parent, parent: root } };
    yield { type: 'ResourceRegistered', data: { resource: `dashboard_group:${number}`, parent } };
  }
  yield* role('looks', [{ scope: 'project:large', give: { project: ['viewer'] } }]);
  const edited = Array.from({ length: 10 }, (_, at) => `project:${groups - 10 + at}`);
  yield* role(
    'edits',
    edited.map((scope) => ({ scope, give: { project: ['editor'] } })),
  );
  yield* role('listed', []);
  for (let number = 0; number < groups; number += 10) {
    const roles: Record<string, string[]> =
      number % 1000 === 0 ? { edits: ['read_write'] } : { listed: ['read_write'] };
    const data = { resource: `dashboard_group:${number}`, facet: 'dashboard_group', roles };
    yield { type: 'DashboardOverridden', data };
  }
  yield { type: 'UserActivated', data: { person: analyst } };
  for (const held of ['looks', 'edits']) {
    yield { type: 'RoleAssigned', data: { person: analyst, role: held, place: root, source: 'person' } };
  }
}

function* role(id: string, grants: readonly Grant[]): Generator<LedgerEvent> {
  const data = { role: id, name: id, kind: 'custom', assignableAt: ['organization'], grants } as const;
  yield { type: 'RoleCreated', data };
}
