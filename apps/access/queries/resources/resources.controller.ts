import type { Caller } from '#platform/caller.js';
import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../../http/asking.js';
import { type WhenRequest, whenQuery } from '../../http/parameters.js';
import { RevisionInterceptor } from '../../http/revision.interceptor.js';
import type { Answer } from '../answer.js';
import { ListMembers } from './list-members.js';
import { ListResources } from './list-resources.js';
import { ListRolePermissions } from './list-role-permissions.js';
import { type FacetRequest, facetQuery, type ResourcesRequest, resourcesQuery } from './resources-schema.js';
import { ShowResource } from './show-resource.js';

/** The tree of resources, and who has what on one of them. */
@Controller('v1/organizations/:organization/resources')
@UseInterceptors(RevisionInterceptor)
export class ResourcesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  list(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: resourcesQuery }) request: ResourcesRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListResources({ organization, caller }, request));
  }

  @Get(':ref')
  show(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Param('ref') ref: string,
    @Query({ schema: whenQuery }) when: WhenRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowResource({ organization, caller }, ref, when));
  }

  @Get(':ref/members')
  members(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Param('ref') ref: string,
    @Query({ schema: facetQuery }) request: FacetRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListMembers({ organization, caller }, ref, request));
  }

  @Get(':ref/permissions')
  permissions(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Param('ref') ref: string,
    @Query({ schema: facetQuery }) request: FacetRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListRolePermissions({ organization, caller }, ref, request));
  }
}
