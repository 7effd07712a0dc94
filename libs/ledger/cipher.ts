import { StoreCorrupt } from '#store/event-store.js';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const version = 'v1';

/** Length of a key, in bytes. */
export const keyBytes = 32;

/**
 * Seals bytes as `v1.<iv>.<ciphertext>.<tag>` (base64url). `bound` says what the bytes are and where they belong:
 * it is not stored, and whoever opens them must say the same.
 */
export function seal(key: Uint8Array, plain: Uint8Array | string, bound: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([
    typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain),
    cipher.final(),
  ]);
  return [
    version,
    iv.toString('base64url'),
    sealed.toString('base64url'),
    cipher.getAuthTag().toString('base64url'),
  ].join('.');
}

/** @throws StoreCorrupt when the key is another, the bytes are not as they were sealed, or they belong elsewhere */
export function open(key: Uint8Array, sealed: string, bound: string): Buffer {
  const [found, iv, ciphertext, tag] = sealed.split('.');
  if (found !== version || iv === undefined || ciphertext === undefined || tag === undefined) {
    throw new StoreCorrupt('ciphertext in an unknown format; it is damaged or from a newer version');
  }
  try {
    const decipher = createDecipheriv(algorithm, key, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(bound));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(ciphertext, 'base64url'), decipher.final()]);
  } catch (cause) {
    throw new StoreCorrupt('ciphertext does not open; it is damaged or sealed under another key', { cause });
  }
}
