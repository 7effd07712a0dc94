import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ListMembershipsHandler } from './list-memberships.js';
import { ListOrganizationsHandler } from './list-organizations.js';
import { OrganizationsController } from './organizations.controller.js';

@Module({
  imports: [CqrsModule],
  controllers: [OrganizationsController],
  providers: [ListOrganizationsHandler, ListMembershipsHandler],
})
export class OrganizationsModule {}
