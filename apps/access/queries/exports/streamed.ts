import type { Readable } from 'node:stream';
import type { Exporting } from './exports.js';

/** An export on its way out, and what the answer says of it. */
export type Streamed = {
  readonly stream: Readable;
  readonly type: string;
  /** As it is to be saved. */
  readonly file: string;
  /** Where its manifest is. */
  readonly link: string;
};

/** `acme-holdings-12.csv` */
export function fileName(
  organization: string,
  content: string,
  revision: number,
  { format }: Exporting,
): string {
  return `${organization}-${content}-${revision}.${format.extension}`;
}
