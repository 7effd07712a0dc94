import { introduction, openIdentity } from '#ledger/sealing.js';
import type { Vault } from '#ledger/vault.js';
import { organizationOf } from '#projections/ledger-stream.js';
import type { Identities } from '#projections/organizations/projector.js';

/** Opens who events introduce, with keys that are fetched once for all of them. */
export function identitiesOf(vault: Vault): Identities {
  return async (events) => {
    const ids = events.flatMap(({ data }) => (typeof data['key'] === 'string' ? [data['key']] : []));
    const keys = ids.length === 0 ? new Map<string, Uint8Array>() : await vault.fetch([...new Set(ids)]);
    return ({ stream, data }) => {
      const introduced = introduction(data);
      const key = introduced && keys.get(introduced.key);
      if (introduced === undefined || key === undefined) return undefined;
      const organization = organizationOf({ stream });
      return openIdentity(organization, introduced.person, key, String(introduced.identity)).user;
    };
  };
}
