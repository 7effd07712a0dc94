import { parseRequest } from '#commands/request.js';
import type { Ledgers } from '#ledger/ledgers.js';
import type { Principal } from '#ledger/submission.js';
import { DomainError } from '#model/errors.js';

/** An organization to try things on, and the revision at which its story begins. */
export type Demo = { readonly organization: string; readonly revision: number };

const organization = 'demo';

const system: Principal = {
  via: 'system',
  credential: 'system',
  acting: { kind: 'exempt', actor: 'operator:root', covers: () => true },
};

/** The resource and the person that the demo is about. */
export const story = {
  user: 'ben',
  permission: 'dashboards.view',
  type: 'dashboard_group',
  id: 'sales',
} as const;

/**
 * A company with one project and two dashboard groups. Ben is an analyst, which by default opens every dashboard of
 * the project; but somebody has listed another role on `sales`, and that closes it for all that are not listed.
 */
const body = {
  commands: [
    {
      type: 'CreateOrganization',
      data: {
        name: 'Demo Games',
        model: { name: 'omniata', version: 1 },
        admin: { user: 'ada', email: 'ada@example.com', role: 'organization_admin' },
        resources: [
          { ref: 'project:web', parent: `organization:${organization}`, name: 'Web shop' },
          { ref: 'dashboard_group:sales', parent: 'project:web', name: 'Sales' },
          { ref: 'dashboard_group:traffic', parent: 'project:web', name: 'Traffic' },
        ],
      },
    },
    {
      type: 'CreateRole',
      data: {
        role: 'analyst',
        name: 'Analyst',
        grants: [{ scope: 'project:*', give: { project: 'data_analyst' } }],
      },
    },
    {
      type: 'CreateRole',
      data: {
        role: 'finance',
        name: 'Finance',
        grants: [{ scope: 'project:web', give: { project: 'viewer' } }],
      },
    },
    { type: 'AddUser', data: { user: 'ben', email: 'ben@example.com', roles: ['analyst'] } },
    { type: 'AddUser', data: { user: 'fay', email: 'fay@example.com', roles: ['finance'] } },
    { type: 'OverrideDashboard', data: { resource: 'dashboard_group:sales', roles: { finance: 'read' } } },
  ],
};

/** What lets Ben in again. */
export const change = {
  commands: [
    {
      type: 'OverrideDashboard',
      data: { resource: 'dashboard_group:sales', roles: { finance: 'read', analyst: 'read_write' } },
    },
  ],
  reason: 'Ben prepares the board meeting',
};

export async function createDemo(ledgers: Ledgers): Promise<Demo> {
  try {
    const request = parseRequest(body);
    const { revision } = await ledgers.submit({
      organization,
      request,
      body,
      principal: system,
      correlation: 'start',
    });
    return { organization, revision };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'ORGANIZATION_EXISTS') throw error;
    // An earlier first start came this far.
    return { organization, revision: (await ledgers.open(organization)).durable };
  }
}
