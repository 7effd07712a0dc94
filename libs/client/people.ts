import type { Attributes, Ref, Window } from './commands.js';
import type { Chain } from './questions.js';
import type { Since } from './trail.js';

export type UserStatus = 'active' | 'invited' | 'suspended' | (string & {});

export type UserFilter = {
  readonly status?: UserStatus;
  /** Text to look for. */
  readonly q?: string;
};

/** How an open invitation fares. */
export type InvitationState = {
  /** `waiting`: no mail server has taken the mail yet. `undeliverable`: it will never take it. */
  readonly status: 'waiting' | 'sent' | 'undeliverable' | (string & {});
  /** Since when that is so. */
  readonly since: string;
  readonly expires: string;
  /** What the mail server answered, such as `550 5.1.1`. */
  readonly reply?: string;
};

/** A row in the list of people. */
export type User = {
  readonly user: string;
  readonly email: string | null;
  readonly status: UserStatus;
  readonly roles: readonly (Window & { readonly role: string; readonly place: Ref })[];
  /** Since when the person has this status. */
  readonly since: string;
  /** How the invitation fares that is open now; never with `asOf`. */
  readonly invitation?: InvitationState;
};

export type UserDetails = {
  readonly user: string;
  readonly email: string | null;
  readonly attributes: Attributes;
  readonly status: UserStatus;
  /** How the invitation fares that is open now; never with `asOf`. */
  readonly invitation?: InvitationState;
  readonly assignments: readonly Assignment[];
  readonly userLevels: readonly UserLevel[];
};

export type Assignment = Window & {
  readonly role: string;
  readonly place: Ref;
  readonly source: string;
  readonly since: Since;
};

export type UserLevel = Window & {
  readonly resource: Ref;
  readonly facet: string;
  readonly level: string | readonly string[];
  readonly since: Since;
};

/** What somebody can do at a resource, and every chain of facts that leads to it. */
export type HeldPermission = { readonly permission: string; readonly because: readonly Chain[] };

/** Somebody who holds a role. */
export type Holder = Window & {
  readonly user: string;
  readonly status: UserStatus;
  readonly place: Ref;
  readonly since: Since;
};

/** Somebody with a say at a resource. */
export type Member = {
  readonly user: string;
  readonly effective: readonly string[];
  /** What is set for the person there. */
  readonly explicit: string | readonly string[] | null;
  readonly throughRoles: readonly {
    readonly role: string;
    readonly place: Ref;
    readonly level: string | readonly string[];
  }[];
  /** Whether what is set there replaces what roles would give. */
  readonly overruled: boolean;
};
