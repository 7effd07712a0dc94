import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ApproveRequestHandler } from './approve-request.js';
import { OrganizationRequestsController } from './organization-requests.controller.js';

@Module({
  imports: [CqrsModule],
  controllers: [OrganizationRequestsController],
  providers: [ApproveRequestHandler],
})
export class OrganizationRequestsModule {}
