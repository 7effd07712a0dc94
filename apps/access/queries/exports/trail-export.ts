import type { View } from '#access/view.js';
import { beforeOf } from '#audit/before.js';
import { trailColumns } from '#audit/export/columns.js';
import { csv } from '#audit/export/csv.js';
import { Export } from '#audit/export/export.js';
import type { Format } from '#audit/export/format.js';
import { inTimeOrder } from '#audit/export/in-time-order.js';
import { jsonLines } from '#audit/export/json-lines.js';
import { ocsf } from '#audit/export/ocsf/ocsf.js';
import { trail, type TrailRecord } from '#audit/export/trail.js';
import type { Ledger } from '#ledger/ledger.js';
import type { PresentedEvent } from '#ledger/present.js';
import type { TrailFilter, TrailPosition } from '#ledger/trail/trail-query.js';
import { version } from '../../version.js';
import { timeOf } from '../answer.js';
import type { Audience } from '../trail/audience.js';
import { aboutOf } from './about.js';
import type { Exporting } from './exports.js';
import type { TrailExportRequest } from './exports-schema.js';

const eventsOnAPage = 1000;

/** The trail up to the view, and refused attempts up to one of them, in the order of time. */
export function trailExport(
  ledger: Ledger,
  view: View,
  request: TrailExportRequest,
  { audience, lastRefused }: { readonly audience: Audience; readonly lastRefused: number },
): Exporting {
  const { organization, access, directory } = ledger;
  const { actor, user, role, resource, type, since, until, after, refused } = request;
  const filter = { actor, user, role, resource, type, since, until, after };
  const about = aboutOf(organization, view, 'trail', {
    ...filter,
    refused,
    since: since === undefined ? undefined : timeOf(since),
    until: until === undefined ? undefined : timeOf(until),
  });
  const sources = [];
  if (refused !== true) sources.push(pages(ledger, filter, view.revision, audience));
  // Refused attempts have a numbering of their own, behind no event.
  if (refused !== false && after === undefined) {
    const end = Math.min(until ?? Number.POSITIVE_INFINITY, view.instant + 1);
    sources.push(pages(ledger, { ...filter, until: end, refused: true }, lastRefused, audience));
  }
  const records = trail(inTimeOrder(...sources), (event) =>
    beforeOf(access, event, (user) => directory.named(user)),
  );
  const format = formatOf(request, organization);
  return { format, records: new Export(records, format, about) };
}

function formatOf({ format, schema }: TrailExportRequest, organization: string): Format<TrailRecord> {
  switch (format) {
    case 'csv':
      return csv(trailColumns);
    case 'jsonl':
      return jsonLines;
    case 'ocsf':
      return ocsf({ organization, version: version() }, schema);
    default:
      return format satisfies never;
  }
}

/** Events, the oldest first, up to and with the one of revision `pinned`. */
async function* pages(
  ledger: Ledger,
  filter: TrailFilter & { readonly refused?: boolean },
  pinned: number,
  audience: Audience,
): AsyncGenerator<readonly PresentedEvent[]> {
  let from: TrailPosition | undefined = { pinned, revision: 0 };
  while (from !== undefined) {
    const page = await ledger.trail({ ...filter, order: 'oldest', limit: eventsOnAPage, from });
    yield page.events.filter(audience);
    from = page.next;
  }
}
