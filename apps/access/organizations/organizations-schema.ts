import { z } from 'zod';
import { paging, search } from '../http/parameters.js';

const organizationStatus = z.enum(['active', 'closed', 'unreadable']);

export const organizationsQuery = z.strictObject({
  ...paging,
  q: search.describe('part of the id or the name of an organization'),
  status: organizationStatus.exactOptional().describe('only organizations in this state'),
});

export type OrganizationsRequest = z.output<typeof organizationsQuery>;

export const membershipsQuery = z.strictObject(paging);

export type MembershipsRequest = z.output<typeof membershipsQuery>;

export const listedOrganization = z.object({
  organization: z.string(),
  name: z.string(),
  status: organizationStatus.describe(
    '`unreadable` where its ledger cannot be read: the name may be an old one',
  ),
});

export const membership = z.object({
  organization: z.string(),
  name: z.string(),
  status: z.enum(['active', 'invited', 'suspended']),
});
