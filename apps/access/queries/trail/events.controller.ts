import type { Caller } from '#platform/caller.js';
import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../../http/asking.js';
import { RevisionInterceptor } from '../../http/revision.interceptor.js';
import type { Answer } from '../answer.js';
import { type EventsRequest, eventsQuery } from './events-schema.js';
import { ListEvents } from './list-events.js';

/** Who did what, and when. */
@Controller('v1/organizations/:organization/events')
@UseInterceptors(RevisionInterceptor)
export class EventsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  list(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: eventsQuery }) request: EventsRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListEvents({ organization, caller }, request));
  }
}
