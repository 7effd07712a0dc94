import type { Caller } from '#platform/caller.js';
import { Body, Controller, HttpCode, Param, Post, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../http/asking.js';
import { RevisionInterceptor } from '../http/revision.interceptor.js';
import type { Answer } from '../queries/answer.js';
import { SearchActions } from './search-actions.js';
import { parseActionSearch, parseResourceSearch, parseSubjectSearch } from './search-request.js';
import { SearchResources } from './search-resources.js';
import { SearchSubjects } from './search-subjects.js';

/** The searches of AuthZEN. */
@Controller('v1/organizations/:organization/access/v1/search')
@UseInterceptors(RevisionInterceptor)
export class SearchController {
  constructor(private readonly queries: QueryBus) {}

  @Post('subject')
  @HttpCode(200)
  async subjects(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Body() body: unknown,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new SearchSubjects({ organization, caller }, parseSubjectSearch(body)));
  }

  @Post('resource')
  @HttpCode(200)
  async resources(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Body() body: unknown,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new SearchResources({ organization, caller }, parseResourceSearch(body)));
  }

  @Post('action')
  @HttpCode(200)
  async actions(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Body() body: unknown,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new SearchActions({ organization, caller }, parseActionSearch(body)));
  }
}
