import type { StoredEvent } from '#events/envelope.js';
import type { OrganizationKey } from './organization-key.js';
import type { Names, OpenedEvent } from './present.js';
import { openedCommand } from './refusals/refusal.js';
import { introduction, openIdentity, reasonOf, textOf } from './sealing.js';
import type { Vault } from './vault.js';

/**
 * Opens what is sealed in events of an organization. What was sealed under a key that is gone stays closed.
 *
 * @throws StoreCorrupt when ciphertext is damaged
 */
export async function openEvents(
  events: readonly StoredEvent[],
  organization: string,
  { key: organizationKey, vault, names }: { key: OrganizationKey; vault: Vault; names: Names },
): Promise<OpenedEvent[]> {
  const introductions = events.map(({ data }) => introduction(data));
  const keys = await vault.fetch([...new Set(introductions.flatMap((introduced) => introduced?.key ?? []))]);
  return events.map((event, index) => {
    const { id, type, revision, metadata, data } = event;
    const { actor, via, time, reason, command } = metadata;
    const introduced = introductions[index];
    const key = introduced && keys.get(introduced.key);
    return {
      id,
      type,
      revision,
      time: Number(time),
      actor,
      via,
      data:
        type === 'CommandRefused' ? { ...data, data: openedCommand(event, organizationKey, names) } : data,
      ...(key && {
        identity: openIdentity(organization, introduced.person, key, String(introduced.identity)),
      }),
      ...(typeof data['text'] === 'string' && { text: organizationKey.openText(data['text'], textOf(id)) }),
      ...(reason !== undefined && { reason: organizationKey.openText(reason, reasonOf(command)) }),
    };
  });
}
