import type { Caller } from '#platform/caller.js';
import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../../http/asking.js';
import { type WhenRequest, whenQuery } from '../../http/parameters.js';
import { RevisionInterceptor } from '../../http/revision.interceptor.js';
import type { Answer } from '../answer.js';
import { type CatalogueRequest, catalogueQuery } from './organization-schema.js';
import { ShowCatalogue } from './show-catalogue.js';
import { ShowMatrix } from './show-matrix.js';
import { ShowOrganization } from './show-organization.js';

/** An organization as a whole, and what can be given in it. */
@Controller('v1/organizations/:organization')
@UseInterceptors(RevisionInterceptor)
export class OrganizationController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  show(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: whenQuery }) when: WhenRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowOrganization({ organization, caller }, when));
  }

  @Get('matrix')
  matrix(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: whenQuery }) when: WhenRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowMatrix({ organization, caller }, when));
  }

  @Get('catalogue')
  catalogue(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: catalogueQuery }) request: CatalogueRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowCatalogue({ organization, caller }, request));
  }
}
