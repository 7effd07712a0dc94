import type { Caller } from '#platform/caller.js';
import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Asking } from '../../http/asking.js';
import { RevisionInterceptor } from '../../http/revision.interceptor.js';
import { type WhenRequest, whenQuery } from '../../http/parameters.js';
import type { Answer } from '../answer.js';
import { ListUserPermissions } from './list-user-permissions.js';
import { ListUsers } from './list-users.js';
import { ShowUser } from './show-user.js';
import {
  type UserPermissionsRequest,
  userPermissionsQuery,
  type UsersRequest,
  usersQuery,
} from './users-schema.js';

/** The people of an organization. */
@Controller('v1/organizations/:organization/users')
@UseInterceptors(RevisionInterceptor)
export class UsersController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  list(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: usersQuery }) request: UsersRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListUsers({ organization, caller }, request));
  }

  @Get(':user')
  show(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Param('user') user: string,
    @Query({ schema: whenQuery }) when: WhenRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowUser({ organization, caller }, user, when));
  }

  @Get(':user/permissions')
  permissions(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Param('user') user: string,
    @Query({ schema: userPermissionsQuery }) request: UserPermissionsRequest,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ListUserPermissions({ organization, caller }, user, request));
  }
}
