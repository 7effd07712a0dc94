import { type DynamicModule, Module } from '@nestjs/common';
import { AsyncApiController } from './asyncapi/asyncapi.controller.js';
import { ChecksModule } from './checks/checks.module.js';
import { CommandsModule } from './commands/commands.module.js';
import { DocsController } from './docs/docs.controller.js';
import { HealthController } from './health/health.controller.js';
import { KeysController } from './keys/keys.controller.js';
import { OperatorsController } from './keys/operators.controller.js';
import { ModelSchemaController } from './models/model-schema.controller.js';
import { ModelsController } from './models/models.controller.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { OrganizationsModule } from './organizations/organizations.module.js';
import { OrganizationRequestsModule } from './organization-requests/organization-requests.module.js';
import { QueriesModule } from './queries/queries.module.js';
import type { Service } from './service.js';
import { ServiceModule } from './service.module.js';

@Module({})
export class AppModule {
  static of(service: Service): DynamicModule {
    const parts = service.config.run.has('api') ? api : { controllers: [], imports: [] };
    return {
      module: AppModule,
      controllers: [HealthController, ...parts.controllers],
      imports: [ServiceModule.of(service), ...parts.imports],
    };
  }
}

/** What a process that only works in the background has not: nobody asks it anything but how it is. */
const api = {
  controllers: [
    ModelsController,
    ModelSchemaController,
    KeysController,
    OperatorsController,
    OpenApiController,
    AsyncApiController,
    DocsController,
  ],
  imports: [ChecksModule, CommandsModule, QueriesModule, OrganizationsModule, OrganizationRequestsModule],
};
