import { Controller, Get, Header } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { PublicUrl } from '../http/public-url.js';
import { version } from '../version.js';
import { openApiDocument } from './document.js';

/** The service describes itself. */
@Controller('openapi.json')
export class OpenApiController {
  #text: string | undefined;

  constructor(private readonly url: PublicUrl) {}

  @Get()
  @RouteConfig({ open: true })
  @Header('content-type', 'application/json; charset=utf-8')
  get(): string {
    return (this.#text ??= JSON.stringify(openApiDocument(this.url.base, version())));
  }
}
