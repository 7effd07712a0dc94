import type { Caller } from '#platform/caller.js';
import { Controller, Get, Headers, Param, Query, Req, StreamableFile, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { Asking } from '../../http/asking.js';
import { Authentication } from '../../http/authentication.js';
import { RevisionInterceptor } from '../../http/revision.interceptor.js';
import type { Answer } from '../answer.js';
import { type EventsRequest, eventsQuery } from './events-schema.js';
import { ListEvents } from './list-events.js';
import { FollowEvents } from './live/follow-events.js';

const live = 'text/event-stream';

/** Who did what, and when. */
@Controller('v1/organizations/:organization/events')
@UseInterceptors(RevisionInterceptor)
export class EventsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly authentication: Authentication,
  ) {}

  @Get()
  async list(
    @Asking() caller: Caller,
    @Req() { raw }: FastifyRequest,
    @Param('organization') organization: string,
    @Query({ schema: eventsQuery }) request: EventsRequest,
    @Headers('accept') accept = '',
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<Answer<unknown>> {
    const about = { organization, caller };
    if (!accept.split(',').some((type) => type.split(';', 1)[0]!.trim() === live)) {
      return this.queries.execute(new ListEvents(about, request));
    }
    const again = () => this.authentication.callerOf(raw);
    const { revision, body } = await this.queries.execute(
      new FollowEvents(about, request, lastEventId, again),
    );
    return { revision, body: new StreamableFile(body, { type: `${live}; charset=utf-8` }) };
  }
}
