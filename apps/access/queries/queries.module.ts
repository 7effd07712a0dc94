import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ListEventsHandler } from './events.handler.js';
import { ListMembersHandler } from './members.handler.js';
import { ShowOrganizationHandler } from './organization.handler.js';
import { QueriesController } from './queries.controller.js';
import { ListRolesHandler, ShowRoleHandler } from './roles.handler.js';
import { ListUsersHandler, ShowUserHandler } from './users.handler.js';

@Module({
  imports: [CqrsModule],
  controllers: [QueriesController],
  providers: [
    ShowOrganizationHandler,
    ListUsersHandler,
    ShowUserHandler,
    ListRolesHandler,
    ShowRoleHandler,
    ListMembersHandler,
    ListEventsHandler,
  ],
})
export class QueriesModule {}
