import type { Snapshot } from '#store/snapshot-store.js';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

/**
 * A file is one line, `<SHA-256 of the JSON> <JSON>`, that holds this, and then the bytes of all chunks.
 * Checksums are hexadecimal.
 */
type Header = {
  readonly format: 1;
  readonly organization: string;
  readonly stamp: string;
  readonly revision: number;
  readonly chunks: readonly { readonly length: number; readonly sha256: string }[];
};

const newline = 0x0a;
const digits = 64;

/** The bytes to write, in order. Gives the event loop a turn after every chunk. */
export async function encodeSnapshot(
  organization: string,
  snapshot: Snapshot,
): Promise<readonly Uint8Array[]> {
  const { stamp, revision } = snapshot;
  // What the caller does to the chunks while they are written must not reach the file.
  const bytes = snapshot.chunks.map((chunk) => new Uint8Array(chunk));
  const chunks: { length: number; sha256: string }[] = [];
  for (const chunk of bytes) {
    chunks.push({ length: chunk.length, sha256: sha256(chunk) });
    await setImmediate();
  }
  const header: Header = { format: 1, organization, stamp, revision, chunks };
  const json = Buffer.from(JSON.stringify(header));
  return [Buffer.concat([Buffer.from(`${sha256(json)} `), json, Buffer.from('\n')]), ...bytes];
}

/** What is in a file, `undefined` when a single bit of it is not as it was written. */
export async function decodeSnapshot(
  file: Uint8Array,
): Promise<(Snapshot & { organization: string }) | undefined> {
  const end = file.indexOf(newline);
  const header = end < 0 ? undefined : decodeHeader(file.subarray(0, end));
  if (header === undefined) return undefined;
  const { organization, stamp, revision } = header;
  const chunks: Uint8Array[] = [];
  let start = end + 1;
  for (const { length, sha256: expected } of header.chunks) {
    const chunk = file.subarray(start, start + length);
    if (chunk.length !== length || sha256(chunk) !== expected) return undefined;
    chunks.push(chunk);
    start += length;
    await setImmediate();
  }
  return start === file.length ? { organization, stamp, revision, chunks } : undefined;
}

function decodeHeader(line: Uint8Array): Header | undefined {
  const text = Buffer.from(line).toString();
  const json = text.slice(digits + 1);
  if (text !== `${sha256(json)} ${json}`) return undefined;
  const header = JSON.parse(json) as { format: number }; // the checksum says that we wrote it
  return header.format === 1 ? (header as Header) : undefined;
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
