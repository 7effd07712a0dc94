import { drawSecret } from '#platform/secret.js';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError, masterKeyFrom } from './config.js';

/** A secret, and the file it is kept in if this start has made it. */
export type Kept<Secret> = { readonly secret: Secret; readonly madeIn?: string };

/** The master key: as configured, else of the file `master-key`, which the first start makes. */
export function masterKey({ masterKey: configured, data, store }: Config): Kept<Uint8Array> {
  if (configured !== undefined) return { secret: configured };
  if (store === 'memory') return { secret: randomBytes(32) };
  const { secret, ...made } = keptIn(join(data, 'master-key'), () => randomBytes(32).toString('base64url'));
  return { secret: masterKeyFrom(secret), ...made };
}

/** The key of the operator `root` that the file `operator-key` holds, which the first start makes. */
export function firstOperatorKey({ data, store }: Config): Kept<string> {
  if (store === 'memory') return { secret: drawSecret('gl_op_'), madeIn: 'memory' };
  return keptIn(join(data, 'operator-key'), () => drawSecret('gl_op_'));
}

/** Only the owner can read the file. */
function keptIn(file: string, draw: () => string): Kept<string> {
  const found = read(file);
  if (found !== undefined) return { secret: found };
  const secret = draw();
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, `${secret}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return { secret, madeIn: file };
}

function read(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new ConfigError(`\`${file}\` cannot be read; give this user permission to read it`, { cause });
  }
}
