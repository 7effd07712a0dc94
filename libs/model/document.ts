/**
 * An access model document, as written by hand in YAML or JSON (`docs/model-language.md`). Nothing is filled in here:
 * what the author left out is absent. `CompiledModel` is the form that answers questions.
 */
export type ModelDocument = {
  readonly schema: 'access-model/1';
  readonly name: string;
  readonly version: number;
  readonly title?: string;
  readonly types: Readonly<Record<string, TypeDocument>>;
  readonly facets: Readonly<Record<string, FacetDocument>>;
  readonly derived?: Readonly<Record<string, DerivedDocument>>;
  readonly assignments: Readonly<Record<string, { readonly per_user: 'one' | 'many' }>>;
  readonly roles?: Readonly<Record<string, RoleDocument>>;
  readonly custom_roles?: CustomRolesDocument;
  readonly administration?: Readonly<Partial<Record<AdministrationAction, AdministrationDocument>>>;
  readonly guards?: {
    readonly grant_limit?: 'own' | 'off';
    readonly keep_last?: readonly string[];
  };
  readonly migrate?: MigrationDocument;
  readonly tests?: readonly ModelTest[];
};

export type OneOrMany = string | readonly string[];

export type TypeDocument = {
  readonly root?: boolean;
  readonly under?: readonly string[];
  readonly combine?: 'union' | 'most-specific';
  readonly replaces?: 'grant' | 'facet';
  readonly one_grant_per_scope?: boolean;
  readonly creator_role?: string;
  readonly name_max?: number;
  readonly rights?: Readonly<Partial<Record<ResourceRight, OneOrMany>>>;
};

export type ResourceRight = 'create' | 'update' | 'move' | 'remove';

export type FacetDocument = {
  readonly type: string;
  readonly pick: 'one' | 'many';
  readonly levels?: Readonly<Record<string, LevelDocument>>;
  readonly permissions?: readonly string[];
  readonly none?: string;
  readonly inherit?: readonly InheritanceDocument[];
  readonly override?: { readonly replaces: 'resource' | 'role' };
  readonly user_grants?: { readonly effect: 'overrule' | 'add' };
};

export type LevelDocument = {
  readonly includes?: readonly string[];
  readonly permissions?: readonly string[];
};

export type InheritanceDocument = {
  readonly from: string;
  readonly map: 'same' | Readonly<Record<string, string>>;
};

export type DerivedDocument = { readonly any_of: readonly (readonly string[])[] };

export type GrantDocument = {
  readonly scope: string;
  readonly give: Readonly<Record<string, OneOrMany>>;
  readonly only?: Readonly<Record<string, readonly string[]>>;
};

export type RoleDocument = {
  readonly name?: string;
  readonly description?: string;
  readonly kind: 'built-in' | 'preset' | 'specialized';
  readonly locked?: readonly ('details' | 'permissions' | 'deletion')[];
  readonly assignable_at: readonly string[];
  readonly grants?: readonly GrantDocument[];
  readonly deprecated?: boolean;
  readonly replacement?: string;
  readonly single_holder?: boolean;
};

export type CustomRolesDocument = {
  readonly allowed: boolean;
  readonly assignable_at?: readonly string[];
  readonly criteria?: 'on_first_access';
};

export type AdministrationAction =
  | 'invite'
  | 'remove_member'
  | 'assign_roles'
  | 'manage_roles'
  | 'edit_role_permissions'
  | 'set_override'
  | 'set_user_grant'
  | 'list_members'
  | 'settings'
  | 'notify'
  | 'view_audit';

export type AdministrationDocument = {
  /** A person needs any one of these. */
  readonly needs: OneOrMany;
  readonly forbid_self?: boolean;
};

/** What happens to names of an earlier version that this one lacks: a new name, or `drop`. */
export type MigrationDocument = {
  readonly types?: Readonly<Record<string, 'drop'>>;
  readonly facets?: Readonly<Record<string, string>>;
  /** By facet of the earlier version: level or permission. */
  readonly levels?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly roles?: Readonly<Record<string, string>>;
};

/**
 * A golden case inside a document: a small organization and what must be allowed in it. The id of its root resource is
 * `root`; wherever a resource is named, `root` alone stands for it. `validate/tests.ts` says what a test may name.
 */
export type ModelTest = {
  readonly name: string;
  /** The tree below the root, parents first. */
  readonly resources?: readonly { readonly ref: string; readonly parent: string }[];
  /** Custom roles, besides those of the model. Default of `assignable_at`: that of `custom_roles`. */
  readonly roles?: Readonly<
    Record<string, { readonly assignable_at?: readonly string[]; readonly grants: readonly GrantDocument[] }>
  >;
  /** Active people: the roles held, with their place (default: the root). */
  readonly users?: Readonly<Record<string, readonly { readonly role: string; readonly place?: string }[]>>;
  readonly overrides?: readonly {
    readonly resource: string;
    readonly facet: string;
    readonly roles: Readonly<Record<string, OneOrMany>>;
  }[];
  readonly user_levels?: readonly {
    readonly user: string;
    readonly resource: string;
    readonly facet: string;
    readonly level: OneOrMany;
  }[];
  readonly expect: readonly {
    readonly user: string;
    readonly resource: string;
    readonly allow?: readonly string[];
    readonly deny?: readonly string[];
  }[];
};
