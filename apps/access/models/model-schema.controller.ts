import { modelJsonSchema } from '#model/schema.js';
import { Controller, Get, Header } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';

/** The JSON Schema of access model documents, for editors. */
@Controller('schemas')
export class ModelSchemaController {
  readonly #schema = modelJsonSchema();

  @Get('access-model-1.json')
  @RouteConfig({ open: true })
  @Header('content-type', 'application/schema+json; charset=utf-8')
  get(): Readonly<Record<string, unknown>> {
    return this.#schema;
  }
}
