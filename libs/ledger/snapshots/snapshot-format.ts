import { FOLD_VERSION } from '#access/access.js';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { type Piece, pieces, Whole } from './pieces.js';

/** Changes with what is in a snapshot and how it is laid out. */
const format = 1;

/** Snapshots that were written otherwise are ignored. */
export const snapshotStamp = `${FOLD_VERSION}.${format}.${process.versions.v8}`;

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const lengthBytes = 4;
const chunkBytes = 1024 * 1024;

/** What a snapshot is sealed under, and bound to: the place names the organization and the revision. */
export type Seal = { readonly key: Uint8Array; readonly place: string };

/**
 * Serialises and seals a value piece by piece, each behind its length; nothing may change the value until it resolves.
 * `label` stands before them in the clear: it says which key they are sealed under.
 */
export async function freeze(value: unknown, label: string, { key, place }: Seal): Promise<Uint8Array[]> {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAAD(Buffer.from(place));
  const sealed: Buffer[] = [];
  for (const piece of pieces(value)) {
    const bytes = serialize(piece);
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(bytes.length);
    sealed.push(cipher.update(length), cipher.update(bytes));
    await setImmediate();
  }
  sealed.push(cipher.final());
  const head = Buffer.concat([iv, cipher.getAuthTag(), Buffer.from(label)]);
  return [head, ...inChunks(Buffer.concat(sealed))];
}

export function labelOf([head]: readonly Uint8Array[]): string {
  return Buffer.from(head?.subarray(ivBytes + tagBytes) ?? []).toString();
}

/** @throws Error when a byte is not as it was, the key is another, or the place is */
export async function thaw([head, ...chunks]: readonly Uint8Array[], { key, place }: Seal): Promise<unknown> {
  const iv = head!.subarray(0, ivBytes);
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(head!.subarray(ivBytes, ivBytes + tagBytes));
  const plain = Buffer.concat([...chunks.map((chunk) => decipher.update(chunk)), decipher.final()]);
  const whole = new Whole();
  for (let start = 0; start < plain.length;) {
    const end = start + lengthBytes + plain.readUInt32BE(start);
    // As `freeze` wrote it: nothing else opens.
    whole.add(deserialize(plain.subarray(start + lengthBytes, end)) as Piece);
    start = end;
    await setImmediate();
  }
  return whole.value;
}

function inChunks(bytes: Buffer): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    chunks.push(bytes.subarray(start, start + chunkBytes));
  }
  return chunks;
}
