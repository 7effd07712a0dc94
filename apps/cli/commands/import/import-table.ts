import type { Organization } from '#client/organization.js';
import { stat } from 'node:fs/promises';
import type { Session } from '../../session.js';
import { amount, percent, Progress } from '../../terminal/progress.js';
import { type Checkpoint, hashOf, readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.js';
import { Report } from './report.js';
import { importRows } from './step.js';
import { readPeople, type Row } from './table.js';

/** What is imported, to where, and how. */
export type ImportOrder = {
  readonly file: string;
  /** Address of the service and id of the organization, by which a broken import is known again. */
  readonly url: string;
  readonly id: string;
  readonly organization: Organization;
  /** Files: of refused rows, and of how far the import is. */
  readonly refused: string;
  readonly state: string;
  /** Rows at a time. */
  readonly step: number;
  readonly maxRefused: number;
  readonly reason?: string;
};

/** What came of an import so far, and why it ended. */
export type Imported = Checkpoint & {
  readonly report: string;
  readonly end: 'whole' | 'interrupted' | 'too many refused';
};

/**
 * Imports a table step by step. After each step it is durable how far the import is, and the same order goes on from
 * there.
 *
 * @throws UsageError for files that cannot be used
 * @throws GrantlineError when the service cannot be asked, or refuses more than rows
 */
export async function importTable({ output, signal }: Session, order: ImportOrder): Promise<Imported> {
  const { file, url, id, state } = order;
  let at = await readCheckpoint(state, { sha256: await hashOf(file), url, organization: id });
  if (at.rows > 0) output.note(`going on behind row ${at.rows}`);
  const { headings, rows } = await readPeople(file);
  const report = await Report.open(order.refused, headings, at.reportBytes);
  const { size } = await stat(file);
  const progress = new Progress(output);
  const ended = (end: Imported['end']) => ({ ...at, report: report.file, end });
  try {
    for await (const some of inSteps(rows, at.rows, order.step)) {
      if (signal.aborted) return ended('interrupted');
      at = await importStep(order, report, at, some);
      if (at.refused > order.maxRefused) return ended('too many refused');
      const { bytes } = some.at(-1)!;
      progress.at(() => `${percent(bytes, size)}: ${amount(at.rows, 'row')}, ${at.refused} refused`);
    }
    await removeCheckpoint(state);
    return ended('whole');
  } catch (error) {
    progress.end();
    output.note(`the import came to row ${at.rows}, the same command goes on from there`);
    throw error;
  } finally {
    progress.end();
  }
}

/** A step that has begun is brought to its end: it is short, and then it is known what came of it. */
async function importStep(
  { organization, reason, state }: ImportOrder,
  report: Report,
  at: Checkpoint,
  rows: readonly Row[],
): Promise<Checkpoint> {
  const { refused, events } = await importRows(organization, rows, reason === undefined ? {} : { reason });
  await report.add(refused.toSorted((a, b) => a.row.number - b.row.number));
  const now = {
    ...at,
    rows: rows.at(-1)!.number,
    refused: at.refused + refused.length,
    reportBytes: report.bytes,
    events: at.events + events,
  };
  await writeCheckpoint(state, now);
  return now;
}

async function* inSteps(
  rows: AsyncIterable<Row>,
  skip: number,
  step: number,
): AsyncGenerator<readonly Row[], void, undefined> {
  let some: Row[] = [];
  for await (const row of rows) {
    if (row.number <= skip) continue;
    some.push(row);
    if (some.length < step) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
