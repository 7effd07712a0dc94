import type { AssignmentSource, Level, Window } from './grant.js';

/**
 * Who a person is. Stored only as ciphertext under the person's own key; the fold never sees it.
 * `attributes` are what role criteria compare.
 */
export type Identity = {
  readonly user: string;
  readonly email?: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
};

/**
 * An identity on its way into the ledger is plain; in the ledger it is `v1.<iv>.<ciphertext>.<tag>`
 * (base64url) under the key `key`. The domain writes `Identity`, the ledger seals it.
 */
export type Sealable<T> = T | string;

export type PersonEvent =
  | {
      type: 'UserInvited';
      data: {
        person: number;
        key: string;
        identity: Sealable<Identity>;
        expires: string;
        /** SHA-256 (base64url) of the single-use token that was mailed; the token itself is never stored. */
        tokenHash: string;
      };
    }
  | { type: 'InvitationResent'; data: { person: number; expires: string; tokenHash: string } }
  | { type: 'InvitationRevoked'; data: { person: number } }
  | { type: 'InvitationDeclined'; data: { person: number } }
  | { type: 'InvitationExpired'; data: { person: number } }
  | {
      /** `key` and `identity` are there when the event makes somebody known or changes what is known. */
      type: 'UserActivated';
      data: { person: number; key?: string; identity?: Sealable<Identity> };
    }
  | { type: 'UserAttributesChanged'; data: { person: number; key: string; identity: Sealable<Identity> } }
  | { type: 'UserSuspended'; data: { person: number } }
  | { type: 'UserReinstated'; data: { person: number } }
  | { type: 'UserRemoved'; data: { person: number; assignments: number; userLevels: number } }
  | { type: 'UserErased'; data: { person: number } }
  | {
      /** `text` is sealed under the organization's key. */
      type: 'NotificationRequested';
      data: { people: readonly number[]; text: string };
    };

export type AssignmentEvent =
  | {
      type: 'RoleAssigned';
      data: { person: number; role: string; place: string; source: AssignmentSource } & Window;
    }
  | { type: 'RoleRevoked'; data: { person: number; role: string; place: string } }
  | {
      /** One role per place: `role` takes the place of `replaced`, in one step. */
      type: 'RoleReplaced';
      data: { person: number; replaced: string; role: string; place: string } & Window;
    }
  | {
      /** `from` is absent when the place had no owner. */
      type: 'OwnershipTransferred';
      data: { place: string; role: string; from?: number; to: number };
    }
  | { type: 'RoleStarted'; data: { person: number; role: string; place: string } }
  | { type: 'RoleExpired'; data: { person: number; role: string; place: string } };

export type UserLevelEvent =
  | {
      type: 'PermissionGranted';
      data: { person: number; resource: string; facet: string; level: Level } & Window;
    }
  | { type: 'PermissionRevoked'; data: { person: number; resource: string; facet: string } }
  | { type: 'PermissionStarted'; data: { person: number; resource: string; facet: string } }
  | { type: 'PermissionExpired'; data: { person: number; resource: string; facet: string } };
