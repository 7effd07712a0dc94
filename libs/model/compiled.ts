import type {
  AdministrationAction,
  FacetDocument,
  ModelDocument,
  OneOrMany,
  ResourceRight,
  TypeDocument,
} from './document.js';
import { own } from './own.js';

/**
 * A set of levels of one facet. Interned per model: equal sets are the same object, so they compare by identity.
 * `names` is sorted. The explicit empty level is a set with a name and without permissions.
 */
export type LevelSet = {
  readonly names: readonly string[];
  /** One bit per permission of the model. */
  readonly bits: Uint32Array;
};

export type Inheritance = {
  readonly from: Facet;
  /** The parent's levels as levels of this facet; levels without a line in the map give nothing. */
  map(levels: LevelSet): LevelSet;
};

export type Derived = {
  readonly permission: number;
  readonly anyOf: readonly (readonly number[])[];
};

export type Needs = { readonly anyOf: readonly number[]; readonly forbidSelf: boolean };

/** Whether the set contains the permission. */
export function gives(levels: LevelSet, permission: number): boolean {
  return ((levels.bits[permission >>> 5]! >>> (permission & 31)) & 1) === 1;
}

export class ResourceType {
  readonly root: boolean;
  /** Names of the types that can be its parent. */
  readonly under: ReadonlySet<string>;
  readonly mostSpecific: boolean;
  readonly replaces: 'grant' | 'facet';
  readonly oneGrantPerScope: boolean;
  readonly creatorRole: string | undefined;
  readonly nameMax: number;
  /** Whether a person can hold roles here, and how many. */
  readonly perUser: 'one' | 'many' | undefined;
  private readonly rights: ReadonlyMap<ResourceRight, Needs>;

  constructor(
    readonly name: string,
    document: TypeDocument,
    perUser: 'one' | 'many' | undefined,
    needs: (names: OneOrMany) => readonly number[],
  ) {
    this.root = document.root ?? false;
    this.under = new Set(document.under);
    this.mostSpecific = document.combine === 'most-specific';
    this.replaces = document.replaces ?? 'grant';
    this.oneGrantPerScope = document.one_grant_per_scope ?? false;
    this.creatorRole = document.creator_role;
    this.nameMax = document.name_max ?? 256;
    this.perUser = perUser;
    this.rights = new Map(
      (Object.entries(document.rights ?? {}) as [ResourceRight, OneOrMany][]).map(([right, names]) => [
        right,
        { anyOf: needs(names), forbidSelf: false },
      ]),
    );
  }

  right(right: ResourceRight): Needs | undefined {
    return this.rights.get(right);
  }
}

/** One independent axis of access on one type of resource. */
export class Facet {
  readonly type: string;
  readonly pick: 'one' | 'many';
  /** Name of the explicit empty level, if the facet has one. */
  readonly none: string | undefined;
  readonly override: 'resource' | 'role' | undefined;
  readonly userGrants: 'overrule' | 'add' | undefined;
  readonly empty: LevelSet;
  /** Filled by the model once every facet exists. */
  readonly inherit: Inheritance[] = [];
  /** Permissions by the name of their level; single permissions, `*` and `none` included. */
  private readonly words = new Map<string, readonly number[]>();
  private readonly sets = new Map<string, LevelSet>();
  private readonly unions = new Map<LevelSet, Map<LevelSet, LevelSet>>();

  constructor(
    readonly name: string,
    document: FacetDocument,
    private readonly permissions: ReadonlyMap<string, number>,
  ) {
    this.type = document.type;
    this.pick = document.pick;
    this.none = document.none;
    this.override = document.override?.replaces;
    this.userGrants = document.user_grants?.effect;
    const levels = document.levels ?? {};
    const reach = (level: string, seen: Set<string>): string[] => {
      if (seen.has(level)) return [];
      seen.add(level);
      const { includes = [], permissions: own = [] } = levels[level]!;
      return [...own, ...includes.flatMap((included) => reach(included, seen))];
    };
    const all = new Set<string>(document.permissions);
    for (const level of Object.keys(levels)) {
      const reached = [...new Set(reach(level, new Set()))];
      for (const permission of reached) all.add(permission);
      this.words.set(
        level,
        reached.map((permission) => permissions.get(permission)!),
      );
    }
    for (const permission of all) {
      if (!this.words.has(permission)) this.words.set(permission, [permissions.get(permission)!]);
    }
    this.words.set(
      '*',
      [...all].map((permission) => permissions.get(permission)!),
    );
    if (this.none !== undefined) this.words.set(this.none, []);
    this.empty = this.intern([]);
  }

  /** Whether `word` is a level, a single permission, `*` or the empty level of this facet. */
  knows(word: string): boolean {
    return this.words.has(word);
  }

  /** Names of everything that can be given here, `*` included. */
  get vocabulary(): Iterable<string> {
    return this.words.keys();
  }

  /** The set of these levels. Words the facet does not know are left out; commands refuse them before they are stored. */
  levels(names: readonly string[]): LevelSet {
    if (names.length === 1) {
      const known = this.sets.get(names[0]!);
      if (known !== undefined) return known;
    }
    return this.intern([...new Set(names.filter((name) => this.words.has(name)))].sort());
  }

  union(a: LevelSet, b: LevelSet): LevelSet {
    if (a === b || b === this.empty) return a;
    if (a === this.empty) return b;
    let row = this.unions.get(a);
    if (row === undefined) this.unions.set(a, (row = new Map()));
    let sum = row.get(b);
    if (sum === undefined) row.set(b, (sum = this.levels([...a.names, ...b.names])));
    return sum;
  }

  private intern(names: readonly string[]): LevelSet {
    const key = names.join('\n');
    const known = this.sets.get(key);
    if (known !== undefined) return known;
    const bits = new Uint32Array((this.permissions.size + 31) >>> 5);
    for (const name of names) {
      for (const permission of this.words.get(name)!) bits[permission >>> 5]! |= 1 << (permission & 31);
    }
    const made = { names, bits };
    this.sets.set(key, made);
    return made;
  }
}

/**
 * A valid document in the form that answers questions: permissions are numbers, levels are bit sets.
 * Compile a document only after it was validated; a document that breaks the rules compiles to nonsense.
 */
export class CompiledModel {
  readonly name: string;
  readonly version: number;
  readonly types: ReadonlyMap<string, ResourceType>;
  readonly rootType: ResourceType;
  readonly facets: ReadonlyMap<string, Facet>;
  /** Names of permissions by number, derived ones last. */
  readonly permissions: readonly string[];
  /** Dependencies first. */
  readonly derived: readonly Derived[];
  readonly grantLimit: 'own' | 'off';
  readonly keepLast: readonly number[];
  private readonly numbers = new Map<string, number>();
  /** By permission; `undefined` for derived ones. */
  private readonly facetOf: (Facet | undefined)[] = [];
  private readonly derivedOf = new Map<number, Derived>();
  private readonly administration = new Map<string, Needs>();

  constructor(readonly document: ModelDocument) {
    this.name = document.name;
    this.version = document.version;
    const owners: string[] = [];
    for (const [facet, { levels = {}, permissions = [] }] of Object.entries(document.facets)) {
      const names = [...permissions, ...Object.values(levels).flatMap((level) => level.permissions ?? [])];
      for (const permission of names) {
        if (this.numbers.has(permission)) continue;
        this.numbers.set(permission, this.numbers.size);
        owners.push(facet);
      }
    }
    for (const permission of Object.keys(document.derived ?? {})) {
      this.numbers.set(permission, this.numbers.size);
    }
    this.permissions = [...this.numbers.keys()];
    this.facets = new Map(
      Object.entries(document.facets).map(([name, facet]) => [name, new Facet(name, facet, this.numbers)]),
    );
    owners.forEach((owner, permission) => (this.facetOf[permission] = this.facets.get(owner)));
    for (const [name, { inherit = [] }] of Object.entries(document.facets)) {
      const facet = this.facets.get(name)!;
      for (const { from, map } of inherit)
        facet.inherit.push(inheritance(facet, this.facets.get(from)!, map));
    }
    const needs = (names: OneOrMany) =>
      (typeof names === 'string' ? [names] : names).map((name) => this.numbers.get(name)!);
    this.types = new Map(
      Object.entries(document.types).map(([name, type]) => [
        name,
        new ResourceType(name, type, own(document.assignments, name)?.per_user, needs),
      ]),
    );
    this.rootType = [...this.types.values()].find((type) => type.root)!;
    this.derived = this.orderDerived();
    for (const derived of this.derived) this.derivedOf.set(derived.permission, derived);
    this.grantLimit = document.guards?.grant_limit ?? 'off';
    this.keepLast = needs(document.guards?.keep_last ?? []);
    for (const [action, rule] of Object.entries(document.administration ?? {})) {
      this.administration.set(action, { anyOf: needs(rule.needs), forbidSelf: rule.forbid_self ?? false });
    }
  }

  /** Number of a permission, `undefined` for a name the model does not know. */
  permission(name: string): number | undefined {
    return this.numbers.get(name);
  }

  /** The facet that a permission belongs to, `undefined` for a derived one. */
  facetOfPermission(permission: number): Facet | undefined {
    return this.facetOf[permission];
  }

  derivedPermission(permission: number): Derived | undefined {
    return this.derivedOf.get(permission);
  }

  /** What a person needs for the action, `undefined` where the model does not offer it. */
  action(action: AdministrationAction): Needs | undefined {
    return this.administration.get(action);
  }

  get customRoles(): { allowed: boolean; assignableAt: readonly string[]; criteria: boolean } {
    const custom = this.document.custom_roles;
    return {
      allowed: custom?.allowed ?? false,
      assignableAt: custom?.assignable_at ?? [],
      criteria: custom?.criteria !== undefined,
    };
  }

  private orderDerived(): Derived[] {
    const rules = new Map(Object.entries(this.document.derived ?? {}));
    const ordered = new Map<string, Derived>();
    const visit = (name: string) => {
      const rule = rules.get(name);
      if (rule === undefined || ordered.has(name)) return;
      for (const needed of rule.any_of.flat()) visit(needed);
      ordered.set(name, {
        permission: this.numbers.get(name)!,
        anyOf: rule.any_of.map((all) => all.map((needed) => this.numbers.get(needed)!)),
      });
    };
    for (const name of rules.keys()) visit(name);
    return [...ordered.values()];
  }
}

function inheritance(facet: Facet, from: Facet, map: 'same' | Readonly<Record<string, string>>): Inheritance {
  const mapped = new Map<LevelSet, LevelSet>();
  const lines = map === 'same' ? undefined : new Map(Object.entries(map));
  return {
    from,
    map(levels) {
      let own = mapped.get(levels);
      if (own === undefined) {
        const names =
          lines === undefined ? levels.names : levels.names.flatMap((name) => lines.get(name) ?? []);
        mapped.set(levels, (own = facet.levels(names)));
      }
      return own;
    },
  };
}
