import { openHome } from '#adapters/sqlite/home.js';
import { rotateMaster, Vault } from '#ledger/vault.js';
import { StoreUnavailable } from '#store/event-store.js';
import type { KeyStore } from '#store/key-store.js';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unusable } from '../../files.js';
import { masterKey, readMasterKey } from '../../sources/folder/master-key.js';
import { UsageError } from '../../usage-error.js';

const keyBytes = 32;

export type Rotated = { readonly keys: number; readonly file: string };

/**
 * Wraps all keys of a data folder under a new master key. The new one is durable before the first key is wrapped under
 * it; a rotation that broke off is finished by the same call.
 *
 * @throws UsageError for files that cannot be used
 * @throws StoreUnavailable when a service runs on the folder, or the master key is not the one of the folder
 */
export async function rotate(
  { data, to, ...options }: { readonly data: string; readonly masterKeyFile?: string; readonly to?: string },
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Rotated> {
  if (!existsSync(join(data, 'keys.db'))) throw new UsageError(`there is no data folder \`${data}\``);
  const current = masterKey({ data, ...options }, environment);
  const own = join(data, 'master-key');
  // The service reads the key from its own file, so the new one takes the place of the old one there.
  const replaces = to === undefined && current.file === own;
  if (to === undefined && !replaces) {
    throw new UsageError(
      'the master key is not kept in the data folder, name the file of the new one with --to',
    );
  }
  const file = to ?? `${own}.new`;
  const home = openHome(data);
  try {
    const next = existsSync(file) ? readMasterKey(file).secret : await makeKey(file);
    const keys = await rewrap(home.keys, current.secret, next);
    if (replaces) await replace(file, own);
    return { keys, file: replaces ? own : file };
  } finally {
    await home.close();
  }
}

/** Number of keys. Those of a rotation that was broken off at its end are wrapped already. */
async function rewrap(store: KeyStore, from: Uint8Array, to: Uint8Array): Promise<number> {
  try {
    return await rotateMaster(store, from, to);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    const isDone = await new Vault(store, to).verify().then(
      () => true,
      () => false,
    );
    if (!isDone) throw error;
    let keys = 0;
    for await (const page of store.all()) keys += page.length;
    return keys;
  }
}

async function makeKey(path: string): Promise<Uint8Array> {
  const key = new Uint8Array(randomBytes(keyBytes));
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(`${Buffer.from(key).toString('base64url')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(path));
  } catch (cause) {
    throw unusable(path, 'written', cause);
  }
  return key;
}

async function replace(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
