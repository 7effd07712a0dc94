import type { Caller } from '#platform/caller.js';
import { Body, Controller, HttpCode, Param, Post, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../http/asking.js';
import { RevisionInterceptor } from '../http/revision.interceptor.js';
import type { Answer } from '../queries/answer.js';
import { parseSubjectSearch } from './search-request.js';
import { type FoundSubjects, SearchSubjects } from './search-subjects.js';

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
  ): Promise<Answer<FoundSubjects>> {
    return this.queries.execute(new SearchSubjects({ organization, caller }, parseSubjectSearch(body)));
  }
}
