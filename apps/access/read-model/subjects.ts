import { OrganizationKey } from '#ledger/organization-key.js';
import type { Vault } from '#ledger/vault.js';
import type { ReadModelQueriesOptions } from '#projections/read-model/queries.js';
import { StoreCorrupt } from '#store/event-store.js';

/** What stands for user ids, under keys of this vault. */
export function subjectsOf(vault: Pick<Vault, 'fetch'>): ReadModelQueriesOptions['subjects'] {
  return async (organization, id) => {
    const key = (await vault.fetch([id])).get(id);
    if (key === undefined) {
      throw new StoreCorrupt('the key of the organization is missing, restore the key store');
    }
    const organizationKey = new OrganizationKey(organization, { id, key });
    return (user) => organizationKey.subject(user);
  };
}
