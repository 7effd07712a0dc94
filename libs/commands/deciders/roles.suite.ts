import { given } from '../testing/organization.suite.js';
import type { Order } from '../testing/orders.suite.js';

/** A custom role with a grant; bob holds it. */
export const acme = () =>
  given(
    'omniata',
    { RegisterResource: { ref: 'project:a', parent: 'organization:acme' } },
    { RegisterResource: { ref: 'dashboard_group:d', parent: 'project:a' } },
    {
      CreateRole: {
        role: 'readers',
        name: 'Readers',
        description: 'Who read',
        grants: [{ scope: 'project:a', give: { project: 'viewer' } }],
      },
    },
    { AddUser: { user: 'bob', roles: ['readers'] } },
  );

export const holding = (...permissions: string[]): readonly Order[] => [
  { CreateRole: { role: 'some', grants: [{ scope: '.', give: { people: permissions } }] } },
  { AddUser: { user: 'some', roles: ['some'] } },
];
