import type { Catalogue, LevelDifference } from './catalogue.js';
import { check, checkMany, explain, type ManyOptions, search } from './checks.js';
import type { Command, Ref } from './commands.js';
import type { CallOptions } from './connection.js';
import { GrantlineError } from './error.js';
import { Export, type HoldingsExport, type TrailExport } from './exports.js';
import { follow } from './follow.js';
import type { Listing } from './listing.js';
import type { ListOptions, OrganizationCalls, QuestionOptions } from './organization-calls.js';
import { path } from './path.js';
import type { HeldPermission, Holder, Member, User, UserDetails, UserFilter } from './people.js';
import { entityOf, type Explanation, type Question, subjectOf, type Target } from './questions.js';
import type { OrganizationDetails, Resource, ResourceDetails, ResourceFilter } from './resources.js';
import type { Matrix, Role, RoleDetails, RoleFilter, RolePermissions } from './roles.js';
import type {
  Difference,
  DifferenceFilter,
  Submitted,
  TrailEntry,
  TrailFilter,
  TrailOrder,
} from './trail.js';

export type SubmitOptions = CallOptions & {
  /** Refused with REVISION_CONFLICT unless the organization is at this revision. */
  readonly expectedRevision?: number;
  /** Writes nothing; the answer tells what would happen, and who would gain and lose what. */
  readonly dryRun?: boolean;
  /** Why it is done, for the trail. */
  readonly reason?: string;
  /** Commands of one key are carried out once, however often they arrive. Drawn for each call if left out. */
  readonly idempotencyKey?: string;
};

/** One organization. Everything throws GrantlineError, and nothing is a yes unless the service said so. */
export class Organization {
  readonly #calls: OrganizationCalls;

  constructor(calls: OrganizationCalls) {
    this.#calls = calls;
  }

  /** Whether the user has the permission on the resource. Anything unknown is a no. */
  check(question: Question, options: QuestionOptions = {}): Promise<boolean> {
    return check(this.#calls, question, options);
  }

  /**
   * The same, and a no where Grantline cannot be asked; `onUnavailable` is told of it. Whatever it refuses (a key that
   * is not valid, an organization that is not there) is still thrown: somebody has to mend that.
   */
  async checkOrDeny(
    question: Question,
    onUnavailable: (error: GrantlineError) => void,
    options: QuestionOptions = {},
  ): Promise<boolean> {
    try {
      return await check(this.#calls, question, options);
    } catch (error) {
      if (!(error instanceof GrantlineError) || !error.unavailable) throw error;
      onUnavailable(error);
      return false;
    }
  }

  /**
   * Many checks at one revision, at most 1,000, in their order. With another semantic than `execute_all` the list ends
   * with the decision that it stopped at.
   */
  checkMany(questions: readonly Question[], options: ManyOptions = {}): Promise<boolean[]> {
    return checkMany(this.#calls, questions, options);
  }

  /** The decision with its reason, the facts that lead to it, and what hides others. */
  explain(question: Question, options: QuestionOptions = {}): Promise<Explanation> {
    return explain(this.#calls, question, options);
  }

  /** Ids of the users who have a permission on a resource. */
  searchSubjects(
    { permission, ...target }: Target & { readonly permission: string },
    options: ListOptions = {},
  ): Listing<string> {
    const asked = { subject: { type: 'user' }, action: { name: permission }, resource: entityOf(target) };
    return search(this.#calls, 'subject', asked, ({ id }: { id: string }) => id, options);
  }

  /** Resources of a type that the user has a permission on. */
  searchResources(
    { user, permission, type }: Omit<Question, 'resource' | 'parent'> & { readonly type: string },
    options: ListOptions = {},
  ): Listing<Ref> {
    const asked = { subject: subjectOf(user), action: { name: permission }, resource: { type } };
    const read = ({ type, id }: { type: string; id: string }): Ref => `${type}:${id}`;
    return search(this.#calls, 'resource', asked, read, options);
  }

  /** Permissions that the user has on a resource. */
  searchActions(
    { user, ...target }: Target & { readonly user: string },
    options: ListOptions = {},
  ): Listing<string> {
    const asked = { subject: subjectOf(user), resource: entityOf(target) };
    return search(this.#calls, 'action', asked, ({ name }: { name: string }) => name, options);
  }

  /** Has commands carried out, all of them or none. The answer's revision counts for everything asked from now on. */
  async send(
    commands: Command | readonly Command[],
    {
      expectedRevision,
      dryRun,
      reason,
      idempotencyKey = crypto.randomUUID(),
      ...options
    }: SubmitOptions = {},
  ): Promise<Submitted> {
    const request = { commands: [commands].flat(), expectedRevision, dryRun, reason };
    const { body } = await this.#calls.submit<Submitted>(request, idempotencyKey, options);
    if (dryRun !== true) this.#calls.saw(body.revision);
    return body;
  }

  details(options: QuestionOptions = {}): Promise<OrganizationDetails> {
    return this.#calls.get('', {}, options);
  }

  users({ status, q, ...options }: UserFilter & ListOptions = {}): Listing<User> {
    return this.#calls.list('/users', { status, q }, options);
  }

  async user(user: string, options: QuestionOptions = {}): Promise<UserDetails> {
    return this.#calls.get(path`/users/${user}`, {}, options);
  }

  /** What a user can do at a resource, and why. */
  permissionsOf(user: string, resource: Ref, options: ListOptions = {}): Listing<HeldPermission> {
    return this.#calls.list(path`/users/${user}/permissions`, { resource }, options);
  }

  roles({ q, sort, ...options }: RoleFilter & ListOptions = {}): Listing<Role> {
    return this.#calls.list('/roles', { q, sort }, options);
  }

  async role(role: string, options: QuestionOptions = {}): Promise<RoleDetails> {
    return this.#calls.get(path`/roles/${role}`, {}, options);
  }

  /** Who holds a role, and where. */
  holdersOf(role: string, { q, ...options }: { readonly q?: string } & ListOptions = {}): Listing<Holder> {
    return this.#calls.list(path`/roles/${role}/users`, { q }, options);
  }

  resources({ parent, type, q, ...options }: ResourceFilter & ListOptions = {}): Listing<Resource> {
    return this.#calls.list('/resources', { parent, type, q }, options);
  }

  async resource(ref: Ref, options: QuestionOptions = {}): Promise<ResourceDetails> {
    return this.#calls.get(path`/resources/${ref}`, {}, options);
  }

  /** People with a say at a resource, in one facet of it. */
  membersOf(
    ref: Ref,
    { facet, ...options }: { readonly facet?: string } & ListOptions = {},
  ): Listing<Member> {
    return this.#calls.list(path`/resources/${ref}/members`, { facet }, options);
  }

  /** What each role gives at a resource, in one facet of it. */
  rolesAt(
    ref: Ref,
    { facet, ...options }: { readonly facet?: string } & ListOptions = {},
  ): Listing<RolePermissions> {
    return this.#calls.list(path`/resources/${ref}/permissions`, { facet }, options);
  }

  matrix(options: QuestionOptions = {}): Promise<Matrix> {
    return this.#calls.get('/matrix', {}, options);
  }

  /** Who did what. */
  events({
    signal,
    timeout,
    requestId,
    limit,
    cursor,
    ...filter
  }: TrailFilter & TrailOrder & ListOptions = {}): Listing<TrailEntry> {
    return this.#calls.list('/events', filter, { signal, timeout, requestId, limit, cursor });
  }

  /** Who does what, from now on or from behind `after`, until the walk or the signal ends it. */
  follow({ signal, timeout, requestId, ...filter }: TrailFilter & CallOptions = {}): AsyncGenerator<
    TrailEntry,
    void,
    undefined
  > {
    return follow(this.#calls, filter, { signal, timeout, requestId });
  }

  /** What is different between two revisions or instants, and what caused it. */
  diff({ from, to, user, role, resource }: DifferenceFilter, options: CallOptions = {}): Promise<Difference> {
    return this.#calls.get('/diff', { from, to, user, role, resource }, options);
  }

  /** Who holds what, or who may do what. */
  export({ content, format, resource, ...options }: HoldingsExport & QuestionOptions = {}): Export {
    return new Export(this.#calls, '/export', { content, format, resource }, options);
  }

  /** Who did what, and which attempts were refused, in the order of time. */
  exportTrail({
    signal,
    timeout,
    requestId,
    asOf,
    atLeast,
    ...filter
  }: TrailExport & QuestionOptions = {}): Export {
    const options = { signal, timeout, requestId, asOf, atLeast };
    return new Export(this.#calls, '/events/export', filter, options);
  }

  /** What can be given. */
  catalogue(options: QuestionOptions = {}): Promise<Catalogue> {
    return this.#calls.get('/catalogue', {}, options);
  }

  /** What one level of a facet adds to another. */
  compareLevels(
    { facet, level, over }: { readonly facet: string; readonly level: string; readonly over: string },
    options: QuestionOptions = {},
  ): Promise<LevelDifference> {
    return this.#calls.get('/catalogue', { facet, level, over }, options);
  }
}
