import { Controller, Get, Header } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { PublicUrl } from '../http/public-url.js';
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

function version(): string {
  // The file of our own package.
  const { version } = JSON.parse(readFileSync(findPackageJSON(import.meta.url)!, 'utf8')) as {
    version: string;
  };
  return version;
}
