import { beforeAll } from '@jest/globals';
import type { Client } from './client.js';

/** The organization of most suites: two groups, an administrator, and people with a role in one of the groups. */
export const founding = {
  commands: [
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
    {
      type: 'AddUser',
      data: { user: 'dev', email: 'dev@example.com', roles: ['developer'], place: 'group:sales' },
    },
    { type: 'AddUser', data: { user: 'vic', roles: ['viewer'], place: 'group:support' } },
  ],
};

export type Receipt = {
  readonly revision: number;
  readonly eventCount: number;
  readonly events: readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[];
  readonly warnings: readonly { readonly code: string }[];
};

export type Decision = {
  readonly decision: boolean;
  readonly context?: {
    readonly grantline: {
      readonly reason: string;
      readonly revision: number;
      readonly because: unknown[];
      readonly hidden: unknown[];
    };
  };
};

export const acme = '/v1/organizations/acme';

/** Begins the organization before the tests of the suite; `operator` is asked when the service is there. */
export function beginAcme(operator: () => Client): void {
  beforeAll(async () => {
    const { status, body } = await operator().post(`${acme}/commands`, founding);
    if (status !== 200) throw new Error(`acme could not begin: ${JSON.stringify(body)}`);
  });
}

export function question(user: string, permission: string, resource: string, options?: object): object {
  const colon = resource.indexOf(':');
  return {
    subject: { type: 'user', id: user },
    action: { name: permission },
    resource: { type: resource.slice(0, colon), id: resource.slice(colon + 1) },
    ...(options !== undefined && { context: { grantline: options } }),
  };
}

export function order(type: string, data: object): object {
  return { commands: [{ type, data }] };
}
