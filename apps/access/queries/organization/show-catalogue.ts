import { type Catalogue, catalogue, levelDifference } from '#access/tables/catalogue.js';
import type { CompiledModel } from '#model/compiled.js';
import { DomainError } from '#model/errors.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type About, Questions } from '../../questions/questions.js';
import { malformed } from '../../questions/as-of.js';
import type { Answer } from '../answer.js';
import type { CatalogueRequest } from './organization-schema.js';
import { mayReadAsMember } from './may-read-as-member.js';

/** What one level gives and another does not, and the other way round. */
export type LevelDifference = {
  readonly facet: string;
  readonly level: string;
  readonly over: string;
  readonly adds: readonly string[];
  readonly lacks: readonly string[];
};

export class ShowCatalogue extends Query<Answer<Catalogue | LevelDifference>> {
  constructor(
    readonly about: About,
    readonly request: CatalogueRequest,
  ) {
    super();
  }
}

@QueryHandler(ShowCatalogue)
export class ShowCatalogueHandler implements IQueryHandler<ShowCatalogue> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, request }: ShowCatalogue): Promise<Answer<Catalogue | LevelDifference>> {
    const pair = pairOf(request);
    const { view } = await this.questions.at(about, request, (asker) => mayReadAsMember(asker, request));
    const body = pair === undefined ? catalogue(view.model) : differenceIn(view.model, pair);
    return { revision: view.revision, body };
  }
}

type Pair = Pick<LevelDifference, 'facet' | 'level' | 'over'>;

function pairOf({ facet, level, over }: CatalogueRequest): Pair | undefined {
  if (facet === undefined && level === undefined && over === undefined) return undefined;
  if (facet !== undefined && level !== undefined && over !== undefined) return { facet, level, over };
  const missing = facet === undefined ? 'facet' : level === undefined ? 'level' : 'over';
  throw malformed(`/${missing}`, '`facet`, `level` and `over` go together: name all three, or none');
}

function differenceIn(model: CompiledModel, { facet: name, level, over }: Pair): LevelDifference {
  const facet = model.facets.get(name);
  if (facet === undefined) throw new DomainError('UNKNOWN_FACET', 'the model has no such facet');
  const difference = levelDifference(model, facet, level, over);
  if (difference === undefined) {
    throw new DomainError(
      'UNKNOWN_LEVEL',
      `\`${name}\` has no such level, see the catalogue without parameters`,
    );
  }
  return { facet: name, level, over, ...difference };
}
