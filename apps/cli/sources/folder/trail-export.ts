import type { View } from '#access/view.js';
import { beforeOf } from '#audit/before.js';
import { trailColumns } from '#audit/export/columns.js';
import { csv } from '#audit/export/csv.js';
import type { Format } from '#audit/export/format.js';
import { inTimeOrder } from '#audit/export/in-time-order.js';
import { jsonLines } from '#audit/export/json-lines.js';
import type { About, Manifest } from '#audit/export/manifest.js';
import { ocsf } from '#audit/export/ocsf/ocsf.js';
import { trail, type TrailRecord } from '#audit/export/trail.js';
import type { TrailFilter } from '#client/trail.js';
import type { Ledger } from '#ledger/ledger.js';
import type { PresentedEvent } from '#ledger/present.js';
import type { TrailPosition, TrailQuery } from '#ledger/trail/trail-query.js';
import { timeOf } from './trail.js';

const eventsOnAPage = 1_000;

/** The trail up to the view, events and refused attempts in the order of time. */
export async function trailRecords(
  ledger: Ledger,
  { revision, instant }: View,
  { since, until, ...filter }: TrailFilter,
): Promise<AsyncGenerator<readonly TrailRecord[]>> {
  const { access, directory } = ledger;
  const wanted = { ...filter, since: timeOf(since), until: timeOf(until) };
  const sources = [pages(ledger, { ...wanted, refused: false }, revision)];
  // Refused attempts have a numbering of their own, behind no event.
  if (filter.after === undefined) {
    const end = Math.min(wanted.until ?? Number.POSITIVE_INFINITY, instant + 1);
    const { revision: last } = await ledger.trail({ refused: true, limit: 1 });
    sources.push(pages(ledger, { ...wanted, refused: true, until: end }, last));
  }
  return trail(inTimeOrder(...sources), (event) => beforeOf(access, event, (user) => directory.named(user)));
}

export function writtenTrail(
  format: Manifest['format'],
  { organization, version }: About,
): Format<TrailRecord> {
  switch (format) {
    case 'csv':
      return csv(trailColumns);
    case 'jsonl':
      return jsonLines;
    case 'ocsf':
      return ocsf({ organization, version });
    default:
      return format satisfies never;
  }
}

/** Events, the oldest first, up to and with the one of revision `pinned`. */
async function* pages(
  ledger: Ledger,
  filter: Omit<TrailQuery, 'order' | 'limit' | 'from'>,
  pinned: number,
): AsyncGenerator<readonly PresentedEvent[]> {
  let from: TrailPosition | undefined = { pinned, revision: 0 };
  while (from !== undefined) {
    const page = await ledger.trail({ ...filter, order: 'oldest', limit: eventsOnAPage, from });
    yield page.events;
    from = page.next;
  }
}
