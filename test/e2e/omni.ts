import { beforeAll } from '@jest/globals';
import type { Client } from './client.js';

/**
 * An organization of the model `create`: two units, people with roles for all units, for one unit, with a level of their
 * own, and with nothing. Mo moderates one unit.
 */
export const omniFounding = {
  commands: [
    {
      type: 'CreateOrganization',
      data: {
        name: 'Omni',
        model: { name: 'create', version: 1 },
        admin: { user: 'ada', email: 'ada@example.com', role: 'organization_administrator' },
        resources: [
          { ref: 'unit:sales', parent: 'organization:omni', name: 'Sales' },
          { ref: 'unit:hr', parent: 'organization:omni' },
          { ref: 'recipe:offer', parent: 'unit:sales' },
          { ref: 'asset:logo', parent: 'unit:hr' },
        ],
      },
    },
    {
      type: 'CreateRole',
      data: { role: 'editors', name: 'Editors', grants: [{ scope: 'unit:*', give: { unit: 'edit' } }] },
    },
    {
      type: 'CreateRole',
      data: {
        role: 'sellers',
        name: 'Sellers',
        grants: [{ scope: 'unit:sales', give: { unit: 'moderate' } }],
      },
    },
    { type: 'AddUser', data: { user: 'ed', email: 'ed@example.com', roles: ['editors'] } },
    { type: 'AddUser', data: { user: 'mo', roles: ['sellers'] } },
    { type: 'AddUser', data: { user: 'bob' } },
    { type: 'GrantPermission', data: { to: { user: 'bob' }, scope: 'unit:sales', give: { unit: 'view' } } },
    { type: 'AddUser', data: { user: 'nil' } },
  ],
};

export const omni = '/v1/organizations/omni';

/** Begins the organization before the tests of the suite. */
export function beginOmni(operator: () => Client): void {
  beforeAll(async () => {
    const { status, body } = await operator().post(`${omni}/commands`, omniFounding);
    if (status !== 200) throw new Error(`omni could not begin: ${JSON.stringify(body)}`);
  });
}
