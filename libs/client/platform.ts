import type { CommandType } from './commands.js';

/** What an API key is good for. None contains another. */
export type Capability =
  | 'check'
  | 'search'
  | 'read'
  | 'audit'
  | 'write'
  | `write:${Exclude<CommandType, 'RecordFirstAccess'>}`
  | 'act_for'
  | 'sign_in';

export type KeyRequest = {
  /** Name of the service, which stands on events. Two keys of one name may be valid at once. */
  readonly name: string;
  readonly organizations: readonly string[] | '*';
  readonly capabilities: readonly Capability[];
};

export type Key = KeyRequest & {
  readonly id: string;
  readonly createdOn: string;
  readonly createdBy: string;
};

/** A new key. The secret is told now and never again. */
export type KeyWithSecret = Key & { readonly secret: string };

export type Model = {
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  readonly title?: string;
  readonly publishedOn: string;
  readonly publishedBy: string;
};

/** A model with its document, as it was published. */
export type PublishedModel = Model & { readonly document: Readonly<Record<string, unknown>> };

/** How one version of a model differs from another, in the order of the documents. */
export type ModelChanges = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly changes: readonly {
    readonly change: 'added' | 'removed' | 'changed';
    /** `role`, `level`, `permission` ... */
    readonly what: string;
    readonly name?: string;
    /** Of a level or a permission. */
    readonly facet?: string;
  }[];
};

/** A member of the platform staff. */
export type Operator = {
  readonly id: string;
  readonly name: string;
  readonly createdOn: string;
  readonly createdBy: string;
};

/** A new operator. The secret is told now and never again. */
export type OperatorWithSecret = Operator & { readonly secret: string };

export type ListedOrganization = {
  readonly organization: string;
  readonly name: string;
  readonly status: string;
};

export type Membership = {
  readonly organization: string;
  readonly name: string;
  readonly status: 'active' | 'invited' | 'suspended';
};

export type NewOrganizationRequest = {
  readonly name: string;
  /** Where the first administrator can be reached. */
  readonly email: string;
  readonly groups?: readonly string[];
  /** Name of the access model; `ocp` if left out. */
  readonly model?: string;
};

export type Approval = {
  /** The id that the organization gets. */
  readonly organization: string;
  /** The first administrator; the e-mail address if left out. */
  readonly user?: string;
  /** Role of the first administrator; the first one that is assigned at the root if left out. */
  readonly role?: string;
};

export type OrganizationRequest = {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly groups: readonly string[];
  readonly status: 'requested' | 'approved' | 'rejected';
  readonly requestedOn: string;
  readonly decidedOn?: string;
  readonly decidedBy?: string;
  /** What came of it. */
  readonly organization?: string;
  /** To operators, until the request is decided. */
  readonly email?: string | null;
  readonly user?: string | null;
};
