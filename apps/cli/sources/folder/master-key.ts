import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../usage-error.js';

const keyBytes = 32;
const variable = 'GRANTLINE_MASTER_KEY';

/** The 32 bytes that wrap all keys of a data folder, and the file that they were read from, if it was one. */
export type MasterKey = { readonly secret: Uint8Array; readonly file?: string };

/**
 * The master key of a data folder: of the file that is named, else of the environment, else of the file that the first
 * start of the service left in the folder; `undefined` where there is none of them.
 *
 * @throws UsageError for a file that cannot be read, and for what is no master key
 */
export function findMasterKey(
  { data, masterKeyFile }: { readonly data: string; readonly masterKeyFile?: string },
  environment: Readonly<Record<string, string | undefined>>,
): MasterKey | undefined {
  if (masterKeyFile !== undefined) return readMasterKey(masterKeyFile);
  const configured = environment[variable];
  if (configured !== undefined && configured !== '') return { secret: parse(configured, variable) };
  const own = join(data, 'master-key');
  return existsSync(own) ? readMasterKey(own) : undefined;
}

/** @throws UsageError */
export function masterKey(...where: Parameters<typeof findMasterKey>): MasterKey {
  const found = findMasterKey(...where);
  if (found !== undefined) return found;
  throw new UsageError(
    `\`${where[0].data}\` holds no master key, name its file with --master-key-file or set ${variable}`,
  );
}

export function readMasterKey(file: string): MasterKey {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`the master key \`${file}\` cannot be read, name a file that can`, { cause });
  }
  return { secret: parse(text.trim(), `\`${file}\``), file };
}

function parse(text: string, where: string): Uint8Array {
  const bytes = /^[A-Za-z0-9_-]+$/.test(text) ? Buffer.from(text, 'base64url') : Buffer.alloc(0);
  if (bytes.length === keyBytes) return new Uint8Array(bytes);
  throw new UsageError(`what ${where} holds is no master key, which is ${keyBytes} bytes in base64url`);
}
