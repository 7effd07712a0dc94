import type { Caller } from '#platform/caller.js';
import { Controller, Get, Param, Query, Req, Res, StreamableFile, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Asking } from '../../http/asking.js';
import { RevisionInterceptor } from '../../http/revision.interceptor.js';
import type { Answer } from '../answer.js';
import { ExportHoldings, ShowExportManifest } from './export-holdings.js';
import { ExportTrail, ShowTrailManifest } from './export-trail.js';
import {
  exportManifestQuery,
  exportQuery,
  type ExportRequest,
  trailExportQuery,
  type TrailExportRequest,
  trailManifestQuery,
} from './exports-schema.js';
import type { Streamed } from './streamed.js';

type Asked = FastifyRequest<{ Querystring: Readonly<Record<string, unknown>> }>;

/** What auditors take away, with manifests. */
@Controller('v1/organizations/:organization')
@UseInterceptors(RevisionInterceptor)
export class ExportsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('export')
  async holdings(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: exportQuery }) request: ExportRequest,
    @Req() { query }: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<StreamableFile>> {
    const about = { organization, caller };
    return file(await this.queries.execute(new ExportHoldings(about, request, query)), reply);
  }

  @Get('export/manifest')
  holdingsManifest(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: exportManifestQuery }) { of, ...request }: z.output<typeof exportManifestQuery>,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowExportManifest({ organization, caller }, request, of));
  }

  @Get('events/export')
  async trail(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: trailExportQuery }) request: TrailExportRequest,
    @Req() { query }: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<StreamableFile>> {
    const about = { organization, caller };
    return file(await this.queries.execute(new ExportTrail(about, request, query)), reply);
  }

  @Get('events/export/manifest')
  trailManifest(
    @Asking() caller: Caller,
    @Param('organization') organization: string,
    @Query({ schema: trailManifestQuery }) { of, ...request }: z.output<typeof trailManifestQuery>,
  ): Promise<Answer<unknown>> {
    return this.queries.execute(new ShowTrailManifest({ organization, caller }, request, of));
  }
}

function file({ revision, body }: Answer<Streamed>, reply: FastifyReply): Answer<StreamableFile> {
  const { stream, type, file, link } = body;
  reply.header('link', link);
  const disposition = `attachment; filename="${file}"`;
  return { revision, body: new StreamableFile(stream, { type, disposition }) };
}
