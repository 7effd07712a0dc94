import { DomainError } from '#model/errors.js';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const assets = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
]);

const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', docExpansion: 'list', persistAuthorization: false });`;

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Grantline</title>
    <link rel="icon" href="/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="docs"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** The description of the service, for people. Everything on the page comes from here. */
@Controller('docs')
export class DocsController {
  @Get()
  @RouteConfig({ open: true })
  @Header('content-type', 'text/html; charset=utf-8')
  @Header(
    'content-security-policy',
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
  )
  get(): string {
    return page;
  }

  @Get('start.js')
  @RouteConfig({ open: true })
  @Header('content-type', 'text/javascript; charset=utf-8')
  start(): string {
    return start;
  }

  @Get(':asset')
  @RouteConfig({ open: true })
  async asset(
    @Param('asset') asset: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const type = assets.get(asset);
    if (type === undefined) throw new DomainError('NOT_FOUND', 'there is nothing at this path, see `/docs`');
    reply.type(type).header('cache-control', 'public, max-age=3600');
    return readFile(join(folder, asset));
  }
}
