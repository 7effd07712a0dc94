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

@Module({
  controllers: [
    HealthController,
    ModelsController,
    ModelSchemaController,
    KeysController,
    OperatorsController,
    OpenApiController,
    AsyncApiController,
    DocsController,
  ],
})
export class AppModule {
  static of(service: Service): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ServiceModule.of(service),
        ChecksModule,
        CommandsModule,
        QueriesModule,
        OrganizationsModule,
        OrganizationRequestsModule,
      ],
    };
  }
}
