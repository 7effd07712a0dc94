import { Ledgers } from '#ledger/ledgers.js';
import type { AdministrationAction } from '#model/document.js';
import { DomainError } from '#model/errors.js';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Cursors } from '../http/cursors.js';
import { askerIn } from '../questions/asker.js';
import { viewAt } from '../questions/as-of.js';
import { openPage, type Page, page } from '../questions/paging.js';
import type { Answer } from './answer.js';
import { ListRoles, ShowRole } from './queries.js';
import { type Role, roleOf, type RoleRow, roleRows } from './roles.js';

/** Who manages roles, and who administers without changing anything. */
const readers: readonly AdministrationAction[] = [
  'manage_roles',
  'edit_role_permissions',
  'assign_roles',
  'list_members',
  'view_audit',
];

@QueryHandler(ListRoles)
export class ListRolesHandler implements IQueryHandler<ListRoles> {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly cursors: Cursors,
  ) {}

  async execute({ about, request }: ListRoles): Promise<Answer<Page<RoleRow>>> {
    const asker = await askerIn(this.ledgers, about.organization, about.caller);
    asker.needs('read');
    asker.needsRight(readers);
    if (request.asOf !== undefined) asker.needsHistory();
    const question = ['roles', request.q ?? '', request.sort ?? '', JSON.stringify(request.asOf ?? null)];
    const opened = await openPage(this.cursors, asker, question, request);
    const { view, after } = opened;
    const rows = roleRows(view, asker.ledger.directory, request);
    const rest = [...rows.keys()].slice(after + 1);
    return { revision: view.revision, body: page(opened, rest, (index) => rows[index]) };
  }
}

@QueryHandler(ShowRole)
export class ShowRoleHandler implements IQueryHandler<ShowRole> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ about, role, when }: ShowRole): Promise<Answer<Role>> {
    const asker = await askerIn(this.ledgers, about.organization, about.caller);
    asker.needs('read');
    asker.needsRight(readers);
    if (when.asOf !== undefined) asker.needsHistory();
    const view = await viewAt(asker.ledger, when);
    const body = roleOf(view, asker.ledger.directory, role);
    if (body === undefined) throw new DomainError('ROLE_NOT_FOUND', 'there is no such role');
    return { revision: view.revision, body };
  }
}
