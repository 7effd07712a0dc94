import { backupFile } from '#adapters/sqlite/backup.js';
import { openFileReadOnly } from '#adapters/sqlite/open-file.js';
import { eventsFormat, type Format, keysFormat } from '#adapters/sqlite/schema.js';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unusable } from '../files.js';

/**
 * Copies the files of a data folder, each as it is at one instant, and resolves with the paths of the copies. Keys are
 * written before the events that need them, so they are copied after.
 *
 * @throws StoreUnavailable when a copy exists already, or cannot be written
 * @throws UsageError when a folder cannot be made
 */
export async function copyFolder(
  data: string,
  to: { readonly events: string; readonly keys?: string },
): Promise<readonly string[]> {
  const events = await copy(data, to.events, eventsFormat);
  return to.keys === undefined ? [events] : [events, await copy(data, to.keys, keysFormat)];
}

async function copy(data: string, folder: string, format: Format): Promise<string> {
  const file = openFileReadOnly(data, format);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
      throw unusable(folder, 'written', cause);
    });
    const target = join(folder, format.name);
    await backupFile(file, target);
    return target;
  } finally {
    file.close();
  }
}
