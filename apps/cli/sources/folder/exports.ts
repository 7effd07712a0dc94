import type { View } from '#access/view.js';
import { beforeOf } from '#audit/before.js';
import { holdingColumns, permissionColumns, trailColumns } from '#audit/export/columns.js';
import { type Column, csv } from '#audit/export/csv.js';
import { Export, type Groups } from '#audit/export/export.js';
import type { Format } from '#audit/export/format.js';
import { holdings } from '#audit/export/holdings.js';
import { inTimeOrder } from '#audit/export/in-time-order.js';
import { jsonLines } from '#audit/export/json-lines.js';
import type { About } from '#audit/export/manifest.js';
import { ocsf } from '#audit/export/ocsf/ocsf.js';
import { permissions } from '#audit/export/permissions.js';
import type { Countable } from '#audit/export/tally.js';
import { trail, type TrailRecord } from '#audit/export/trail.js';
import type { Moment } from '#client/organization-calls.js';
import type { Ledger } from '#ledger/ledger.js';
import type { PresentedEvent } from '#ledger/present.js';
import { DomainError } from '#model/errors.js';
import { quoted } from '#model/wording.js';
import { version } from '../../version.js';
import type { ExportRequest, Exported } from '../source.js';
import { viewAt } from './moment.js';
import { peopleOf } from './people.js';

const eventsOnAPage = 1_000;

/** An export of a ledger as it was at a moment. */
export async function exportOf(
  ledger: Ledger,
  { content = 'holdings', format = 'jsonl', resource, ...moment }: ExportRequest & Moment,
): Promise<Exported> {
  const view = await viewAt(ledger, moment);
  const people = peopleOf(ledger.directory);
  const about = aboutOf(ledger, view, { content, ...(resource !== undefined && { resource }) });
  switch (content) {
    case 'holdings':
      return new Export(holdings(view, people), formatOf(format, holdingColumns), about);
    case 'permissions': {
      const scope = resource === undefined ? view.access.root : view.find(resource);
      if (scope === undefined) throw new DomainError('UNKNOWN_RESOURCE', `there is no ${quoted(resource!)}`);
      return new Export(permissions(view, scope, people), formatOf(format, permissionColumns), about);
    }
    case 'trail': {
      const { organization, version } = about;
      const of: Format<TrailRecord> =
        format === 'ocsf' ? ocsf({ organization, version }) : formatOf(format, trailColumns);
      return new Export(records(ledger, view), of, about);
    }
    default:
      return content satisfies never;
  }
}

function formatOf<R extends object & Countable>(
  format: NonNullable<ExportRequest['format']>,
  columns: readonly Column<R>[],
): Format<R> {
  if (format === 'ocsf') throw new DomainError('MALFORMED', 'OCSF has events, choose it for the trail');
  return format === 'csv' ? csv(columns) : jsonLines;
}

/** The trail, events and refused attempts, up to the view. */
function records(ledger: Ledger, { revision, instant }: View): Groups<TrailRecord> {
  const { access, directory } = ledger;
  const happened = pages(ledger, { refused: false }, (event) => event.revision <= revision);
  const refused = pages(ledger, { refused: true, until: instant + 1 }, () => true);
  return trail(inTimeOrder(happened, refused), (event) =>
    beforeOf(access, event, (user) => directory.named(user)),
  );
}

async function* pages(
  ledger: Ledger,
  filter: { readonly refused: boolean; readonly until?: number },
  isIn: (event: PresentedEvent) => boolean,
): AsyncGenerator<readonly PresentedEvent[]> {
  let from: { readonly pinned: number; readonly revision: number } | undefined;
  do {
    const query = {
      ...filter,
      order: 'oldest',
      limit: eventsOnAPage,
      ...(from !== undefined && { from }),
    } as const;
    const page = await ledger.trail(query);
    const events = page.events.filter(isIn);
    yield events;
    if (events.length < page.events.length) return;
    from = page.next;
  } while (from !== undefined);
}

function aboutOf(
  { organization, access }: Ledger,
  { revision, instant }: View,
  { content, ...filter }: { readonly content: About['content']; readonly resource?: string },
): About {
  const { name, version: modelVersion } = access.modelReference(revision);
  return {
    content,
    organization,
    model: `${name}@${modelVersion}`,
    asOf: { revision, time: new Date(instant).toISOString() },
    ...(Object.keys(filter).length > 0 && { filter }),
    version: version(),
  };
}
