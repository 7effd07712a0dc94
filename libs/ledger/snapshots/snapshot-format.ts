import { FOLD_VERSION } from '#access/access.js';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { pack, unpack } from './packing.js';

/** Changes with what is in a snapshot and how it is laid out. */
const format = 1;

/** Snapshots that were written otherwise are ignored. */
export const snapshotStamp = `${FOLD_VERSION}.${format}.${process.versions.v8}`;

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const lengthBytes = 4;
const chunkBytes = 1024 * 1024;

/** Values by name; each is serialised on its own, so that the event loop turns in between. */
export type Parts = Readonly<Record<string, unknown>>;

/** What a snapshot is sealed under, and bound to: the place names the organization and the revision. */
export type Seal = { readonly key: Uint8Array; readonly place: string };

/**
 * Serialises and seals parts; nothing may change them until it resolves. `label` stands before them in the clear: it
 * says which key they are sealed under. The index, behind the parts, says how long each is.
 */
export async function freeze(parts: Parts, label: string, { key, place }: Seal): Promise<Uint8Array[]> {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAAD(Buffer.from(place));
  const sealed: Buffer[] = [];
  const index: [string, number][] = [];
  for (const [name, part] of Object.entries(parts)) {
    const bytes = serialize(await pack(part));
    index.push([name, bytes.length]);
    sealed.push(cipher.update(bytes));
    await setImmediate();
  }
  const text = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(text.length);
  sealed.push(cipher.update(text), cipher.update(length), cipher.final());
  const head = Buffer.concat([iv, cipher.getAuthTag(), Buffer.from(label)]);
  return [head, ...inChunks(Buffer.concat(sealed))];
}

export function labelOf([head]: readonly Uint8Array[]): string {
  return Buffer.from(head?.subarray(ivBytes + tagBytes) ?? []).toString();
}

/** @throws Error when a byte is not as it was, the key is another, or the place is */
export async function thaw([head, ...chunks]: readonly Uint8Array[], { key, place }: Seal): Promise<Parts> {
  const iv = head!.subarray(0, ivBytes);
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(head!.subarray(ivBytes, ivBytes + tagBytes));
  const plain = Buffer.concat([...chunks.map((chunk) => decipher.update(chunk)), decipher.final()]);
  const indexEnd = plain.length - lengthBytes;
  const text = plain.subarray(indexEnd - plain.readUInt32BE(indexEnd), indexEnd);
  // As `freeze` wrote it: nothing else opens.
  const index = JSON.parse(text.toString()) as [string, number][];
  const thawed: [string, unknown][] = [];
  let start = 0;
  for (const [name, length] of index) {
    thawed.push([name, await unpack(deserialize(plain.subarray(start, start + length)))]);
    start += length;
    await setImmediate();
  }
  return Object.fromEntries(thawed);
}

function inChunks(bytes: Buffer): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    chunks.push(bytes.subarray(start, start + chunkBytes));
  }
  return chunks;
}
