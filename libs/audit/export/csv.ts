import { stringify } from 'csv-stringify/sync';
import type { Format } from './format.js';

/** A column of a table: its name, and the text of a cell. Without a value the cell is empty. */
export type Column<R> = { readonly name: string; cell(record: R): string | undefined };

/**
 * RFC 4180 in UTF-8: a header row, CRLF, cells with a separator, a quote or a line break in quotes. A cell that a
 * spreadsheet would read as a formula gets a `'` in front: one that begins with `=`, `+`, `-`, `@`, tab or carriage
 * return, or with a full-width form of the four. The manifest goes beside it, since comments are not in the RFC.
 */
export function csv<R>(columns: readonly Column<R>[]): Format<R> {
  const rows = (cells: readonly (readonly (string | undefined)[])[]) =>
    stringify([...cells], {
      record_delimiter: 'windows',
      quote_record_delimiter: true,
      escape_formulas: true,
    });
  return {
    name: 'csv',
    mediaType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    head: rows([columns.map(({ name }) => name)]),
    lines: (records) => rows(records.map((record) => columns.map(({ cell }) => cell(record)))),
    carriesManifest: false,
  };
}
