import type { Output } from './output.js';
import { printable } from './printable.js';
import { widthOf } from './width.js';

/** A column: what stands above it, and the text of a cell; empty where there is none. */
export type Column<Row> = readonly [heading: string, cell: (row: Row) => string | number | undefined];

const gap = '  ';

/** A table that is printed while its rows arrive: what was printed cannot become wider, what follows can. */
export class Table<Row> {
  readonly #widths: number[];
  #headed = false;

  constructor(
    private readonly output: Output,
    private readonly columns: readonly Column<Row>[],
  ) {
    this.#widths = columns.map(([heading]) => widthOf(heading));
  }

  async rows(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const cells = rows.map((row) => this.columns.map(([, cell]) => printable(String(cell(row) ?? ''))));
    for (const row of cells) row.forEach((cell, index) => this.#widen(index, cell));
    const headings = this.#headed
      ? []
      : [this.output.style('bold', this.#line(this.columns.map(([heading]) => heading)))];
    this.#headed = true;
    await this.output.lines([...headings, ...cells.map((row) => this.#line(row))]);
  }

  #widen(index: number, cell: string): void {
    this.#widths[index] = Math.max(this.#widths[index]!, widthOf(cell));
  }

  #line(cells: readonly string[]): string {
    return cells
      .map((cell, index) => cell + ' '.repeat(this.#widths[index]! - widthOf(cell)))
      .join(gap)
      .trimEnd();
  }
}
