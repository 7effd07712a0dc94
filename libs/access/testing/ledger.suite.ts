import type { Fact, LedgerEvent } from '#events/event.js';
import type { Grant, Level, Window } from '#events/grant.js';
import type { ModelDocument } from '#model/document.js';
import { Access } from '../access.js';
import { check, permissionsOf } from '../check.js';
import { explain, type Explanation } from '../explain.js';
import { rolesCreated } from '../founding.js';
import { LEAF, type View } from '../view.js';
import { who } from '../who.js';

/** Time of the first event. Each event comes a second after the one before it. */
export const start = Date.UTC(2026, 0, 1);

export const second = 1000;

/** The time so many seconds after the first event, as events write it. */
export function after(seconds: number): string {
  return new Date(start + seconds * second).toISOString();
}

/** Which state is asked about; by default the newest, at the time of its last event. */
export type Moment = { readonly revision?: number; readonly instant?: number };

/** An unregistered leaf, named by its ref and its parent's. */
export type LeafRef = { readonly ref: string; readonly in: string };

/** A ledger in the making: writes events with few words, and asks in names what the fold answers in numbers. */
export class Ledger {
  readonly facts: Fact[] = [];
  readonly access = new Access();
  readonly root: string;
  private readonly people: string[] = [];
  private actor = 'operator:root';

  constructor(readonly document: ModelDocument) {
    const type = Object.entries(document.types).find(([, { root }]) => root === true)![0];
    this.root = `${type}:root`;
    this.append(
      {
        type: 'OrganizationCreated',
        data: { name: 'Root', root: this.root, key: 'k', model: reference(document) },
      },
      { type: 'ResourceRegistered', data: { resource: this.root, name: 'Root' } },
    );
    for (const event of rolesCreated(document)) this.append(event);
  }

  /** Revision of the last event. */
  get revision(): number {
    return this.access.revision;
  }

  append(...events: readonly LedgerEvent[]): this {
    for (const event of events) {
      const revision = this.facts.length;
      const fact = { ...event, revision, time: start + revision * second, actor: this.actor };
      this.facts.push(fact);
      this.access.evolve(fact);
    }
    return this;
  }

  /** On whose account the events that follow are. */
  by(actor: string): this {
    this.actor = actor;
    return this;
  }

  register(resource: string, parent = this.root): this {
    return this.append({ type: 'ResourceRegistered', data: { resource, parent } });
  }

  move(resource: string, parent: string): this {
    return this.append({ type: 'ResourceMoved', data: { resource, parent } });
  }

  remove(resource: string): this {
    return this.append({
      type: 'ResourceRemoved',
      data: { resource, resources: 1, grants: 0, overrides: 0 },
    });
  }

  activate(user: string): this {
    return this.append({ type: 'UserActivated', data: { person: this.person(user) } });
  }

  role(role: string, grants: readonly Grant[], assignableAt = Object.keys(this.document.assignments)): this {
    return this.append({
      type: 'RoleCreated',
      data: { role, name: role, kind: 'custom', assignableAt, grants },
    });
  }

  replace(role: string, grants: readonly Grant[]): this {
    return this.append({ type: 'PermissionsReplaced', data: { role, grants } });
  }

  assign(user: string, role: string, place = this.root, window: Window = {}): this {
    const person = this.person(user);
    return this.append({ type: 'RoleAssigned', data: { person, role, place, source: 'person', ...window } });
  }

  revoke(user: string, role: string, place = this.root): this {
    return this.append({ type: 'RoleRevoked', data: { person: this.person(user), role, place } });
  }

  override(resource: string, facet: string, roles: Readonly<Record<string, Level>>): this {
    return this.append({ type: 'DashboardOverridden', data: { resource, facet, roles } });
  }

  userLevel(user: string, resource: string, facet: string, level: Level, window: Window = {}): this {
    const person = this.person(user);
    return this.append({ type: 'PermissionGranted', data: { person, resource, facet, level, ...window } });
  }

  view({ revision = this.revision, instant = this.access.history.time(revision) }: Moment = {}): View {
    return this.access.view(revision, instant);
  }

  allows(user: string, permission: string, resource: string | LeafRef, moment?: Moment): boolean {
    const { view, node } = this.at(resource, moment);
    return check(view, this.person(user), view.model.permission(permission)!, node!);
  }

  /** Names of the permissions of the user on the resource, sorted. */
  permissions(user: string, resource: string | LeafRef, moment?: Moment): string[] {
    const { view, node } = this.at(resource, moment);
    return permissionsOf(view, this.person(user), node!)
      .map((permission) => view.model.permissions[permission]!)
      .sort();
  }

  explain(user: string, permission: string, resource: string | LeafRef, moment?: Moment): Explanation {
    const { view, node } = this.at(resource, moment);
    const person = this.people.includes(user) ? this.person(user) : undefined;
    return explain(view, person, view.model.permission(permission), node);
  }

  /** Names of those who have the permission, sorted. */
  who(permission: string, resource: string | LeafRef, moment?: Moment): string[] {
    const { view, node } = this.at(resource, moment);
    return [...who(view, view.model.permission(permission)!, node!)]
      .map((person) => this.people[person]!)
      .sort();
  }

  /** Ids of the roles that the user holds now, wherever that is, the newest first. */
  held(user: string): string[] {
    const { assignments, roles } = this.access;
    const held: string[] = [];
    const first = assignments.first(this.person(user), false);
    for (let slot = first; slot >= 0; slot = assignments.next(slot, false)) {
      held.push(roles.id(assignments.roleOf(slot)));
    }
    return held;
  }

  node(resource: string): number {
    return this.access.tree.find(resource, this.revision)!;
  }

  /** Number of the user; a new name gets the next one. */
  person(user: string): number {
    const known = this.people.indexOf(user);
    return known < 0 ? this.people.push(user) - 1 : known;
  }

  private at(
    resource: string | LeafRef,
    moment: Moment | undefined,
  ): { view: View; node: number | undefined } {
    const view = this.view(moment);
    if (typeof resource === 'string') return { view, node: view.find(resource) };
    const type = resource.ref.slice(0, resource.ref.indexOf(':'));
    const parent = view.find(resource.in)!;
    return { view: view.withLeaf({ ref: resource.ref, type, parent }), node: LEAF };
  }
}

/** How a ledger names the document; its text does as a hash. */
export function reference(document: ModelDocument) {
  const { name, version } = document;
  return { name, version, hash: JSON.stringify(document), document };
}
