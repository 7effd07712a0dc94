import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { nextInOrder, type Page, page } from '../../questions/paging.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { asked } from '../asked.js';
import { countHolders } from './holder-counts.js';
import { mayReadRoles } from './may-read-roles.js';
import { byColumn, type RoleRow, roleRow, rolesLike } from './role-rows.js';
import type { RolesRequest } from './roles-schema.js';

export class ListRoles extends Query<Answer<Page<RoleRow>>> {
  constructor(
    readonly about: About,
    readonly request: RolesRequest,
  ) {
    super();
  }
}

@QueryHandler(ListRoles)
export class ListRolesHandler implements IQueryHandler<ListRoles> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, request }: ListRoles): Promise<Answer<Page<RoleRow>>> {
    const opened = await this.questions.page(about, asked('roles', request), request, (asker) =>
      mayReadRoles(asker, request),
    );
    const { view, directory } = opened;
    const { column, descending } = request.sort ?? { column: 'name', descending: false };
    const matching = [...rolesLike(view, request.q)];
    const counts = column === 'assignedUsers' ? await countHolders(view, matching) : new Map();
    const order = byColumn(view, directory, counts, column, descending);
    const roles = nextInOrder(opened, matching, order);
    const shown = column === 'assignedUsers' ? counts : await countHolders(view, roles);
    const body = page(opened, roles, order, (role) => roleRow(view, directory, shown, role));
    return { revision: view.revision, body };
  }
}
