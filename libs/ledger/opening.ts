import type { StoredEvent } from '#events/envelope.js';
import { introduction, openIdentity, reasonOf, textOf } from './sealing.js';
import type { OrganizationKey } from './organization-key.js';
import type { OpenedEvent } from './present.js';
import type { Vault } from './vault.js';

/**
 * Opens what is sealed in events of a ledger. What was sealed under a key that is gone stays closed.
 *
 * @throws StoreCorrupt when ciphertext is damaged
 */
export async function openEvents(
  events: readonly StoredEvent[],
  { organization, vault, key }: { organization: string; vault: Vault; key: OrganizationKey },
): Promise<OpenedEvent[]> {
  const introduced = events.map(({ data }) => introduction(data));
  const keys = await vault.fetch([...new Set(introduced.flatMap((introduced) => introduced?.key ?? []))]);
  return events.map(({ id, type, revision, metadata, data }, index) => {
    const { key: keyId = '', person = -1, identity } = introduced[index] ?? {};
    const personKey = keys.get(keyId);
    const opens = personKey !== undefined && typeof identity === 'string';
    return {
      id,
      type,
      revision,
      time: Number(metadata.time),
      actor: metadata.actor,
      via: metadata.via,
      data,
      ...(opens && { identity: openIdentity(organization, person, personKey, identity) }),
      ...(typeof data['text'] === 'string' && { text: key.openText(data['text'], textOf(id)) }),
      ...(metadata.reason !== undefined && {
        reason: key.openText(metadata.reason, reasonOf(metadata.command)),
      }),
    };
  });
}
