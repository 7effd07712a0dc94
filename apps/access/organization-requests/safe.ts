import { open, seal } from '#ledger/cipher.js';
import type { Vault } from '#ledger/vault.js';
import type { Safe } from '#platform/organization-requests.js';

/** A safe whose keys lie where those of persons and organizations do. */
export function safeOf(vault: Vault): Safe {
  return {
    async seal(text, bound) {
      const fresh = vault.make();
      await vault.keep([fresh]);
      return { key: fresh.id, sealed: seal(fresh.key, text, bound) };
    },
    async open(id, sealed, bound) {
      const key = (await vault.fetch([id])).get(id);
      return key && open(key, sealed, bound).toString('utf8');
    },
    destroy: (id) => vault.destroy([id]),
  };
}
