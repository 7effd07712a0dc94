import type { Manifest } from '#audit/export/manifest.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Cursors } from '../../http/cursors.js';
import { malformed } from '../../questions/as-of.js';
import type { Asker } from '../../questions/asker.js';
import { type About, boundTo, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { asked } from '../asked.js';
import { auditedPlaces } from '../trail/audience.js';
import { Exports } from './exports.js';
import type { ExportRequest } from './exports-schema.js';
import { holdingsExport } from './holdings-export.js';
import { type ExportedState, manifestLink, stateOf } from './pinned-export.js';
import { fileName, type Streamed } from './streamed.js';

export class ExportHoldings extends Query<Answer<Streamed>> {
  constructor(
    readonly about: About,
    readonly request: ExportRequest,
    /** The request as it was sent. */
    readonly query: Readonly<Record<string, unknown>>,
  ) {
    super();
  }
}

export class ShowExportManifest extends Query<Answer<Manifest>> {
  constructor(
    readonly about: About,
    readonly request: ExportRequest,
    readonly of: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ExportHoldings)
export class ExportHoldingsHandler implements IQueryHandler<ExportHoldings> {
  constructor(
    private readonly questions: Questions,
    private readonly exports: Exports,
    private readonly cursors: Cursors,
  ) {}

  async execute({ about, request, query }: ExportHoldings): Promise<Answer<Streamed>> {
    refuseMisplaced(request);
    const { view, asker } = await this.questions.at(about, request, permit(request));
    const { organization } = about;
    const exporting = holdingsExport(asker.ledger, view, request, auditedPlaces(asker, request.resource));
    const state = await stateOf(asker.ledger, view);
    const path = `/v1/organizations/${organization}/export/manifest`;
    const body = {
      stream: this.exports.stream(organization, exporting),
      type: exporting.format.mediaType,
      file: fileName(organization, request.content, view.revision, exporting),
      link: manifestLink(path, query, this.cursors, questionOf(about, request), state),
    };
    return { revision: view.revision, body };
  }
}

@QueryHandler(ShowExportManifest)
export class ShowExportManifestHandler implements IQueryHandler<ShowExportManifest> {
  constructor(
    private readonly questions: Questions,
    private readonly exports: Exports,
    private readonly cursors: Cursors,
  ) {}

  async execute({ about, request, of }: ShowExportManifest): Promise<Answer<Manifest>> {
    refuseMisplaced(request);
    const state =
      of === undefined ? undefined : this.cursors.open<ExportedState>(questionOf(about, request), of);
    const when = state === undefined ? request : { atLeast: state[0] };
    const { view: found, asker } = await this.questions.at(about, when, permit(request));
    const view = state === undefined ? found : found.access.view(state[0], state[1]);
    const exporting = holdingsExport(asker.ledger, view, request, auditedPlaces(asker, request.resource));
    return { revision: view.revision, body: await this.exports.manifest(exporting) };
  }
}

function permit({ resource }: ExportRequest): (asker: Asker) => void {
  return (asker) => void auditedPlaces(asker, resource);
}

function questionOf(about: About, request: ExportRequest): string[] {
  return boundTo(about, asked('export', request));
}

function refuseMisplaced({ content, resource }: ExportRequest): void {
  if (content === 'permissions' || resource === undefined) return;
  throw malformed('/resource', '`resource` narrows `content=permissions` only, leave it out');
}
