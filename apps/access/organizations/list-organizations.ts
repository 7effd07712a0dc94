import { DomainError } from '#model/errors.js';
import type { Caller } from '#platform/caller.js';
import type { ListedOrganization } from '#projections/organizations/organization-index.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Cursors } from '../http/cursors.js';
import type { Page } from '../questions/paging.js';
import type { OrganizationsRequest } from './organizations-schema.js';
import { organizationsPage } from './pages.js';
import { Projections } from './projections.js';

export class ListOrganizations extends Query<Page<ListedOrganization>> {
  constructor(
    readonly caller: Caller,
    readonly request: OrganizationsRequest,
  ) {
    super();
  }
}

@QueryHandler(ListOrganizations)
export class ListOrganizationsHandler implements IQueryHandler<ListOrganizations> {
  constructor(
    private readonly projections: Projections,
    private readonly cursors: Cursors,
  ) {}

  async execute({ caller, request }: ListOrganizations): Promise<Page<ListedOrganization>> {
    if (caller.kind === 'person') {
      throw new DomainError('FORBIDDEN', 'people find their organizations at `/v1/me/organizations`');
    }
    if (!caller.may('read')) throw new DomainError('FORBIDDEN', 'this key lacks the capability `read`');
    const { q, status } = request;
    const { organizations } = this.projections;
    const question = ['organizations', q ?? '', status ?? ''];
    return organizationsPage(this.cursors, caller, question, request, (part) =>
      organizations.organizations({ ...part, q, status }),
    );
  }
}
