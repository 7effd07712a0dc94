/** One independent axis of access on a type of resource. */
export type Facet = {
  readonly facet: string;
  /** Type of the resources that it is decided on. */
  readonly type: string;
  readonly pick: 'one' | 'many';
  /** The level that says nothing, explicitly. */
  readonly none?: string;
  readonly permissions: readonly string[];
  readonly levels: readonly { readonly level: string; readonly permissions: readonly string[] }[];
};

/** Everything that the access model lets be given. */
export type Catalogue = {
  readonly facets: readonly Facet[];
  /** Permissions that follow from others: from all of those in any one of the lists. */
  readonly derived: readonly {
    readonly permission: string;
    readonly anyOf: readonly (readonly string[])[];
  }[];
};

export type LevelDifference = {
  readonly facet: string;
  readonly level: string;
  readonly over: string;
  /** What `level` gives and `over` does not. */
  readonly adds: readonly string[];
  /** What `over` gives and `level` does not. */
  readonly lacks: readonly string[];
};
