import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { MetadataController } from './metadata.controller.js';
import { SearchActionsHandler } from './search-actions.js';
import { SearchController } from './search.controller.js';
import { SearchResourcesHandler } from './search-resources.js';
import { SearchSubjectsHandler } from './search-subjects.js';

/** What of AuthZEN goes through Nest; the two hot routes do not (`check-routes.ts`). */
@Module({
  imports: [CqrsModule],
  controllers: [MetadataController, SearchController],
  providers: [SearchSubjectsHandler, SearchResourcesHandler, SearchActionsHandler],
})
export class ChecksModule {}
