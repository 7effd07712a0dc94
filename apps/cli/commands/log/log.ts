import type { TrailEntry } from '#client/trail.js';
import { Command } from 'commander';
import { askAbout } from '../../asking.js';
import { exitCodes } from '../../exit-codes.js';
import { noteCount } from '../../listing.js';
import {
  each,
  type JsonOption,
  type OrganizationOptions,
  positiveNumber,
  withJson,
  withOrganization,
} from '../../options.js';
import type { Session } from '../../session.js';
import type { Organization } from '../../sources/source.js';
import { trailFilterOf, type TrailFilterOptions, withTrailFilter } from '../../trail-filter.js';
import { UsageError } from '../../usage-error.js';
import { entries, filtersOf, isSelected, type Selection } from './entries.js';
import { printEntries } from './print.js';

type LogOptions = OrganizationOptions &
  JsonOption &
  TrailFilterOptions & {
    readonly type?: readonly string[];
    readonly via?: string;
    readonly self?: boolean;
    readonly refused?: boolean;
    readonly withRefused?: boolean;
    readonly code?: readonly string[];
    readonly oldestFirst?: boolean;
    readonly limit?: number;
    readonly follow?: boolean;
  };

/** Who did what, when, and with what reason. */
export function logCommand(session: Session): Command {
  return withJson(
    withOrganization(
      withTrailFilter(new Command('log').description('Who did what and when: the trail, newest first'))
        .option('--type <type>', 'type of event, or of the command that was refused; may be repeated', each)
        .option('--via <credential>', 'through which credential: operator:<name>, or operator: for any')
        .option('--self', 'only what people did to themselves')
        .option('--refused', 'attempts that were refused, instead of what happened')
        .option('--with-refused', 'attempts that were refused as well')
        .option('--code <code>', 'attempts that were refused with this code; may be repeated', each)
        .option('--oldest-first', 'the oldest first')
        .option('--limit <number>', 'at most so many', positiveNumber)
        .option('-f, --follow', 'go on with what happens from now on, until Ctrl-C'),
    ),
  ).action((options: LogOptions) =>
    askAbout(session, options, async (organization) => {
      const selection = selectionOf(options);
      if (options.follow) await follow(session, organization, selection, options);
      else await show(session, organization, selection, options);
      return exitCodes.ok;
    }),
  );
}

async function show(
  session: Session,
  organization: Organization,
  selection: Selection,
  options: LogOptions,
): Promise<void> {
  const order = options.oldestFirst ? 'oldest' : 'newest';
  const found = entries(organization, selection, order, { signal: session.signal });
  const { limit = Number.POSITIVE_INFINITY } = options;
  const count = await printEntries(session, limited(found, limit), options);
  noteCount(session, { count, isCut: count === limit, revision: undefined }, options);
}

async function follow(
  session: Session,
  organization: Organization,
  selection: Selection,
  options: LogOptions,
): Promise<void> {
  const [filter, ...others] = filtersOf(selection);
  if (others.length > 0) throw new UsageError('--follow shows one type of event, or all of them');
  const { signal } = session;
  const found = selected(organization.follow({ ...filter, signal }), selection);
  await printEntries(session, found, { ...options, atOnce: true });
}

async function* selected(
  found: AsyncIterable<TrailEntry>,
  selection: Selection,
): AsyncGenerator<TrailEntry, void, undefined> {
  for await (const entry of found) if (isSelected(entry, selection)) yield entry;
}

async function* limited<T>(found: AsyncIterable<T>, limit: number): AsyncGenerator<T, void, undefined> {
  let count = 0;
  for await (const item of found) {
    yield item;
    count += 1;
    if (count >= limit) return;
  }
}

function selectionOf(options: LogOptions): Selection {
  const { via = '', type = [], code = [], self = false } = options;
  return {
    filter: trailFilterOf(options),
    types: type,
    codes: code,
    via,
    self,
    refused: options.withRefused ? 'with' : options.refused || code.length > 0 ? 'only' : 'without',
  };
}
