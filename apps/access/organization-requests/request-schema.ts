import { identifier, resourceId, userId } from '#commands/schema/ids.js';
import { address } from '#commands/schema/invitation.js';
import { name } from '#commands/schema/text.js';
import { z } from 'zod';
import { organizationId } from '../keys/key-schema.js';

const groupsMax = 100;

export const wishRequest = z.strictObject({
  name: name.describe('how the organization shall be called'),
  email: address.describe('where its first administrator can be reached'),
  groups: z.array(resourceId).max(groupsMax).default([]).describe('ids of groups that it shall begin with'),
  model: identifier.default('ocp').describe('the name of the access model; `ocp` if left out'),
});

export const approval = z.strictObject({
  organization: organizationId.describe('the id that the organization gets'),
  user: userId.exactOptional().describe('user id of the first administrator; the e-mail address if left out'),
  role: identifier
    .exactOptional()
    .describe(
      'role of the first administrator; the first of the model that is assigned at the root if left out',
    ),
});

export type WishRequest = z.output<typeof wishRequest>;
export type Approval = z.output<typeof approval>;

const instant = z.iso.datetime();

export const organizationRequest = z.object({
  id: z.uuid(),
  name: z.string(),
  model: z.string(),
  groups: z.array(z.string()),
  status: z.enum(['requested', 'approved', 'rejected']),
  requestedOn: instant,
  decidedOn: instant.optional(),
  decidedBy: z.string().optional(),
  organization: z.string().optional().describe('what came of it'),
  email: z.string().nullable().optional().describe('to operators, until the request is decided'),
  user: z.string().nullable().optional().describe('who asked, as far as it was a person with a user id'),
});

export const organizationRequests = z.object({ items: z.array(organizationRequest) });
