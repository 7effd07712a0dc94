import { FOLD_VERSION } from '#access/access.js';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';

/** Changes with what is in a snapshot and how it is laid out. */
const format = 1;

/** Snapshots that were written otherwise are ignored. */
export const snapshotStamp = `${FOLD_VERSION}.${format}.${process.versions.v8}`;

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const chunkBytes = 1024 * 1024;

/** Values by name; each is serialised on its own, so that the event loop turns in between. */
export type Parts = Readonly<Record<string, unknown>>;

/** Stands in the clear before the ciphertext. */
export type Header = {
  /** How many people the ledger had erased; names the key. */
  readonly erased: number;
  /** How many bytes each part takes. */
  readonly parts: readonly (readonly [string, number])[];
};

/** What a snapshot is sealed under, and bound to: the place names the organization and the revision. */
type Seal = { readonly key: Uint8Array; readonly place: string };

/** Serialises and seals parts. Nothing may change them until it resolves. */
export async function freeze(parts: Parts, erased: number, { key, place }: Seal): Promise<Uint8Array[]> {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAAD(Buffer.from(place));
  const lengths: [string, number][] = [];
  const chunks: Uint8Array[] = [];
  for (const [name, part] of Object.entries(parts)) {
    const sealed = cipher.update(serialize(part));
    lengths.push([name, sealed.length]);
    for (let start = 0; start < sealed.length; start += chunkBytes) {
      chunks.push(sealed.subarray(start, start + chunkBytes));
    }
    await setImmediate();
  }
  cipher.final();
  const header: Header = { erased, parts: lengths };
  return [Buffer.concat([iv, cipher.getAuthTag(), Buffer.from(JSON.stringify(header))]), ...chunks];
}

export function headerOf(chunks: readonly Uint8Array[]): Header {
  // What is damaged here does not parse, or leads to a key or to parts that do not open.
  return JSON.parse(Buffer.from(chunks[0]!.subarray(ivBytes + tagBytes)).toString()) as Header;
}

/** @throws Error when a byte is not as it was, the key is another, or the place is */
export async function thaw(chunks: readonly Uint8Array[], { key, place }: Seal): Promise<Parts> {
  const [head, ...rest] = chunks;
  const decipher = createDecipheriv(algorithm, key, head!.subarray(0, ivBytes));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(head!.subarray(ivBytes, ivBytes + tagBytes));
  const plain = Buffer.concat(rest.map((chunk) => decipher.update(chunk)));
  decipher.final();
  const thawed: [string, unknown][] = [];
  let start = 0;
  for (const [name, length] of headerOf(chunks).parts) {
    thawed.push([name, deserialize(plain.subarray(start, start + length))]);
    start += length;
    await setImmediate();
  }
  return Object.fromEntries(thawed);
}
