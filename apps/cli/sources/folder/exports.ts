import type { View } from '#access/view.js';
import { holdingColumns, permissionColumns } from '#audit/export/columns.js';
import { type Column, csv } from '#audit/export/csv.js';
import { Export, type Groups } from '#audit/export/export.js';
import type { Format } from '#audit/export/format.js';
import { holdings } from '#audit/export/holdings.js';
import { jsonLines } from '#audit/export/json-lines.js';
import type { About } from '#audit/export/manifest.js';
import { permissions } from '#audit/export/permissions.js';
import type { Countable } from '#audit/export/tally.js';
import type { Moment } from '#client/organization-calls.js';
import type { Ledger } from '#ledger/ledger.js';
import { DomainError } from '#model/errors.js';
import type { Exported, ExportRequest } from '../source.js';
import { version } from '../../version.js';
import { viewAt } from './moment.js';
import { peopleOf } from './people.js';
import { trailRecords, writtenTrail } from './trail-export.js';

/** An export of a ledger as it was at a moment. */
export async function exportOf(
  ledger: Ledger,
  { content = 'holdings', format = 'jsonl', resource, filter, ...moment }: ExportRequest & Moment,
): Promise<Exported> {
  const view = await viewAt(ledger, moment);
  const people = peopleOf(ledger.directory);
  switch (content) {
    case 'holdings': {
      if (resource !== undefined)
        throw malformed('`resource` narrows permissions and the trail, leave it out');
      const about = aboutOf(ledger, view, content, {});
      return made(holdings(view, people), formatOf(format, holdingColumns), about);
    }
    case 'permissions': {
      const scope = resource === undefined ? view.access.root : view.find(resource);
      if (scope === undefined) throw new DomainError('UNKNOWN_RESOURCE', 'there is no such resource');
      const about = aboutOf(ledger, view, content, { resource });
      return made(permissions(view, scope, people), formatOf(format, permissionColumns), about);
    }
    case 'trail': {
      const { actor, user, role, type, since, until, after } = filter ?? {};
      const about = aboutOf(ledger, view, content, {
        actor,
        user,
        role,
        resource,
        type,
        since,
        until,
        after,
      });
      const wanted = { ...filter, ...(resource !== undefined && { resource }) };
      return made(await trailRecords(ledger, view, wanted), writtenTrail(format, about), about);
    }
    default:
      return content satisfies never;
  }
}

function made<R extends Countable>(groups: Groups<R>, format: Format<R>, about: About): Exported {
  const exported = new Export(groups, format, about);
  return {
    [Symbol.asyncIterator]: () => exported[Symbol.asyncIterator](),
    manifest: async () => exported.manifest,
  };
}

function formatOf<R extends object & Countable>(
  format: NonNullable<ExportRequest['format']>,
  columns: readonly Column<R>[],
): Format<R> {
  if (format === 'ocsf') throw malformed('OCSF has events, choose it for the trail');
  return format === 'csv' ? csv(columns) : jsonLines;
}

/** What a manifest says before the first record. */
function aboutOf(
  { organization, access }: Ledger,
  { revision, instant }: View,
  content: About['content'],
  filter: Readonly<Record<string, string | number | boolean | Date | undefined>>,
): About {
  const { name, version: modelVersion } = access.modelReference(revision);
  const said = Object.entries(filter).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, String(value)] as const],
  );
  return {
    content,
    organization,
    model: `${name}@${modelVersion}`,
    asOf: { revision, time: new Date(instant).toISOString() },
    ...(said.length > 0 && { filter: Object.fromEntries(said) }),
    version: version(),
  };
}

function malformed(detail: string): DomainError {
  return new DomainError('MALFORMED', detail);
}
