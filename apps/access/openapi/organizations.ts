import {
  listedOrganization,
  membership,
  membershipsQuery,
  organizationsQuery,
} from '../organizations/organizations-schema.js';
import type { Operation } from './operation.js';
import { pageOf } from './question.js';

const lag = 'A change is in the list a moment after it was acknowledged.';

export const organizationsOperations: readonly Operation[] = [
  {
    id: 'listOrganizations',
    method: 'get',
    path: '/v1/organizations',
    tag: 'organizations',
    summary: 'All organizations, or those that a key reaches',
    description: `By id. For operators, and for services with the capability \`read\`. ${lag}`,
    query: organizationsQuery,
    answer: { status: 200, description: 'organizations', schema: pageOf(listedOrganization) },
    problems: ['READ_MODEL_STALE'],
  },
  {
    id: 'listMyOrganizations',
    method: 'get',
    path: '/v1/me/organizations',
    tag: 'organizations',
    summary: 'To which organizations the person who asks belongs, or is invited',
    description: `By id. For people, in their own name. ${lag}`,
    query: membershipsQuery,
    answer: { status: 200, description: 'memberships and open invitations', schema: pageOf(membership) },
    problems: ['READ_MODEL_STALE'],
  },
];
