import { Controller, Get, Header } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { version } from '../version.js';
import { asyncApiDocument } from './document.js';

/** The service describes what it publishes. */
@Controller('asyncapi.json')
export class AsyncApiController {
  #text: string | undefined;

  @Get()
  @RouteConfig({ open: true })
  @Header('content-type', 'application/json; charset=utf-8')
  get(): string {
    return (this.#text ??= JSON.stringify(asyncApiDocument(version())));
  }
}
