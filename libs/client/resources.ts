import type { Ref } from './commands.js';

export type ResourceFilter = {
  readonly parent?: Ref;
  readonly type?: string;
  /** Text to look for. */
  readonly q?: string;
};

/** A row in the tree of resources. */
export type Resource = {
  readonly ref: Ref;
  readonly parent: Ref | null;
  readonly name: string;
  readonly hasOverride: boolean;
  readonly hasUserLevels: boolean;
};

export type ResourceDetails = {
  readonly ref: Ref;
  readonly parent: Ref | null;
  readonly name: string;
  /** From the root to the resource. */
  readonly path: readonly unknown[];
};

export type OrganizationDetails = {
  readonly organization: string;
  readonly name: string;
  readonly status: string;
  readonly model: { readonly name: string; readonly version: number; readonly hash: string };
  readonly root: Ref;
  readonly revision: number;
  readonly createdOn: string;
};
