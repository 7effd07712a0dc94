import { z } from 'zod';

const count = z.int().min(0);

/**
 * What an export says of itself. It is made after the last record, so that an export that was cut off has none; it shows
 * accidents, and is no proof against somebody who can write both.
 */
export const manifestSchema = z.strictObject({
  schema: z.literal('grantline-export/1'),
  /** What the records are. */
  content: z.enum(['holdings', 'permissions', 'trail']),
  format: z.enum(['csv', 'jsonl', 'ocsf']),
  organization: z.string(),
  /** The model in force at `asOf`, `ocp@1`. */
  model: z.string(),
  /** The state that is exported: its last event, and the instant (RFC 3339 in UTC) at which it was decided what counts. */
  asOf: z.strictObject({ revision: count, time: z.string() }),
  /** What the records were narrowed to; absent where there is everything. */
  filter: z.record(z.string(), z.string()).exactOptional(),
  /** Version of Grantline. */
  version: z.string(),
  records: count,
  /** Records by their `kind`. */
  counts: z.record(z.string(), count),
  /** The lowest and the highest revision of the ledger among the records; absent where no record has one. */
  revisions: z.strictObject({ first: count, last: count }).exactOptional(),
  /** Length of the export in bytes; a manifest inside it is not counted. */
  bytes: count,
  /** SHA-256 of these bytes, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type Manifest = z.output<typeof manifestSchema>;

/** The part of a manifest that is known before the first record. */
export type About = Omit<
  Manifest,
  'schema' | 'format' | 'records' | 'counts' | 'revisions' | 'bytes' | 'sha256'
>;

/** The last line of an export in which the manifest has room. */
export function manifestLine(manifest: Manifest): string {
  return `${JSON.stringify({ manifest })}\n`;
}

/** The manifest of such a line; `undefined` for any other line. */
export function manifestOf(line: string): Manifest | undefined {
  return parsed(line, z.strictObject({ manifest: manifestSchema }))?.manifest;
}

/** Name and text of the file beside an export in which the manifest has no room. */
export function manifestFile(
  name: string,
  manifest: Manifest,
): { readonly name: string; readonly text: string } {
  return { name: `${name}.manifest.json`, text: `${JSON.stringify(manifest, undefined, 2)}\n` };
}

/** The manifest of such a file; `undefined` when it is none. */
export function manifestOfFile(text: string): Manifest | undefined {
  return parsed(text, manifestSchema);
}

function parsed<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
