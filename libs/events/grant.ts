/** The levels given for one facet: names of levels or single permissions, sorted, without repeats. */
export type Level = readonly string[];

/** One grant of a role: on this scope, these levels. Identified by (scope, give, only) inside its role. */
export type Grant = {
  /** `.`, `type:*`, `type:id` or `type:id/**`. */
  readonly scope: string;
  readonly give: Readonly<Record<string, Level>>;
  /** Narrowing: plain ids of resources by the name of their type, each list sorted. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
};

/** When a fact counts: `from <= t < until`, RFC 3339 in UTC with milliseconds. */
export type Window = { readonly from?: string; readonly until?: string };

export type RoleKind = 'built-in' | 'preset' | 'custom' | 'specialized';
export type Lock = 'details' | 'permissions' | 'deletion';
export type Criteria = Readonly<Record<string, string | number | boolean>>;

/** Where an assignment came from. */
export type AssignmentSource = 'person' | 'invitation' | 'criteria' | 'creator' | 'founder' | 'import';
