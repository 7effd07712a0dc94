import { createHash, randomBytes } from 'node:crypto';

/** By the prefix people and scanners of leaked secrets tell what they have found. */
export type SecretPrefix = 'gl_op_' | 'gl_key_';

/** A new secret: 256 random bits behind the prefix. */
export function drawSecret(prefix: SecretPrefix): string {
  return prefix + randomBytes(32).toString('base64url');
}

/**
 * What is kept of a secret. A plain hash is enough: nobody guesses 256 random bits, so nothing has to be made slow. And
 * since hashes are what is compared, the time that takes tells nothing about the secret.
 */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
