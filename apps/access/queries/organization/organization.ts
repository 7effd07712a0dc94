import type { View } from '#access/view.js';
import { timeOf } from '../answer.js';

export type Organization = {
  readonly organization: string;
  readonly name: string;
  readonly status: 'active' | 'closed';
  readonly model: { readonly name: string; readonly version: number; readonly hash: string };
  readonly root: string;
  readonly revision: number;
  readonly createdOn: string;
};

export function organizationOf(view: View, organization: string): Organization {
  const { access, revision } = view;
  const { name, version, hash } = access.modelReference(revision);
  return {
    organization,
    // The root carries the organization's name.
    name: access.tree.name(access.root, revision) ?? organization,
    status: view.isClosed ? 'closed' : 'active',
    model: { name, version, hash },
    root: view.ref(access.root),
    revision,
    createdOn: timeOf(access.history.time(0)),
  };
}
