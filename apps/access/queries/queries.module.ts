import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DifferencesController } from './differences/differences.controller.js';
import { ShowDifferencesHandler } from './differences/show-differences.js';
import { ExportHoldingsHandler, ShowExportManifestHandler } from './exports/export-holdings.js';
import { ExportTrailHandler, ShowTrailManifestHandler } from './exports/export-trail.js';
import { ExportsController } from './exports/exports.controller.js';
import { OrganizationController } from './organization/organization.controller.js';
import { ShowCatalogueHandler } from './organization/show-catalogue.js';
import { ShowMatrixHandler } from './organization/show-matrix.js';
import { ShowOrganizationHandler } from './organization/show-organization.js';
import { ListMembersHandler } from './resources/list-members.js';
import { ListResourcesHandler } from './resources/list-resources.js';
import { ListRolePermissionsHandler } from './resources/list-role-permissions.js';
import { ResourcesController } from './resources/resources.controller.js';
import { ShowResourceHandler } from './resources/show-resource.js';
import { ListHoldersHandler } from './roles/list-holders.js';
import { ListRolesHandler } from './roles/list-roles.js';
import { RolesController } from './roles/roles.controller.js';
import { ShowRoleHandler } from './roles/show-role.js';
import { EventsController } from './trail/events.controller.js';
import { ListEventsHandler } from './trail/list-events.js';
import { FollowEventsHandler } from './trail/live/follow-events.js';
import { ListUserPermissionsHandler } from './users/list-user-permissions.js';
import { ListUsersHandler } from './users/list-users.js';
import { ShowUserHandler } from './users/show-user.js';
import { UsersController } from './users/users.controller.js';

/** Everything that can be asked about an organization, checks and searches aside. */
@Module({
  imports: [CqrsModule],
  controllers: [
    OrganizationController,
    UsersController,
    RolesController,
    ResourcesController,
    EventsController,
    DifferencesController,
    ExportsController,
  ],
  providers: [
    ShowOrganizationHandler,
    ShowMatrixHandler,
    ShowCatalogueHandler,
    ListUsersHandler,
    ShowUserHandler,
    ListUserPermissionsHandler,
    ListRolesHandler,
    ShowRoleHandler,
    ListHoldersHandler,
    ListResourcesHandler,
    ShowResourceHandler,
    ListMembersHandler,
    ListRolePermissionsHandler,
    ListEventsHandler,
    FollowEventsHandler,
    ShowDifferencesHandler,
    ExportHoldingsHandler,
    ShowExportManifestHandler,
    ExportTrailHandler,
    ShowTrailManifestHandler,
  ],
})
export class QueriesModule {}
