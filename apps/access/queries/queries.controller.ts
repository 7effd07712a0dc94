import type { Caller } from '#platform/caller.js';
import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Asking } from '../http/asking.js';
import { RevisionInterceptor } from '../http/revision.interceptor.js';
import type { Answer } from './answer.js';
import { ListEvents } from './events.handler.js';
import { type EventsRequest, eventsQuery } from './events-schema.js';
import { ListMembers, ListRoles, ListUsers, ShowOrganization, ShowRole, ShowUser } from './queries.js';
import { membersQuery, rolesQuery, usersQuery, whenQuery } from './query-schema.js';

/** What an organization is like, and was like. */
@Controller('v1/organizations/:organization')
@UseInterceptors(RevisionInterceptor)
export class QueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  organization(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: whenQuery }) when: z.output<typeof whenQuery>,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowOrganization({ organization, caller }, when));
  }

  @Get('users')
  users(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: usersQuery }) request: z.output<typeof usersQuery>,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListUsers({ organization, caller }, request));
  }

  @Get('users/:user')
  user(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Param('user') user: string,
    @Query({ schema: whenQuery }) when: z.output<typeof whenQuery>,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowUser({ organization, caller }, user, when));
  }

  @Get('roles')
  roles(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: rolesQuery }) request: z.output<typeof rolesQuery>,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListRoles({ organization, caller }, request));
  }

  @Get('roles/:role')
  role(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Param('role') role: string,
    @Query({ schema: whenQuery }) when: z.output<typeof whenQuery>,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowRole({ organization, caller }, role, when));
  }

  @Get('resources/:ref/members')
  members(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Param('ref') ref: string,
    @Query({ schema: membersQuery }) request: z.output<typeof membersQuery>,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListMembers({ organization, caller }, ref, request));
  }

  @Get('events')
  events(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: eventsQuery }) request: EventsRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListEvents({ organization, caller }, request));
  }
}
