import { drawSecret } from '#platform/secret.js';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError, masterKeyFrom } from './config.js';

/** A secret, and the file that holds it, if one does. A configured one is known to whoever configured it. */
export type Kept<Secret> = { readonly secret: Secret; readonly configured: boolean; readonly file?: string };

/** The master key: as configured, else of the file `master-key`, which the first start makes. */
export function masterKey({ masterKey, data, store }: Config): Kept<Uint8Array> {
  if (masterKey !== undefined) return { secret: masterKey, configured: true };
  if (store === 'memory') return { secret: randomBytes(32), configured: false };
  const file = join(data, 'master-key');
  const text = keptIn(file, () => randomBytes(32).toString('base64url'));
  return { secret: masterKeyFrom(text), configured: false, file };
}

/** The first key of the operator `root`: as configured, else of the file `operator-key`, which the first start makes. */
export function firstOperatorKey({ operatorKey, data, store }: Config): Kept<string> {
  if (operatorKey !== undefined) return { secret: operatorKey, configured: true };
  if (store === 'memory') return { secret: drawSecret('gl_op_'), configured: false };
  const file = join(data, 'operator-key');
  return { secret: keptIn(file, () => drawSecret('gl_op_')), configured: false, file };
}

/** What the file holds; it is made, for its owner alone to read, if it is not there. */
function keptIn(file: string, draw: () => string): string {
  const found = read(file);
  if (found !== undefined) return found;
  const secret = draw();
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, `${secret}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return secret;
}

function read(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new ConfigError(`\`${file}\` cannot be read; give this user permission to read it`, { cause });
  }
}
