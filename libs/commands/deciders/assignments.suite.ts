import { given } from '../testing/organization.suite.js';

export const dev = 1;
export const place = 'group:sales';
export const until = '2026-06-01T00:00:00Z';
export const ends = '2026-06-01T00:00:00.000Z';

/** A group that takes one role a person; dev is a developer there, max holds nothing. */
export const groups = () =>
  given(
    'ocp',
    { RegisterResource: { ref: place, parent: 'organization:acme' } },
    { RegisterResource: { ref: 'group:hr', parent: 'organization:acme' } },
    { AddUser: { user: 'dev', roles: ['developer'], place } },
    { AddUser: { user: 'max' } },
  );

/** Project groups with owners that take many roles a person. */
export const owned = () =>
  given(
    'jaicp',
    { RegisterResource: { ref: 'project_group:g', parent: 'account:acme' } },
    { AddUser: { user: 'own', roles: ['LINGUIST'], place: 'project_group:g' } },
    { TransferOwnership: { place: 'project_group:g', to: 'own' } },
  );

/** Nobody changes the own roles; bob holds the right to change those of others. */
export const club = () =>
  given(
    'omniata',
    { CreateRole: { role: 'a' } },
    { CreateRole: { role: 'b' } },
    { CreateRole: { role: 'givers', grants: [{ scope: '.', give: { people: 'members.update_roles' } }] } },
    { AddUser: { user: 'bob', roles: ['givers', 'a'] } },
  );
