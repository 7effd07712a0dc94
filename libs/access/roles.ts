import type { Criteria, Grant, Lock, RoleKind } from '#events/grant.js';
import type { CompiledModel, Facet, LevelSet } from '#model/compiled.js';
import { Timeline, type TimelineDump } from './timeline.js';
import type { Undo } from './undo.js';

/** A grant as it stands in a role: the resources it names are nodes, and it remembers when it was given. */
export type RoleGrant = Grant & {
  readonly since: number;
  /** Node of a scope that names a resource. */
  readonly node?: number;
  /** Nodes of `only`, by type. */
  readonly within?: Readonly<Record<string, readonly number[]>>;
};

/** What a role is at one revision. Never changed in place. */
export type RoleState = {
  readonly name: string;
  readonly description?: string;
  readonly kind: RoleKind;
  readonly locked: readonly Lock[];
  readonly assignableAt: readonly string[];
  readonly grants: readonly RoleGrant[];
  readonly criteria?: Criteria;
  readonly deprecated?: boolean;
  readonly replacement?: string;
  readonly singleHolder?: boolean;
  readonly clonedFrom?: string;
  readonly created: number;
  /** Revision of the last change of its name or its permissions. */
  readonly updated: number;
};

/** A grant in the form that checks read. */
export type CompiledGrant = {
  readonly grant: RoleGrant;
  readonly give: ReadonlyMap<Facet, LevelSet>;
  readonly within: ReadonlyMap<string, ReadonlySet<number>> | undefined;
};

/** The grants of a role by what they match: looking up a target costs a handful of map reads. */
export type CompiledRole = {
  readonly here: readonly CompiledGrant[];
  readonly one: ReadonlyMap<number, readonly CompiledGrant[]>;
  readonly below: ReadonlyMap<number, readonly CompiledGrant[]>;
  readonly all: ReadonlyMap<string, readonly CompiledGrant[]>;
  /** Facets that any of the grants gives something for. */
  readonly facets: ReadonlySet<Facet>;
};

export function compileRole(model: CompiledModel, grants: readonly RoleGrant[]): CompiledRole {
  const here: CompiledGrant[] = [];
  const one = new Map<number, CompiledGrant[]>();
  const below = new Map<number, CompiledGrant[]>();
  const all = new Map<string, CompiledGrant[]>();
  const facets = new Set<Facet>();
  for (const grant of grants) {
    const give = new Map<Facet, LevelSet>();
    for (const [name, names] of Object.entries(grant.give)) {
      const facet = model.facets.get(name);
      if (facet === undefined) continue;
      facets.add(facet);
      give.set(facet, facet.levels(names));
    }
    const within =
      grant.within && new Map(Object.entries(grant.within).map(([type, nodes]) => [type, new Set(nodes)]));
    const compiled = { grant, give, within };
    if (grant.scope === '.') here.push(compiled);
    else if (grant.node === undefined) into(all, grant.scope.slice(0, grant.scope.indexOf(':')), compiled);
    else into(grant.scope.endsWith('/**') ? below : one, grant.node, compiled);
  }
  return { here, one, below, all, facets };
}

function into<K>(index: Map<K, CompiledGrant[]>, key: K, grant: CompiledGrant): void {
  const grants = index.get(key);
  if (grants === undefined) index.set(key, [grant]);
  else grants.push(grant);
}

export type RolesDump = { readonly ids: readonly string[]; readonly states: TimelineDump<RoleState> };

/** The roles of an organization, by number. A role's id is never used twice, so a number stands for it for ever. */
export class Roles {
  private readonly ids: string[];
  private readonly numbers: Map<string, number>;
  private readonly states: Timeline<RoleState>;
  /** A state belongs to one model: an upgrade gives every role a new state. */
  private readonly compiled = new WeakMap<RoleState, CompiledRole>();

  constructor(
    private readonly undo: Undo,
    dump?: RolesDump,
  ) {
    this.ids = [...(dump?.ids ?? [])];
    this.numbers = new Map(this.ids.map((id, number) => [id, number]));
    this.states = new Timeline<RoleState>(undo, dump?.states);
  }

  create(id: string, state: RoleState, revision: number): void {
    if (this.numbers.has(id)) throw new RangeError(`role ${id} was there already`);
    const role = this.ids.length;
    this.ids.push(id);
    this.numbers.set(id, role);
    this.undo.step(() => {
      this.ids.pop();
      this.numbers.delete(id);
    });
    this.states.set(role, state, revision);
  }

  change(role: number, state: RoleState | undefined, revision: number): void {
    this.states.set(role, state, revision);
  }

  /** Number of a role that is or ever was; `undefined` for an id that was never used. */
  number(id: string): number | undefined {
    return this.numbers.get(id);
  }

  id(role: number): string {
    return this.ids[role]!;
  }

  /** `undefined` when the role was not there at the revision. */
  state(role: number, revision: number): RoleState | undefined {
    return this.states.get(role, revision);
  }

  compile(state: RoleState, model: CompiledModel): CompiledRole {
    let compiled = this.compiled.get(state);
    if (compiled === undefined) this.compiled.set(state, (compiled = compileRole(model, state.grants)));
    return compiled;
  }

  /** How many roles there ever were: numbers are below it. */
  get size(): number {
    return this.ids.length;
  }

  /** Numbers of the roles that were there at the revision, in the order of their creation. */
  *standing(revision: number): Generator<number> {
    for (let role = 0; role < this.ids.length; role++) {
      if (this.states.get(role, revision) !== undefined) yield role;
    }
  }

  dump(): RolesDump {
    return { ids: this.ids, states: this.states.dump() };
  }
}
