import { commandTypes } from '#commands/schema.js';
import { text } from '#commands/schema/text.js';
import { organizationIdFault } from '#model/ids.js';
import type { Capability } from '#platform/caller.js';
import { z } from 'zod';

const organizationsMax = 1000;

/** Name of a credential: it stands on events as `operator:<name>` or `service:<name>`. */
export const credentialName = text((name) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)
    ? undefined
    : { code: 'MALFORMED', says: 'is no name, use at most 64 letters, digits, `.`, `_` or `-`' },
).meta({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$', examples: ['crm'] });

export const organizationId = text((id) => {
  const says = organizationIdFault(id);
  return says === undefined ? undefined : { code: 'INVALID_ID', says };
}).meta({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$', examples: ['acme'] });

const plain = ['check', 'search', 'read', 'audit', 'write', 'act_for', 'sign_in'] as const;
const narrowed = commandTypes
  .filter((type) => type !== 'RecordFirstAccess')
  .map((type) => `write:${type}` as const satisfies Capability);

const capability = z
  .enum([...plain, ...narrowed])
  .describe('what the key is good for; none contains another');

export const keyRequest = z
  .strictObject({
    name: credentialName.describe('the name of the service; two keys of one name may be valid at once'),
    organizations: z
      .union([z.array(organizationId).min(1).max(organizationsMax), z.literal('*')])
      .describe('the organizations that are there for the key, or `*` for all'),
    capabilities: z.array(capability).min(1),
  })
  .meta({
    examples: [{ name: 'crm', organizations: ['acme'], capabilities: ['check', 'write:RegisterResource'] }],
  });

const id = z.uuid();
const createdOn = z.iso.datetime();
const createdBy = z.string().meta({ examples: ['operator:root'] });

export const key = z.object({ id, ...keyRequest.shape, createdOn, createdBy });
export const keyWithSecret = key.extend({
  secret: z
    .string()
    .describe('the key itself: it is shown now and never again')
    .meta({ examples: ['gl_key_…'] }),
});
export const keys = z.object({ items: z.array(key) });

export const operatorRequest = z.strictObject({
  name: credentialName.describe('the name of a member of the platform staff'),
});
export const operator = z.object({ id, name: credentialName, createdOn, createdBy });
export const operatorWithSecret = operator.extend({
  secret: z
    .string()
    .describe('the key itself: it is shown now and never again')
    .meta({ examples: ['gl_op_…'] }),
});
export const operators = z.object({ items: z.array(operator) });
