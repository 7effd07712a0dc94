import type { Commands, Ref } from '#client/commands.js';
import { CsvError, parse, type Info } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { unusable } from '../../files.js';
import { UsageError } from '../../usage-error.js';

export type ImportedUser = Commands['ImportUsers']['rows'][number];

/** A row of a table of people: where it stands, what it says, and what that means. */
export type Row = {
  /** Number of the row, from 1; the headings do not count. */
  readonly number: number;
  /** Line of the file that it ends on. */
  readonly line: number;
  /** Bytes of the file up to its end. */
  readonly bytes: number;
  readonly cells: readonly string[];
  readonly user: ImportedUser;
};

export type PeopleTable = { readonly headings: readonly string[]; readonly rows: AsyncIterable<Row> };

const attribute = 'attribute.';
/** What a report of refused rows adds: corrected, it can be imported as it is. */
export const reportHeadings = ['line', 'code', 'detail'] as const;
const known: ReadonlySet<string> = new Set(['user', 'email', 'roles', 'place', ...reportHeadings]);

/**
 * Reads a table of people as CSV (RFC 4180, UTF-8) row by row.
 *
 * @throws UsageError where it is no such table
 */
export async function readPeople(file: string): Promise<PeopleTable> {
  const records = recordsOf(file);
  const first = await records.next();
  if (first.done === true)
    throw new UsageError(`\`${file}\` is empty, begin it with the headings of its columns`);
  const headings = first.value.record.map((heading) => heading.trim());
  refuseUnknown(file, headings);
  return { headings, rows: rowsOf(records, headings) };
}

type Record = { readonly info: Info; readonly record: readonly string[] };

async function* recordsOf(file: string): AsyncGenerator<Record, void, undefined> {
  const input = createReadStream(file);
  const parser = input.pipe(
    parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true }),
  );
  input.on('error', (error) => parser.destroy(error));
  try {
    // What the parser yields with the option `info`.
    for await (const record of parser as AsyncIterable<Record>) yield record;
  } catch (cause) {
    if (cause instanceof CsvError)
      throw new UsageError(`\`${file}\` is not CSV: ${cause.message}`, { cause });
    throw unusable(file, 'read', cause);
  } finally {
    input.destroy();
  }
}

function refuseUnknown(file: string, headings: readonly string[]): void {
  const unknown = headings.find((heading) => !known.has(heading) && !heading.startsWith(attribute));
  if (unknown !== undefined) {
    throw new UsageError(
      `\`${file}\` has a column \`${unknown}\`, use \`user\`, \`email\`, \`roles\`, \`place\` and \`${attribute}<name>\``,
    );
  }
  if (!headings.includes('user')) throw new UsageError(`\`${file}\` has no column \`user\``);
  const twice = headings.find((heading, index) => headings.indexOf(heading) !== index);
  if (twice !== undefined) throw new UsageError(`\`${file}\` has the column \`${twice}\` twice`);
}

async function* rowsOf(
  records: AsyncIterable<Record>,
  headings: readonly string[],
): AsyncGenerator<Row, void, undefined> {
  let number = 0;
  for await (const { info, record } of records) {
    number += 1;
    yield { number, line: info.lines, bytes: info.bytes, cells: record, user: userOf(headings, record) };
  }
}

/** An empty cell says nothing. */
function userOf(headings: readonly string[], cells: readonly string[]): ImportedUser {
  const cell = (heading: string): string | undefined => cells[headings.indexOf(heading)]?.trim() || undefined;
  const [email, roles, place] = [cell('email'), cell('roles'), cell('place')];
  const attributes = headings
    .filter((heading) => heading.startsWith(attribute))
    .flatMap((heading) => {
      const value = cell(heading);
      return value === undefined ? [] : [[heading.slice(attribute.length), value] as const];
    });
  return {
    user: cell('user') ?? '',
    ...(email !== undefined && { email }),
    ...(roles !== undefined && { roles: roles.split(/[;,\s]+/).filter((role) => role !== '') }),
    // Whether it is a ref is judged with the rest of the row.
    ...(place !== undefined && { place: place as Ref }),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
  };
}
