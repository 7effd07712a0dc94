import type { Caller } from '#platform/caller.js';
import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../../http/asking.js';
import { type WhenRequest, whenQuery } from '../../http/parameters.js';
import { RevisionInterceptor } from '../../http/revision.interceptor.js';
import type { Answer } from '../answer.js';
import { ListHolders } from './list-holders.js';
import { ListRoles } from './list-roles.js';
import { type HoldersRequest, holdersQuery, type RolesRequest, rolesQuery } from './roles-schema.js';
import { ShowRole } from './show-role.js';

/** The roles of an organization. */
@Controller('v1/organizations/:organization/roles')
@UseInterceptors(RevisionInterceptor)
export class RolesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  list(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: rolesQuery }) request: RolesRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListRoles({ organization, caller }, request));
  }

  @Get(':role')
  show(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Param('role') role: string,
    @Query({ schema: whenQuery }) when: WhenRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowRole({ organization, caller }, role, when));
  }

  @Get(':role/users')
  holders(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Param('role') role: string,
    @Query({ schema: holdersQuery }) request: HoldersRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListHolders({ organization, caller }, role, request));
  }
}
