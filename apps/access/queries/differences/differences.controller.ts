import type { Caller } from '#platform/caller.js';
import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../../http/asking.js';
import { RevisionInterceptor } from '../../http/revision.interceptor.js';
import type { Answer } from '../answer.js';
import { type DifferencesRequest, differencesQuery } from './differences-schema.js';
import { ShowDifferences } from './show-differences.js';

/** What is different between two moments. */
@Controller('v1/organizations/:organization/diff')
@UseInterceptors(RevisionInterceptor)
export class DifferencesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  show(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: differencesQuery }) request: DifferencesRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowDifferences({ organization, caller }, request));
  }
}
