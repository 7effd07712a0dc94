import type { Access } from '#access/access.js';
import { lapsed } from '#access/assignments.js';
import { check } from '#access/check.js';
import type { RoleState } from '#access/roles.js';
import { NOWHERE, type View } from '#access/view.js';
import type { LedgerEvent } from '#events/event.js';
import type { CompiledModel, Needs, ResourceType } from '#model/compiled.js';
import type { AdministrationAction, ResourceRight } from '#model/document.js';
import { DomainError, type Code } from '#model/errors.js';
import type { Context } from './context.js';

/** A right that a command needs. `at` is `undefined` where the resource is not there: then nobody has it. */
export type Right =
  | { readonly action: AdministrationAction; readonly at: number | undefined }
  | { readonly right: ResourceRight; readonly of: string; readonly at: number | undefined };

/** The decision of one command: the state it is decided on, who asks, and what deciders ask over and over. */
export class Deliberation {
  readonly view: View;
  readonly model: CompiledModel;
  /** Numbers that this command has given to people the ledger did not know. */
  private readonly admitted = new Map<string, number>();

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

  /** Whether the caller is bound by rights and limits of an own: a person, not an operator or a service. */
  get bound(): boolean {
    return this.context.caller.kind === 'person';
  }

  /**
   * Refuses a caller who lacks one of the rights. For people in this order: the model offers the action at all, it is
   * not about themselves where that is forbidden, they have every right where it is asked.
   */
  permit(command: string, rights: readonly Right[], about: readonly string[] = []): void {
    const { caller } = this.context;
    if (caller.kind === 'exempt') {
      if (!caller.covers(command)) refuse('FORBIDDEN', `this key does not cover \`${command}\``);
      return;
    }
    const needed = rights.map((right) => ({ right, needs: this.needs(right) }));
    for (const { right, needs } of needed) {
      if (needs !== undefined || this.isUnknownType(right)) continue;
      refuse(
        'NOT_AVAILABLE_IN_MODEL',
        `\`${command}\` is not available to people in model \`${this.model.name}\``,
      );
    }
    if (about.includes(caller.user) && needed.some(({ needs }) => needs?.forbidSelf)) {
      refuse('SELF_CHANGE_FORBIDDEN', 'nobody may change the own roles, ask another administrator');
    }
    for (const { right, needs } of needed) {
      if (needs !== undefined && right.at !== undefined && this.holdsAny(needs, right.at)) continue;
      const names = needs?.anyOf
        .map((permission) => `\`${this.model.permissions[permission]}\``)
        .join(' or ');
      refuse('FORBIDDEN', `\`${command}\` needs ${names ?? 'a right that nobody has'} there`);
    }
  }

  /** For what only the platform's own staff and services do. */
  permitOperator(command: string): void {
    const { caller } = this.context;
    if (caller.kind === 'person' || !caller.covers(command)) {
      refuse('FORBIDDEN', `\`${command}\` is for operators`);
    }
  }

  has(right: Right): boolean {
    const needs = this.needs(right);
    return needs !== undefined && right.at !== undefined && this.holdsAny(needs, right.at);
  }

  find(ref: string): number | undefined {
    return this.access.tree.find(ref, this.revision);
  }

  parentOf(node: number | undefined): number | undefined {
    if (node === undefined) return undefined;
    const parent = this.view.parent(node);
    return parent === NOWHERE ? undefined : parent;
  }

  /** The node of a resource that must be there. */
  resource(ref: string): number {
    return this.find(ref) ?? refuse('UNKNOWN_RESOURCE', `there is no resource \`${ref}\``);
  }

  type(ref: string): ResourceType | undefined {
    return this.model.types.get(ref.slice(0, ref.indexOf(':')));
  }

  /** State of a role that is there now, by id. */
  findRole(id: string): { number: number; state: RoleState } | undefined {
    const number = this.access.roles.number(id);
    const state = number === undefined ? undefined : this.access.roles.state(number, this.revision);
    return number === undefined || state === undefined ? undefined : { number, state };
  }

  role(id: string): { number: number; state: RoleState } {
    return this.findRole(id) ?? refuse('ROLE_NOT_FOUND', `there is no role \`${id}\``);
  }

  status(user: string) {
    const person = this.context.directory.find(user);
    return person === undefined ? undefined : this.view.status(person);
  }

  /** Number of somebody who is invited, active or suspended. */
  member(user: string): number {
    const status = this.status(user);
    if (status === 'invited' || status === 'active' || status === 'suspended') {
      return this.context.directory.find(user)!;
    }
    return refuse('NOT_A_MEMBER', `\`${user}\` is not a member`);
  }

  /** Number of anybody: the known one, or the next of the organization. */
  admit(user: string): { person: number; key: string } {
    const { directory } = this.context;
    const known = directory.find(user);
    if (known !== undefined) return { person: known, key: directory.key(known) ?? this.context.newKey() };
    let person = this.admitted.get(user);
    if (person === undefined) {
      person = this.access.people.size + this.admitted.size;
      this.admitted.set(user, person);
    }
    return { person, key: this.context.newKey() };
  }

  /** Roles that the person holds at the place, lapsed ones left out. */
  rolesAt(person: number, place: number): number[] {
    const { assignments } = this.access;
    const roles: number[] = [];
    for (let slot = assignments.first(person, false); slot >= 0; slot = assignments.next(slot, false)) {
      const role = assignments.roleOf(slot);
      if (
        assignments.placeOf(slot) === place &&
        this.view.role(role) !== undefined &&
        !this.hasLapsed(slot)
      ) {
        roles.push(role);
      }
    }
    return roles;
  }

  /** Assignments of the person that stand at places and with roles that are there, lapsed ones left out. */
  *held(person: number): Generator<{ role: number; place: number; state: RoleState }> {
    const { assignments, tree } = this.access;
    for (let slot = assignments.first(person, false); slot >= 0; slot = assignments.next(slot, false)) {
      const [role, place] = [assignments.roleOf(slot), assignments.placeOf(slot)];
      const state = this.view.role(role);
      if (state !== undefined && tree.exists(place, this.revision) && !this.hasLapsed(slot)) {
        yield { role, place, state };
      }
    }
  }

  private hasLapsed(slot: number): boolean {
    return lapsed(this.access.assignments.at(slot, this.revision)?.period, this.context.now);
  }

  private needs(right: Right): Needs | undefined {
    if ('action' in right) return this.model.action(right.action);
    return this.model.types.get(right.of)?.right(right.right);
  }

  /** A right on a type the model does not have is denied, not unavailable. */
  private isUnknownType(right: Right): boolean {
    return 'right' in right && !this.model.types.has(right.of);
  }

  private holdsAny({ anyOf }: Needs, node: number): boolean {
    const { caller } = this.context;
    if (caller.kind !== 'person' || caller.person === undefined) return false;
    const { person } = caller;
    return anyOf.some((permission) => check(this.view, person, permission, node));
  }
}

/** What a decider returns: nothing to change is an empty list. */
export type Events = readonly LedgerEvent[];

export function refuse(code: Code, detail: string): never {
  throw new DomainError(code, detail);
}
