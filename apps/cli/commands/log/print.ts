import { inWords } from '#audit/words.js';
import type { TrailEntry } from '#client/trail.js';
import type { Session } from '../../session.js';
import { type Column, Table } from '../../terminal/table.js';

/** So many are laid out together. */
const rowsAtOnce = 200;

export type PrintOptions = {
  readonly json?: boolean;
  /** Whether each is printed as soon as it is there. */
  readonly atOnce?: boolean;
};

/** Prints entries as they come and resolves with their number. */
export async function printEntries(
  { output }: Session,
  found: AsyncIterable<TrailEntry>,
  { json, atOnce }: PrintOptions,
): Promise<number> {
  const table = new Table(output, columns);
  let rows: TrailEntry[] = [];
  let count = 0;
  for await (const entry of found) {
    count += 1;
    if (json) await output.json(entry);
    else rows.push(entry);
    if (rows.length < (atOnce ? 1 : rowsAtOnce)) continue;
    await table.rows(rows);
    rows = [];
  }
  await table.rows(rows);
  return count;
}

const columns: readonly Column<TrailEntry>[] = [
  ['revision', ({ type, revision }) => (isRefused(type) ? 'refused' : revision)],
  ['time', ({ time }) => time],
  ['reason', ({ reason }) => reason],
  ['what', ({ text, ...event }) => text ?? inWords(event)],
];

function isRefused(type: string): boolean {
  return type === 'CommandRefused' || type === 'RefusalsLeftOut';
}
