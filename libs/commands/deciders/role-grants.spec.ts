import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#model/errors.js';
import { given } from '../testing/organization.suite.js';
import { commandOf, type Order } from '../testing/orders.suite.js';

/** A custom role with one grant; bob holds it. */
const acme = () =>
  given(
    'omniata',
    { RegisterResource: { ref: 'project:a', parent: 'organization:acme' } },
    { RegisterResource: { ref: 'dashboard_group:d', parent: 'project:a' } },
    {
      CreateRole: {
        role: 'readers',
        grants: [{ scope: 'project:a/**', give: { project: 'viewer', dashboard_group: 'read' } }],
      },
    },
    { AddUser: { user: 'bob', roles: ['readers'] } },
  );

/** A role with a record for a tenant, where each tenant takes one. */
const portal = () =>
  given(
    'portal',
    { RegisterResource: { ref: 'tenant:t', parent: 'tenant:acme' } },
    { RegisterResource: { ref: 'reporting_group:g', parent: 'tenant:t' } },
    { CreateRole: { role: 'support', grants: [{ scope: 'tenant:t', give: { portal: 'l1' } }] } },
  );

type Grant = NonNullable<Extract<Order, { CreateRole: unknown }>['CreateRole']['grants']>[number];

const granting = (grant: Grant, role = 'readers'): Order => ({ GrantPermission: { to: { role }, ...grant } });
const replacing = (...grants: Grant[]): Order => ({ ReplacePermissions: { role: 'readers', grants } });

/** Grants that do not fit, by the code of the refusal, and what the sentence names. */
const faulty: readonly (readonly [string, Grant, string])[] = [
  ['UNKNOWN_FACET', { scope: '.', give: { nothing: 'x' } }, '`nothing`'],
  ['UNKNOWN_LEVEL', { scope: '.', give: { people: 'x' } }, '`x`'],
  ['FACET_NOT_ON_TYPE', { scope: '.', give: { project: 'viewer' } }, '`project`'],
  ['FACET_NOT_ON_TYPE', { scope: 'project:a', give: { application: 'read' } }, '`application`'],
  ['ONE_LEVEL_ONLY', { scope: 'project:a', give: { project: ['viewer', 'editor'] } }, '`project`'],
  ['UNKNOWN_RESOURCE', { scope: 'project:none', give: { project: 'viewer' } }, '`project:none`'],
  ['UNKNOWN_RESOURCE', { scope: 'project:none/**', give: { dashboard_group: 'read' } }, '`project:none`'],
  [
    'UNKNOWN_RESOURCE',
    { scope: 'project:a', give: { project: 'viewer' }, only: { dashboard_group: ['none'] } },
    '`dashboard_group:none`',
  ],
  [
    'NARROWING_TYPE_WRONG',
    { scope: 'project:a', give: { project: 'viewer' }, only: { application: [] } },
    '`application`',
  ],
  ['UNKNOWN_TYPE', { scope: 'planet:*', give: { project: 'viewer' } }, '`planet`'],
];

describe('GrantPermission to a role', () => {
  it('adds one grant, in the form in which grants are kept', () => {
    acme()
      .by('ana')
      .when(granting({ scope: '.', give: { people: ['roles.manage', 'people.invite'] } }))
      .happens({
        PermissionGranted: {
          role: 'readers',
          grant: { scope: '.', give: { people: ['people.invite', 'roles.manage'] } },
        },
      });
  });

  it('keeps what it is narrowed to', () => {
    portal()
      .when(
        granting({ scope: 'tenant:*', give: { portal: 'l1' }, only: { reporting_group: ['g'] } }, 'support'),
      )
      .happens({
        PermissionGranted: {
          role: 'support',
          grant: { scope: 'tenant:*', give: { portal: ['l1'] }, only: { reporting_group: ['g'] } },
        },
      });
  });

  it('changes nothing where the grant is there', () => {
    acme()
      .when(granting({ scope: 'project:a/**', give: { dashboard_group: ['read'], project: 'viewer' } }))
      .happens();
    portal()
      .when(granting({ scope: 'tenant:t', give: { portal: ['l1'] } }, 'support'))
      .happens();
  });

  it('adds no second record where a resource takes one', () => {
    portal()
      .when(granting({ scope: 'tenant:t', give: { portal: 'l2' } }, 'support'))
      .refused('DUPLICATE_SCOPE', '`tenant:t`')
      .when(granting({ scope: '.', give: { portal: 'l2' } }, 'support'))
      .happen('PermissionGranted')
      .when(granting({ scope: '.', give: { portal: 'l3' } }, 'support'))
      .refused('DUPLICATE_SCOPE');
    acme()
      .when(granting({ scope: 'project:a', give: { project: 'editor' } }))
      .happen('PermissionGranted');
  });

  it.each(faulty)('is refused: %s', (code, grant, words) => {
    acme()
      .by('ana')
      .when(granting(grant))
      .refused(code as never, words);
  });

  it('names the place of the fault in its own data', () => {
    const command = commandOf(granting({ scope: 'project:a', give: { project: 'boss' } }));
    let faults: unknown;
    try {
      acme().send('ana', command);
    } catch (error) {
      if (error instanceof DomainError) faults = error.faults;
    }

    expect(faults).toMatchObject([{ path: '/give/project/0', code: 'UNKNOWN_LEVEL' }]);
  });

  it('adds no 1,001st grant', () => {
    const grants = Array.from({ length: 1000 }, (_, index) => ({
      scope: `project:p${index}`,
      give: { project: 'viewer' },
    }));
    const projects = grants.map(({ scope: ref }) => ({
      RegisterResource: { ref, parent: 'organization:acme' },
    }));

    given('omniata', ...projects, { CreateRole: { role: 'readers', grants } })
      .when(granting({ scope: 'project:*', give: { project: 'viewer' } }))
      .refused('BATCH_TOO_LARGE', '1000');
  });

  it('tells of locks, of rights, of the grant and of the role, in this order', () => {
    const wrong = { scope: '.', give: { nothing: 'x' } };

    given('jaicp').by('ana').when(granting(wrong, 'DEVELOPER')).refused('ROLE_LOCKED', 'the permissions');
    acme()
      .by('bob')
      .when(granting(wrong, 'nothing'))
      .refused('FORBIDDEN', '`roles.manage_permissions`')
      .by('ana')
      .when(granting(wrong, 'nothing'))
      .refused('UNKNOWN_FACET')
      .when(granting({ scope: 'project:a', give: { project: 'viewer' } }, 'nothing'))
      .refused('ROLE_NOT_FOUND', '`nothing`');
  });
});

describe('RevokePermission from a role', () => {
  const revoking = (scope: string, facet?: string, role = 'readers'): Order => ({
    RevokePermission: { from: { role }, scope, ...(facet !== undefined && { facet }) },
  });

  it('takes the grants of a scope, or what they give for a facet', () => {
    acme()
      .by('ana')
      .when(revoking('project:a/**', 'project'))
      .happens({ PermissionRevoked: { role: 'readers', scope: 'project:a/**', facet: 'project' } })
      .when(revoking('project:a/**', 'project'))
      .happens()
      .when(revoking('project:a/**'))
      .happens({ PermissionRevoked: { role: 'readers', scope: 'project:a/**' } })
      .when(revoking('project:a/**'))
      .happens();
  });

  it('changes nothing where nothing is given', () => {
    acme().when(revoking('project:none')).happens().when(revoking('project:a/**', 'people')).happens();
  });

  it('is refused', () => {
    given('jaicp')
      .by('ana')
      .when(revoking('.', 'nothing', 'DEVELOPER'))
      .refused('ROLE_LOCKED');
    acme()
      .by('bob')
      .when(revoking('project:a', 'nothing', 'nothing'))
      .refused('FORBIDDEN')
      .by('ana')
      .when(revoking('project:a', 'nothing', 'nothing'))
      .refused('UNKNOWN_FACET', '`nothing`')
      .when(revoking('project:a', 'project', 'nothing'))
      .refused('ROLE_NOT_FOUND')
      .when(revoking('.', 'people', 'organization_admin'))
      .refused('LAST_ADMIN');
  });
});

describe('ReplacePermissions', () => {
  it('says everything that the role gives from now on, each grant once', () => {
    const grant = { scope: 'project:*', give: { project: 'viewer' } };

    acme()
      .by('ana')
      .when(replacing(grant, grant))
      .happens({
        PermissionsReplaced: {
          role: 'readers',
          grants: [{ scope: 'project:*', give: { project: ['viewer'] } }],
        },
      });
  });

  it('changes nothing where the role gives just that, in whatever order', () => {
    const grants: Grant[] = [
      { scope: 'project:*', give: { project: 'viewer' } },
      { scope: '.', give: { people: ['people.invite', 'people.notify'] } },
    ];

    acme()
      .given(replacing(...grants))
      .when(replacing(...grants.toReversed(), grants[0]!))
      .happens()
      .given(replacing())
      .when(replacing())
      .happens();
  });

  it.each(faulty)('is refused: %s', (code, grant, words) => {
    acme()
      .by('ana')
      .when(replacing(grant))
      .refused(code as never, words);
  });

  it('takes one record for a resource that takes one', () => {
    const grants: Grant[] = [
      { scope: 'tenant:t', give: { portal: 'l1' } },
      { scope: 'tenant:t', give: { portal: 'l2' } },
    ];

    portal()
      .when({ ReplacePermissions: { role: 'support', grants } })
      .refused('DUPLICATE_SCOPE');
  });

  it('tells of the first fault by the order of refusals, not by the order of grants', () => {
    acme()
      .when(replacing(...faulty.map(([, grant]) => grant).toReversed()))
      .refused('UNKNOWN_FACET');
  });

  it('is refused', () => {
    given('jaicp')
      .by('ana')
      .when({ ReplacePermissions: { role: 'DEVELOPER', grants: [] } })
      .refused('ROLE_LOCKED');
    acme()
      .by('bob')
      .when({ ReplacePermissions: { role: 'nothing', grants: [] } })
      .refused('FORBIDDEN')
      .by('ana')
      .when({ ReplacePermissions: { role: 'nothing', grants: [] } })
      .refused('ROLE_NOT_FOUND')
      .when({ ReplacePermissions: { role: 'organization_admin', grants: [] } })
      .refused('LAST_ADMIN');
  });
});
