import type { View } from '#access/view.js';
import { holdingColumns, permissionColumns } from '#audit/export/columns.js';
import { type Column, csv } from '#audit/export/csv.js';
import { Export, type Groups } from '#audit/export/export.js';
import type { Format } from '#audit/export/format.js';
import { type Holding, holdings } from '#audit/export/holdings.js';
import { jsonLines } from '#audit/export/json-lines.js';
import type { About } from '#audit/export/manifest.js';
import { permissions } from '#audit/export/permissions.js';
import type { Countable } from '#audit/export/tally.js';
import type { Ledger } from '#ledger/ledger.js';
import { nodeOf } from '../resources/node.js';
import { aboutOf, peopleOf } from './about.js';
import type { Exporting } from './exports.js';
import type { ExportRequest } from './exports-schema.js';

/**
 * Who holds what, or who may do what, at the state of the view: all of it, or what is at and below some places.
 *
 * @throws DomainError UNKNOWN_RESOURCE
 */
export function holdingsExport(
  { organization, directory }: Ledger,
  view: View,
  { content, format, resource }: ExportRequest,
  places: ReadonlySet<number> | undefined,
): Exporting {
  const people = peopleOf(directory);
  const about = aboutOf(organization, view, content, {
    resource,
    places: places === undefined ? undefined : [...places].map((place) => view.ref(place)).join(' '),
  });
  switch (content) {
    case 'holdings': {
      const all = holdings(view, people);
      const where = (record: Holding) => (record.kind === 'assignment' ? record.place : record.resource);
      return written(within(view, places, all, where), format, holdingColumns, about);
    }
    case 'permissions': {
      const scope = resource === undefined ? view.access.root : nodeOf(view, resource);
      const all = permissions(view, scope, people);
      return written(
        within(view, places, all, ({ resource }) => resource),
        format,
        permissionColumns,
        about,
      );
    }
    default:
      return content satisfies never;
  }
}

function written<R extends object & Countable>(
  groups: Groups<R>,
  format: ExportRequest['format'],
  columns: readonly Column<R>[],
  about: About,
): Exporting {
  const as: Format<R> = format === 'csv' ? csv(columns) : jsonLines;
  return { format: as, records: new Export(groups, as, about) };
}

/** The records at and below the places. */
function* within<R>(
  { access, revision, instant }: View,
  places: ReadonlySet<number> | undefined,
  groups: Iterable<readonly R[]>,
  where: (record: R) => string,
): Generator<readonly R[]> {
  if (places === undefined) return yield* groups;
  const view = access.view(revision, instant);
  for (const group of groups) {
    yield group.filter((record) => {
      const node = view.find(where(record));
      return node !== undefined && view.path(node).some((above) => places.has(above));
    });
  }
}
