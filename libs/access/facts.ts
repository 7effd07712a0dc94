import type { ModelReference } from '#events/organization.js';
import type { CompiledModel } from '#model/compiled.js';
import type { Assignments } from './assignments.js';
import type { Overrides } from './overrides.js';
import type { People } from './people.js';
import type { Roles } from './roles.js';
import type { Tree } from './tree.js';
import type { UserLevel } from './user-levels.js';

/** What a check reads of an organization: the shared part whole, and of people no more than it asks for. */
export type Facts = {
  /** Revision of the last event that is in here. */
  readonly revision: number;
  readonly tree: Tree;
  readonly roles: Roles;
  readonly overrides: Overrides;
  readonly people: Pick<People, 'status'>;
  readonly assignments: Pick<Assignments, 'count' | 'slot' | 'place' | 'holds' | 'roleOf' | 'placeOf'> & {
    at(slot: number, revision: number): { readonly since: number } | undefined;
  };
  readonly userLevels: {
    get(person: number, node: number, facet: string, revision: number): UserLevel | undefined;
  };
  model(revision: number): CompiledModel;
  modelReference(revision: number): ModelReference;
  modelSince(revision: number): number;
  isClosed(revision: number): boolean;
};
