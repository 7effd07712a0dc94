import type { Manifest } from '#audit/export/manifest.js';
import type { Command, Ref } from '#client/commands.js';
import type { SubmitOptions } from '#client/organization.js';
import type { ListOptions, QuestionOptions } from '#client/organization-calls.js';
import type { HeldPermission, Holder, User, UserFilter } from '#client/people.js';
import type { ListedOrganization } from '#client/platform.js';
import type { Explanation, Question, Target } from '#client/questions.js';
import type { OrganizationDetails } from '#client/resources.js';
import type { Role } from '#client/roles.js';
import type {
  Difference,
  DifferenceFilter,
  Submitted,
  TrailEntry,
  TrailFilter,
  TrailOrder,
} from '#client/trail.js';
import type { CallOptions } from '#client/connection.js';

/** A list that arrives page by page, all of one revision. */
export type Pages<T> = {
  pages(): AsyncIterable<{ readonly items: readonly T[]; readonly revision: number | undefined }>;
};

/**
 * What can be asked about one organization, wherever its ledger is: through a service, whose client is one of these as
 * it stands, or straight from a data folder. What either refuses is thrown.
 */
export type Organization = {
  details(options?: QuestionOptions): Promise<OrganizationDetails>;
  explain(question: Question, options?: QuestionOptions): Promise<Explanation>;
  searchSubjects(asked: Target & { readonly permission: string }, options?: ListOptions): Pages<string>;
  searchResources(
    asked: { readonly user: string; readonly permission: string; readonly type: string },
    options?: ListOptions,
  ): Pages<Ref>;
  permissionsOf(user: string, resource: Ref, options?: ListOptions): Pages<HeldPermission>;
  users(filter?: UserFilter & ListOptions): Pages<User>;
  holdersOf(role: string, options?: ListOptions): Pages<Holder>;
  roles(options?: ListOptions): Pages<Role>;
  events(filter?: TrailFilter & TrailOrder & ListOptions): Pages<TrailEntry>;
  follow(filter?: TrailFilter & CallOptions): AsyncIterable<TrailEntry>;
  diff(filter: DifferenceFilter, options?: CallOptions): Promise<Difference>;
  /** A data folder takes dry runs only. */
  send(commands: readonly Command[], options?: SubmitOptions): Promise<Submitted>;
};

export type ExportRequest = {
  readonly content?: Manifest['content'] | undefined;
  readonly format?: Manifest['format'] | undefined;
  /** Of permissions: those on this resource and everything below it. Of the trail: what concerns it. */
  readonly resource?: Ref | undefined;
  /** Which events of the trail. */
  readonly filter?: Omit<TrailFilter, 'resource'> | undefined;
};

/** An export on its way; it can be read once. */
export type Exported = AsyncIterable<Uint8Array> & {
  /** What it says of itself, when its last byte was read. */
  manifest(): Promise<Manifest | undefined>;
};

export type Source = {
  organization(id: string): Organization;
  export(id: string, request: ExportRequest & QuestionOptions): Promise<Exported>;
  organizations(options?: CallOptions): Pages<ListedOrganization>;
  close(): Promise<void>;
};
