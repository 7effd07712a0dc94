import type { CommandType } from './commands.js';

/** What an API key is good for. None contains another. */
export type Capability =
  | 'check'
  | 'search'
  | 'read'
  | 'audit'
  | 'write'
  | `write:${CommandType}`
  | 'act_for'
  | 'sign_in';

export type KeyRequest = {
  /** Name of the service, which stands on events. Two keys of one name may be valid at once. */
  readonly name: string;
  readonly organizations: readonly string[] | '*';
  readonly capabilities: readonly Capability[];
};

export type Key = KeyRequest & { readonly id: string };

/** A new key. The secret is told now and never again. */
export type KeyWithSecret = Key & { readonly secret: string };

export type Model = { readonly name: string; readonly version: number; readonly hash: string };

/** A model with its document, as it was published. */
export type PublishedModel = Model & { readonly document: Readonly<Record<string, unknown>> };

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
  readonly email: string;
  readonly groups?: readonly string[];
};

export type OrganizationRequest = NewOrganizationRequest & { readonly id: string; readonly status?: string };
