import { given } from '../testing/organization.suite.js';

export const [bob, ina, zoe] = [1, 2, 3];
export const fourteenDays = '2026-01-15T00:00:00.000Z';
export const hash = (person: number, until: string) => `hash of ${person} until ${until}`;

/** Bob is active, ina is invited with a role in a group. */
export const acme = () =>
  given(
    'ocp',
    { RegisterResource: { ref: 'group:sales', parent: 'organization:acme' } },
    { RegisterResource: { ref: 'group:hr', parent: 'organization:acme' } },
    { AddUser: { user: 'bob' } },
    { InviteUser: { emails: 'ina@x.io', roles: ['viewer'], place: 'group:sales' } },
  );

export const accept = { AcceptInvitation: { user: 'ina@x.io' } };
export const decline = { DeclineInvitation: { user: 'ina@x.io' } };
