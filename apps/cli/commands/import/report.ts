import { stringify } from 'csv-stringify/sync';
import { access, open, truncate } from 'node:fs/promises';
import { unusable } from '../../files.js';
import { reportHeadings, type Row } from './table.js';

/** A row that was not imported, and why. */
export type RefusedRow = { readonly row: Row; readonly code: string; readonly detail: string };

/**
 * The rows that were refused, as CSV with the cells that they had: corrected, the report can be imported itself. Cells
 * are left as they were for that, formulas included. There is no file before there is a row.
 */
export class Report {
  #bytes: number;

  private constructor(
    readonly file: string,
    /** Of the table; a report that is imported has columns that are made anew. */
    private readonly headings: readonly string[],
    bytes: number,
  ) {
    this.#bytes = bytes;
  }

  /**
   * A report that begins, or one that goes on where its rows were last accounted for.
   *
   * @throws UsageError when there is another file of that name, or the one to go on with is gone
   */
  static async open(file: string, headings: readonly string[], bytes: number): Promise<Report> {
    try {
      if (bytes > 0) await truncate(file, bytes);
      else await refuseExisting(file);
    } catch (cause) {
      throw unusable(file, 'written', cause);
    }
    return new Report(file, headings, bytes);
  }

  /** Length in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Durable when it resolves. */
  async add(rows: readonly RefusedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const own = [...this.headings.keys()].filter((index) => !isOfReport(this.headings[index]!));
    const head = [...reportHeadings, ...own.map((index) => this.headings[index]!)];
    const lines = rows.map(({ row, code, detail }) => [
      String(row.line),
      code,
      detail,
      ...own.map((index) => row.cells[index] ?? ''),
    ]);
    const options = { record_delimiter: 'windows', quote_record_delimiter: true } as const;
    const text = stringify(this.#bytes === 0 ? [head, ...lines] : lines, options);
    await append(this.file, text);
    this.#bytes += Buffer.byteLength(text);
  }
}

function isOfReport(heading: string): boolean {
  return reportHeadings.some((own) => own === heading);
}

async function refuseExisting(file: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) throw Object.assign(new Error(`${file} exists`), { code: 'EEXIST' });
}

async function append(path: string, text: string): Promise<void> {
  try {
    const file = await open(path, 'a', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unusable(path, 'written', cause);
  }
}
