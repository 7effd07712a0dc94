/** A person belongs to an organization in one of these ways. */
export type MemberStatus = 'invited' | 'active' | 'suspended';

/** `unreadable`: an event could not be taken in, what is known of it is no longer true. */
export type OrganizationStatus = 'active' | 'closed' | 'unreadable';

export type ListedOrganization = {
  readonly organization: string;
  readonly name: string;
  readonly status: OrganizationStatus;
};

export type Membership = {
  readonly organization: string;
  readonly name: string;
  readonly status: MemberStatus;
};

/** What is to change in the index. A user id that is left out is the one that is known. */
export type OrganizationChange = { readonly organization: string } & (
  | { readonly change: 'created' | 'renamed'; readonly name: string }
  | { readonly change: 'closed' | 'unreadable' }
  | { readonly change: 'known'; readonly person: number; readonly user?: string }
  | {
      readonly change: 'invited';
      readonly person: number;
      readonly user?: string;
      /** UTC milliseconds: from then on the invitation counts for nothing. */
      readonly expires: number;
    }
  | { readonly change: 'active'; readonly person: number; readonly user?: string }
  | { readonly change: 'suspended' | 'left' | 'erased'; readonly person: number }
);

/** How far the index has come: where in the store's order, and to which revision of each organization. */
export type Reached = { readonly position: string; readonly revisions: ReadonlyMap<string, number> };

export type OrganizationWriter = {
  /** Position of the last event that was taken in, `undefined` before the first. */
  position(): Promise<string | undefined>;
  /** Last revision of each organization that was taken in; nothing for those that are not known. */
  revisions(organizations: Iterable<string>): Promise<ReadonlyMap<string, number>>;
  /** Takes in all of it or nothing. */
  apply(changes: readonly OrganizationChange[], reached: Reached): Promise<void>;
};

/** Which part of a list, by id: at most `limit` of those after `after` that may be seen. */
export type Part = {
  readonly after?: string | undefined;
  readonly limit: number;
  visible(organization: string): boolean;
};

export type OrganizationReader = {
  /** Organizations by id; `q` is part of an id or a name, in whatever case. */
  organizations(
    part: Part & { readonly q?: string | undefined; readonly status?: OrganizationStatus | undefined },
  ): Promise<readonly ListedOrganization[]>;
  /**
   * Organizations that the user belongs to at the instant (UTC milliseconds), or is invited to, by id. Nobody is invited
   * to one that is closed; one that is unreadable is left out.
   */
  memberships(user: string, at: number, part: Part): Promise<readonly Membership[]>;
};

/** Which organizations there are and who belongs to them: a projection of all ledgers, never a second truth. */
export type OrganizationIndex = OrganizationReader & OrganizationWriter;
