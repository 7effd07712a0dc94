import { type RoleAtResource, rolesAtResource } from '#access/tables/resource-permissions.js';
import type { View } from '#access/view.js';
import type { Level } from '#events/grant.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { numberAfter, type Page, page } from '../../questions/paging.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { asked } from '../asked.js';
import { shownLevel } from '../level.js';
import { facetAt } from './facet-at.js';
import { nodeOf, refuseUnlessRef } from './node.js';
import type { FacetRequest } from './resources-schema.js';

/** What one role gives for a facet at a resource, and where that comes from. */
export type RolePermissions = {
  readonly role: string;
  /** Levels of the role's own grants. */
  readonly own: readonly string[];
  readonly inherited: readonly { readonly level: string; readonly from: string }[];
  /** The role's level in the list on the resource; `null` where it is not listed. */
  readonly override: string | Level | null;
  readonly effective: readonly string[];
  readonly source: 'default' | 'manual';
};

export class ListRolePermissions extends Query<Answer<Page<RolePermissions>>> {
  constructor(
    readonly about: About,
    readonly ref: string,
    readonly request: FacetRequest,
  ) {
    super();
  }
}

@QueryHandler(ListRolePermissions)
export class ListRolePermissionsHandler implements IQueryHandler<ListRolePermissions> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, ref, request }: ListRolePermissions): Promise<Answer<Page<RolePermissions>>> {
    refuseUnlessRef(ref);
    const question = asked('role-permissions', request, ref);
    const opened = await this.questions.page(about, question, request, (asker) =>
      asker.mayRead(request, ['edit_role_permissions'], ref),
    );
    const { view } = opened;
    const node = nodeOf(view, ref);
    const roles = [...rolesAtResource(view, facetAt(view, node, request.facet), node)];
    const after = numberAfter(opened);
    const rest = roles.filter(({ role }) => role > after);
    const body = page(opened, rest, { position: ({ role }) => [role] }, (role) => shown(view, role));
    return { revision: view.revision, body };
  }
}

function shown(view: View, { role, inherited, override, ...rest }: RoleAtResource): RolePermissions {
  return {
    role: view.access.roles.id(role),
    ...rest,
    inherited: inherited.map(({ level, from }) => ({ level, from: view.ref(from) })),
    override: override === undefined ? null : shownLevel(override),
  };
}
