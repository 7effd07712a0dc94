import type { Caller } from '#platform/caller.js';
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../http/asking.js';
import { ListMemberships } from './list-memberships.js';
import { ListOrganizations } from './list-organizations.js';
import {
  type MembershipsRequest,
  membershipsQuery,
  type OrganizationsRequest,
  organizationsQuery,
} from './organizations-schema.js';

/** Which organizations there are, and to which ones somebody belongs. */
@Controller('v1')
export class OrganizationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('organizations')
  list(
    @Asking() caller: Caller,
    @Query({ schema: organizationsQuery }) request: OrganizationsRequest,
  ): Promise<unknown> {
    return this.queries.execute(new ListOrganizations(caller, request));
  }

  @Get('me/organizations')
  mine(
    @Asking() caller: Caller,
    @Query({ schema: membershipsQuery }) request: MembershipsRequest,
  ): Promise<unknown> {
    return this.queries.execute(new ListMemberships(caller, request));
  }
}
