import type { NewEvent } from '#events/envelope.js';
import type { OrganizationKey } from '../organization-key.js';
import { introduction } from '../sealing.js';
import type { Vault } from '../vault.js';
import type { Batch } from './batch.js';
import { stored } from './entry.js';

/**
 * The events of a batch as they are stored. New keys are durable before it resolves. `undefined` when the key of a
 * person is gone, so that somebody else must have erased them.
 */
export async function sealedEntries(
  organization: string,
  { entries, fresh }: Batch,
  organizationKey: OrganizationKey,
  vault: Vault,
): Promise<readonly NewEvent[] | undefined> {
  const used = new Set<string>();
  for (const { event } of entries.flatMap(({ drafts }) => drafts)) {
    const introduced = introduction(event.data);
    if (introduced !== undefined) used.add(introduced.key);
    if (event.type === 'OrganizationCreated') used.add(event.data.key);
  }
  const drawn = [...used].filter((id) => fresh.has(id));
  await vault.keep(drawn.map((id) => ({ id, key: fresh.key(id) })));
  const known = await vault.fetch([...used].filter((id) => !fresh.has(id)));
  if (known.size + drawn.length < used.size) return undefined;
  const keyOf = (id: string): Uint8Array => known.get(id) ?? fresh.key(id);
  return entries.flatMap((entry) => stored(organization, entry, keyOf, organizationKey));
}
