import type { Receipt } from '../acme.js';
import type { Office } from './office.js';

type Act = {
  /** Day of 2026 and time, in UTC. */
  readonly at: string;
  /** Whose rights decide; the operator's own where nobody is named. */
  readonly by?: string;
  readonly reason?: string;
  /** The code that all of it is refused with. */
  readonly refused?: string;
  readonly commands: readonly { readonly type: string; readonly data: object }[];
};

/** A games studio in its first months: an administrator, a deputy for a while, an analyst, and somebody of finance. */
const acts: readonly Act[] = [
  {
    at: '01-05T09:00',
    reason: 'SETUP-1',
    commands: [
      {
        type: 'CreateOrganization',
        data: {
          name: 'Studio',
          model: { name: 'omniata', version: 1 },
          admin: { user: 'ada', email: 'ada@studio.example', role: 'organization_admin' },
          resources: [
            { ref: 'project:web', parent: 'organization:studio', name: 'Web shop' },
            { ref: 'dashboard_group:sales', parent: 'project:web', name: 'Sales' },
            { ref: 'dashboard_group:traffic', parent: 'project:web', name: 'Traffic' },
          ],
        },
      },
    ],
  },
  {
    at: '01-05T09:30',
    by: 'ada',
    commands: [
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
      {
        type: 'CreateRole',
        data: {
          role: 'contractor',
          name: 'Contractor',
          grants: [{ scope: 'project:web', give: { project: 'editor' } }],
        },
      },
    ],
  },
  {
    at: '01-12T08:15',
    by: 'ada',
    reason: 'HR-101',
    commands: [
      { type: 'AddUser', data: { user: 'ben', email: 'ben@studio.example', roles: ['analyst'] } },
      { type: 'AddUser', data: { user: 'fay', email: 'fay@studio.example', roles: ['finance'] } },
    ],
  },
  {
    at: '02-02T10:00',
    by: 'ada',
    reason: 'HR-117, deputy until April',
    commands: [
      { type: 'AddUser', data: { user: 'mia', email: 'mia@studio.example' } },
      {
        type: 'AssignRole',
        data: { user: 'mia', role: 'organization_admin', until: '2026-04-01T00:00:00Z' },
      },
    ],
  },
  {
    at: '02-10T14:20',
    by: 'mia',
    reason: 'CHG-7, figures before publication',
    commands: [
      { type: 'OverrideDashboard', data: { resource: 'dashboard_group:sales', roles: { finance: 'read' } } },
    ],
  },
  {
    at: '02-11T09:05',
    by: 'mia',
    refused: 'SELF_CHANGE_FORBIDDEN',
    commands: [{ type: 'AssignRole', data: { user: 'mia', role: 'analyst' } }],
  },
  {
    at: '02-12T16:40',
    by: 'ben',
    refused: 'FORBIDDEN',
    commands: [
      { type: 'OverrideDashboard', data: { resource: 'dashboard_group:sales', roles: { analyst: 'read' } } },
    ],
  },
  {
    at: '03-01T07:30',
    reason: 'INC-9, board meeting',
    commands: [
      {
        type: 'OverrideDashboard',
        data: { resource: 'dashboard_group:sales', roles: { finance: 'read', analyst: 'read_write' } },
      },
    ],
  },
  {
    at: '03-10T17:00',
    by: 'ada',
    reason: 'HR-130, leaves',
    commands: [{ type: 'SuspendUser', data: { user: 'fay' } }],
  },
  {
    at: '03-20T09:00',
    by: 'ada',
    reason: 'HR-130, left',
    commands: [{ type: 'RemoveUser', data: { user: 'fay' } }],
  },
];

/** Plays what happened, each at its time. */
export async function studio(office: Office): Promise<void> {
  for (const { at, by, reason, refused, commands } of acts) {
    office.now = Date.parse(`2026-${at}:00Z`);
    const client = by === undefined ? office.operator : office.operator.as(by);
    const body = { commands, ...(reason !== undefined && { reason }) };
    const answer = await client.post<Receipt & { code?: string }>('/v1/organizations/studio/commands', body);
    if (answer.body.code !== refused) throw new Error(`${at} came to ${JSON.stringify(answer.body)}`);
  }
  office.now = Date.parse('2026-03-25T12:00:00Z');
}
