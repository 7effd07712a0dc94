import type { Level } from './grant.js';

/** A model document as it was published: parsed JSON, defaults not filled in, at most 256 KiB. */
export type ModelReference = {
  readonly name: string;
  readonly version: number;
  /** `sha256-<base64url>` of the document's canonical JSON. */
  readonly hash: string;
  readonly document: Readonly<Record<string, unknown>>;
};

/** Settings of one organization; a name that is absent has the value of the model or the product. */
export type Settings = {
  /** Days an invitation stays open. */
  readonly invitationDays?: number;
  readonly grantLimit?: 'own' | 'off';
  /** Whether holders of `settings` may upgrade the model themselves. */
  readonly selfUpgrade?: boolean;
};

export type OrganizationEvent =
  | {
      type: 'OrganizationCreated';
      /** `root` is the ref of the root resource, `key` the id of the organization's own key. */
      data: { name: string; root: string; key: string; model: ModelReference };
    }
  | { type: 'OrganizationRenamed'; data: { name: string } }
  | { type: 'OrganizationSettingsChanged'; data: { settings: Settings } }
  | {
      type: 'OrganizationModelUpgraded';
      data: { model: ModelReference };
    }
  | { type: 'OrganizationClosed'; data: Record<string, never> };

export type ResourceEvent =
  | { type: 'ResourceRegistered'; data: { resource: string; parent?: string; name?: string } }
  | { type: 'ResourceRenamed'; data: { resource: string; name: string } }
  | { type: 'ResourceMoved'; data: { resource: string; parent: string } }
  | {
      /** Takes everything below the resource with it; the counts say how much fell. */
      type: 'ResourceRemoved';
      data: { resource: string; resources: number; grants: number; overrides: number };
    }
  | {
      /** The whole list of the resource for one facet; it takes the place of an earlier list. */
      type: 'DashboardOverridden';
      data: { resource: string; facet: string; roles: Readonly<Record<string, Level>> };
    }
  | { type: 'DashboardOverrideCleared'; data: { resource: string; facet: string } };
