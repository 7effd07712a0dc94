import type { Access } from '#access/access.js';
import { lapsed } from '#access/assignments.js';
import type { PersonStatus } from '#access/people.js';
import type { RoleState } from '#access/roles.js';
import { NOWHERE, type View } from '#access/view.js';
import type { LedgerEvent } from '#events/event.js';
import type { CompiledModel, ResourceType } from '#model/compiled.js';
import { quoted } from '#model/wording.js';
import type { Context, Warning } from './context.js';
import { refuse } from './refuse.js';

/** What a decider returns: nothing to change is an empty list. */
export type Events = readonly LedgerEvent[];

export type Role = { readonly number: number; readonly state: RoleState };

/** Somebody's number, and the key that the identity is sealed under. */
export type Person = { readonly person: number; readonly key: string };

/** The decision of one command: the state it is decided on, who asks, and what deciders ask over and over. */
export class Deliberation {
  readonly view: View;
  readonly model: CompiledModel;
  /** People whom this command makes known to the ledger. */
  private readonly newcomers = new Map<string, Person>();
  private readonly warnings = new Set<string>();

  constructor(
    readonly access: Access,
    readonly context: Context,
  ) {
    this.view = access.view(access.revision, context.now);
    this.model = this.view.model;
  }

  get revision(): number {
    return this.access.revision;
  }

  get root(): string {
    return this.access.tree.ref(this.access.root);
  }

  find(ref: string): number | undefined {
    return this.access.tree.find(ref, this.revision);
  }

  /** The node of a resource that must be there. */
  resource(ref: string): number {
    return this.find(ref) ?? refuse('UNKNOWN_RESOURCE', `there is no resource ${quoted(ref)}`);
  }

  parentOf(node: number | undefined): number | undefined {
    if (node === undefined) return undefined;
    const parent = this.view.parent(node);
    return parent === NOWHERE ? undefined : parent;
  }

  /** `undefined` for a resource of a type that the model does not have. */
  type(ref: string): ResourceType | undefined {
    return this.model.types.get(typeName(ref));
  }

  /** `undefined` for a role that is not there now. */
  findRole(id: string): Role | undefined {
    const number = this.access.roles.number(id);
    const state = number === undefined ? undefined : this.view.role(number);
    return number === undefined || state === undefined ? undefined : { number, state };
  }

  role(id: string): Role {
    return this.findRole(id) ?? refuse('ROLE_NOT_FOUND', `there is no role ${quoted(id)}`);
  }

  /** `undefined` for strangers, among them those who declined an invitation. */
  status(user: string): PersonStatus | undefined {
    const person = this.context.directory.find(user);
    return person === undefined ? undefined : this.view.status(person);
  }

  /** Number of somebody who is invited, active or suspended. */
  member(user: string): number {
    const person = this.context.directory.find(user);
    const status = person === undefined ? undefined : this.view.status(person);
    if (person !== undefined && (status === 'invited' || status === 'active' || status === 'suspended')) {
      return person;
    }
    return refuse('NOT_A_MEMBER', `${quoted(user)} is not a member`);
  }

  /** Anybody: those who are known as they are known, others with the next number of the organization. */
  person(user: string): Person {
    const { directory } = this.context;
    const known = directory.find(user);
    const newcomer = this.newcomers.get(user);
    if (newcomer !== undefined) return newcomer;
    const person = known ?? this.access.people.size + this.newcomers.size;
    const key = (known === undefined ? undefined : directory.key(known)) ?? this.context.newKey();
    if (known === undefined) this.newcomers.set(user, { person, key });
    return { person, key };
  }

  /** Roles that the person holds at the place, lapsed ones left out and those that have not begun not. */
  rolesAt(person: number, place: number): number[] {
    return [...this.held(person)].filter((held) => held.place === place).map(({ role }) => role);
  }

  /** Assignments of the person at places and of roles that are there, lapsed ones left out. */
  *held(person: number): Generator<{ role: number; place: number; state: RoleState }> {
    const { assignments, tree } = this.access;
    for (let slot = assignments.first(person, false); slot >= 0; slot = assignments.next(slot, false)) {
      const [role, place] = [assignments.roleOf(slot), assignments.placeOf(slot)];
      const state = this.view.role(role);
      if (state === undefined || !tree.exists(place, this.revision)) continue;
      if (!lapsed(assignments.at(slot, this.revision)?.period, this.context.now))
        yield { role, place, state };
    }
  }

  /** Warns of the same thing once. */
  warn(warning: Warning): void {
    if (this.warnings.has(warning.detail)) return;
    this.warnings.add(warning.detail);
    this.context.warn(warning);
  }
}

/** Name of the type in `type:id`. */
export function typeName(ref: string): string {
  return ref.slice(0, ref.indexOf(':'));
}
