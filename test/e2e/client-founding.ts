import type { Command } from '#client/commands.js';

/** An organization with two groups, an administrator, and people with a role in one of the groups. */
export const founding: readonly Command[] = [
  {
    type: 'CreateOrganization',
    data: {
      name: 'Acme',
      model: { name: 'ocp', version: 1 },
      admin: { user: 'ana', email: 'ana@example.com', role: 'org_admin' },
      resources: [
        { ref: 'group:sales', parent: 'organization:acme' },
        { ref: 'group:support', parent: 'organization:acme' },
      ],
    },
  },
  { type: 'AddUser', data: { user: 'dev', roles: ['developer'], place: 'group:sales' } },
  { type: 'AddUser', data: { user: 'vic', roles: ['viewer'], place: 'group:support' } },
];
