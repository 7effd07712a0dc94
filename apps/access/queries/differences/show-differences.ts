import type { Difference } from '#access/differences/differences.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { malformed, type When } from '../../questions/as-of.js';
import type { Asker } from '../../questions/asker.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { auditedPlaces } from '../trail/audience.js';
import { Causes } from './causes.js';
import { changesBetween, type Limits } from './changes.js';
import { type Differences, differencesOf } from './differences.js';
import type { DifferencesRequest } from './differences-schema.js';
import { focusOf } from './focus.js';

const limits: Limits = { changes: 1000, work: 5000 };

export class ShowDifferences extends Query<Answer<Differences>> {
  constructor(
    readonly about: About,
    readonly request: DifferencesRequest,
  ) {
    super();
  }
}

@QueryHandler(ShowDifferences)
export class ShowDifferencesHandler implements IQueryHandler<ShowDifferences> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, request }: ShowDifferences): Promise<Answer<Differences>> {
    const permit = (asker: Asker) => void auditedPlaces(asker, request.resource);
    const { view: from, asker } = await this.questions.at(about, earlier(request), permit);
    const { ledger } = asker;
    const to = await ledger.at({ asOf: request.to });
    if (from.revision > to.revision || from.instant > to.instant) {
      throw malformed('/from', '`from` lies after `to`, turn them round');
    }
    const places = auditedPlaces(asker, request.resource);
    const visible = ({ node }: Difference) =>
      places === undefined || [from, to].some((view) => view.path(node).some((above) => places.has(above)));
    const focus = focusOf(request, ledger.directory, from, to);
    const changes = await changesBetween(from, to, focus, visible, limits);
    const body = await differencesOf(to, ledger.directory, new Causes(ledger), changes);
    return { revision: to.revision, body };
  }
}

function earlier({ from: asOf, atLeast }: DifferencesRequest): When {
  return { asOf, ...(atLeast !== undefined && { atLeast }) };
}
