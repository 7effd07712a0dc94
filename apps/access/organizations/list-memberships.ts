import { DomainError } from '#model/errors.js';
import type { Caller } from '#platform/caller.js';
import type { Membership } from '#projections/organizations/organization-index.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Clock } from '../clock.js';
import { Cursors } from '../http/cursors.js';
import type { Page } from '../questions/paging.js';
import type { MembershipsRequest } from './organizations-schema.js';
import { organizationsPage } from './pages.js';
import { Projections } from './projections.js';

export class ListMemberships extends Query<Page<Membership>> {
  constructor(
    readonly caller: Caller,
    readonly request: MembershipsRequest,
  ) {
    super();
  }
}

@QueryHandler(ListMemberships)
export class ListMembershipsHandler implements IQueryHandler<ListMemberships> {
  constructor(
    private readonly projections: Projections,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async execute({ caller, request }: ListMemberships): Promise<Page<Membership>> {
    if (caller.kind !== 'person') {
      throw new DomainError('FORBIDDEN', 'this is about a person, name the person in `Grantline-Actor`');
    }
    const { organizations } = this.projections;
    const now = this.clock.now();
    return organizationsPage(this.cursors, caller, ['memberships'], request, (part) =>
      organizations.memberships(caller.user, now, part),
    );
  }
}
