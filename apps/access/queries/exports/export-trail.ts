import type { Manifest } from '#audit/export/manifest.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Cursors } from '../../http/cursors.js';
import type { Asker } from '../../questions/asker.js';
import { type About, boundTo, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { asked } from '../asked.js';
import { audienceOf } from '../trail/audience.js';
import { Exports } from './exports.js';
import type { TrailExportRequest } from './exports-schema.js';
import { type ExportedState, manifestLink, stateOf } from './pinned-export.js';
import { fileName, type Streamed } from './streamed.js';
import { trailExport } from './trail-export.js';

export class ExportTrail extends Query<Answer<Streamed>> {
  constructor(
    readonly about: About,
    readonly request: TrailExportRequest,
    /** The request as it was sent. */
    readonly query: Readonly<Record<string, unknown>>,
  ) {
    super();
  }
}

export class ShowTrailManifest extends Query<Answer<Manifest>> {
  constructor(
    readonly about: About,
    readonly request: TrailExportRequest,
    readonly of: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ExportTrail)
export class ExportTrailHandler implements IQueryHandler<ExportTrail> {
  constructor(
    private readonly questions: Questions,
    private readonly exports: Exports,
    private readonly cursors: Cursors,
  ) {}

  async execute({ about, request, query }: ExportTrail): Promise<Answer<Streamed>> {
    const { view, asker } = await this.questions.at(about, request, permit(request));
    const { organization } = about;
    const audience = audienceOf(asker, request.resource);
    const state = await stateOf(asker.ledger, view);
    const exporting = trailExport(asker.ledger, view, request, { audience, lastRefused: state[2] });
    const path = `/v1/organizations/${organization}/events/export/manifest`;
    const body = {
      stream: this.exports.stream(organization, exporting),
      type: exporting.format.mediaType,
      file: fileName(organization, 'trail', view.revision, exporting),
      link: manifestLink(path, query, this.cursors, questionOf(about, request), state),
    };
    return { revision: view.revision, body };
  }
}

@QueryHandler(ShowTrailManifest)
export class ShowTrailManifestHandler implements IQueryHandler<ShowTrailManifest> {
  constructor(
    private readonly questions: Questions,
    private readonly exports: Exports,
    private readonly cursors: Cursors,
  ) {}

  async execute({ about, request, of }: ShowTrailManifest): Promise<Answer<Manifest>> {
    const given =
      of === undefined ? undefined : this.cursors.open<ExportedState>(questionOf(about, request), of);
    const when = given === undefined ? request : { atLeast: given[0] };
    const { view: found, asker } = await this.questions.at(about, when, permit(request));
    const { ledger } = asker;
    const audience = audienceOf(asker, request.resource);
    const [revision, instant, lastRefused] = given ?? (await stateOf(ledger, found));
    const view = ledger.access.view(revision, instant);
    const exporting = trailExport(ledger, view, request, { audience, lastRefused });
    return { revision, body: await this.exports.manifest(exporting) };
  }
}

function permit({ resource }: TrailExportRequest): (asker: Asker) => void {
  return (asker) => void audienceOf(asker, resource);
}

function questionOf(about: About, request: TrailExportRequest): string[] {
  return boundTo(about, asked('trail-export', request));
}
