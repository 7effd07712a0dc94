import type { Criteria, Grant, Lock, RoleKind } from './grant.js';

export type RoleEvent =
  | {
      /** Written for every built-in and preset role as well: the fold reads roles only from events. */
      type: 'RoleCreated';
      data: {
        role: string;
        name: string;
        description?: string;
        kind: RoleKind;
        locked?: readonly Lock[];
        /** Types of the places where the role can be assigned. */
        assignableAt: readonly string[];
        grants: readonly Grant[];
        criteria?: Criteria;
        deprecated?: true;
        replacement?: string;
        singleHolder?: true;
        clonedFrom?: string;
      };
    }
  | { type: 'RoleDetailsChanged'; data: { role: string; name?: string; description?: string } }
  | { type: 'PermissionGranted'; data: { role: string; grant: Grant } }
  | {
      /** All grants of the scope go, or, with `facet`, what they give for that facet. */
      type: 'PermissionRevoked';
      data: { role: string; scope: string; facet?: string };
    }
  | { type: 'PermissionsReplaced'; data: { role: string; grants: readonly Grant[] } }
  | {
      /** Without `criteria`: the role has none any more. */
      type: 'RoleCriteriaSet';
      data: { role: string; criteria?: Criteria };
    }
  | { type: 'RoleDeprecated'; data: { role: string; replacement?: string } }
  | { type: 'RoleRestored'; data: { role: string } }
  | { type: 'RoleDeleted'; data: { role: string; holders: number; overrides: number } };
