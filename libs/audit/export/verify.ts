import { createHash } from 'node:crypto';
import { HeldBackLine } from './held-back-line.js';
import { jsonLines } from './json-lines.js';
import { type Manifest, manifestOf } from './manifest.js';

/**
 * What an export turned out to be. `cut`: its end is not there; whether the rest is as it was exported cannot be told.
 * `altered`: its end is there, and it is not what was exported. `detail` says how it shows.
 */
export type Verdict =
  | { readonly verdict: 'whole'; readonly manifest: Manifest }
  | { readonly verdict: 'cut' | 'altered'; readonly detail: string };

/**
 * Compares an export with its manifest: the one given, else the one in its last line. Reads to the end and holds no more
 * than a line.
 */
export async function verifyExport(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  given?: Manifest,
): Promise<Verdict> {
  const hash = createHash('sha256');
  let length = 0;
  const take = (bytes: Uint8Array) => {
    hash.update(bytes);
    length += bytes.length;
  };
  const carriesManifest = given === undefined || given.format === jsonLines.name;
  const last = new HeldBackLine(take);
  for await (const bytes of stream) {
    if (carriesManifest) last.add(bytes);
    else take(bytes);
  }
  const inside = carriesManifest ? manifestOf(last.line()) : undefined;
  if (carriesManifest && inside === undefined) {
    return { verdict: 'cut', detail: 'the last line is no manifest, export it again' };
  }
  // One of the two is there.
  const manifest = (given ?? inside)!;
  if (length !== manifest.bytes) {
    const isCut = !carriesManifest && length < manifest.bytes;
    const detail = `it has ${length} bytes in the place of ${manifest.bytes}, export it again`;
    return { verdict: isCut ? 'cut' : 'altered', detail };
  }
  if (hash.digest('hex') !== manifest.sha256) {
    return { verdict: 'altered', detail: 'it has the right length and other bytes, export it again' };
  }
  return { verdict: 'whole', manifest };
}
