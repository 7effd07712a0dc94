import { openReadOnly } from '#adapters/sqlite/read-only.js';
import type { Progress } from '../../terminal/progress.js';
import type { Source } from '../source.js';
import { exportOf } from './exports.js';
import { FolderOrganization } from './folder-organization.js';
import { masterKey } from './master-key.js';
import { organizationsOf } from './organizations.js';
import { listed } from './pages.js';
import { readOnlyLedgers } from './read-only.js';

export type FolderOptions = { readonly data: string; readonly masterKeyFile?: string };

/**
 * Opens a data folder for reading, beside a running service or alone.
 *
 * @throws UsageError without a master key
 * @throws StoreUnavailable, StoreCorrupt
 */
export async function openFolder(
  options: FolderOptions,
  environment: Readonly<Record<string, string | undefined>>,
  progress: Progress,
): Promise<Source> {
  const home = openReadOnly(options.data);
  try {
    const { secret } = masterKey(options, environment);
    const ledgers = await readOnlyLedgers(home, secret, progress);
    return {
      organization: (id) => new FolderOrganization(id, ledgers),
      export: async (id, request) => exportOf(await ledgers.open(id), request),
      organizations: () =>
        listed(async () => ({ revision: 0, items: await organizationsOf(home.events, progress) })),
      close: async () => {
        await ledgers.close();
        home.close();
      },
    };
  } catch (error) {
    home.close();
    throw error;
  }
}
