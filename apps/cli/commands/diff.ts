import { inWords } from '#audit/words.js';
import type { Ref } from '#client/commands.js';
import type { Change, Difference, TrailEntry } from '#client/trail.js';
import { Command } from 'commander';
import { askAbout } from '../asking.js';
import { exitCodes } from '../exit-codes.js';
import {
  type JsonOption,
  moment,
  type OrganizationOptions,
  ref,
  withJson,
  withOrganization,
} from '../options.js';
import type { Session } from '../session.js';
import { type Column, Table } from '../terminal/table.js';
import { whose } from './affected.js';

type DiffOptions = OrganizationOptions &
  JsonOption & { readonly user?: string; readonly role?: string; readonly resource?: Ref };

/** What changed between two moments, and what made it so? */
export function diffCommand(session: Session): Command {
  return withJson(
    withOrganization(
      new Command('diff')
        .description(
          'What people can do at one moment and not at another, and which events made it so; ends with 1 where anything differs',
        )
        .argument('<from>', 'a revision, an instant, or the beginning of a day (UTC)', moment)
        .argument('[to]', 'the same; the present if left out', moment)
        .option('--user <user>', 'of this person, for whatever reason')
        .option('--role <role>', 'of everybody who holds this role')
        .option('--resource <resource>', 'on this resource and everything below it', ref),
    ),
  ).action((from: number | string, to: number | string | undefined, options: DiffOptions) =>
    askAbout(session, options, async (organization) => {
      const { user, role, resource } = options;
      const filter = {
        from,
        ...(to !== undefined && { to }),
        ...(user !== undefined && { user }),
        ...(role !== undefined && { role }),
        ...(resource !== undefined && { resource }),
      };
      const found = await organization.diff(filter, { signal: session.signal });
      await print(session, found, options);
      const { gained, lost, changed } = found;
      return gained.length + lost.length + changed.length === 0 ? exitCodes.ok : exitCodes.no;
    }),
  );
}

async function print({ output }: Session, found: Difference, { json }: DiffOptions): Promise<void> {
  const rows = rowsOf(found);
  if (json) {
    await output.lines(rows.map((row) => JSON.stringify(row)));
  } else {
    await new Table(output, columns).rows(rows);
    if (rows.length > 0) await output.line();
    await new Table(output, causeColumns).rows(causesOf(rows));
    const { gained, lost, changed } = found;
    output.note(`${gained.length} gained, ${lost.length} lost, ${changed.length} through something else`);
  }
  if (found.truncated) output.note('this is not all: ask for a shorter time, one person or one resource');
}

type Row = Change & { readonly change: 'gained' | 'lost' | 'changed' };

function rowsOf({ gained, lost, changed }: Difference): Row[] {
  return [
    ...gained.map((change) => ({ change: 'gained' as const, ...change })),
    ...lost.map((change) => ({ change: 'lost' as const, ...change })),
    ...changed.map((change) => ({ change: 'changed' as const, ...change })),
  ];
}

const columns: readonly Column<Row>[] = [
  ['change', ({ change }) => change],
  ['who', whose],
  ['permission', ({ permission }) => permission],
  ['resource', ({ resource }) => resource],
  ['because of', ({ events }) => events.map(({ revision }) => revision).join(', ') || 'the time that passed'],
];

/** Every event that caused anything, once. */
function causesOf(rows: readonly Row[]): TrailEntry[] {
  const causes = new Map(rows.flatMap(({ events }) => events.map((event) => [event.revision, event])));
  return [...causes.values()].sort((a, b) => a.revision - b.revision);
}

const causeColumns: readonly Column<TrailEntry>[] = [
  ['revision', ({ revision }) => revision],
  ['time', ({ time }) => time],
  ['reason', ({ reason }) => reason],
  ['what', ({ text, ...event }) => text ?? inWords(event)],
];
