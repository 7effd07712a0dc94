import { where } from '#access/where.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Answer } from '../queries/answer.js';
import { asked } from '../queries/asked.js';
import { byNumber, numberAfter, page } from '../questions/paging.js';
import { type About, type Asked, Questions } from '../questions/questions.js';
import { type Found, found } from './found.js';
import { maySearch } from './may-search.js';
import type { ResourceSearch } from './search-request.js';

export type FoundResource = { readonly type: string; readonly id: string };

export class SearchResources extends Query<Answer<Found<FoundResource>>> {
  constructor(
    readonly about: About,
    readonly search: ResourceSearch,
  ) {
    super();
  }
}

@QueryHandler(SearchResources)
export class SearchResourcesHandler implements IQueryHandler<SearchResources> {
  constructor(private readonly questions: Questions) {}

  /** Resources that are not registered are not found: only who names them knows them. */
  async execute({ about, search }: SearchResources): Promise<Answer<Found<FoundResource>>> {
    const opened = await this.questions.page(about, asked('resources', search), search, (asker) =>
      maySearch(asker, search, ownId(search)),
    );
    const { view } = opened;
    const after = numberAfter(opened);
    const rest = nodesFound(opened, search, after < 0 ? undefined : after);
    const list = page(opened, rest, byNumber, (node) => {
      const type = view.type(node);
      return { type, id: view.ref(node).slice(type.length + 1) };
    });
    return { revision: view.revision, body: found(list) };
  }
}

/** Only users are subjects that somebody can be. */
function ownId({ subjectType, subject }: ResourceSearch): string | undefined {
  return subjectType === 'user' ? subject : undefined;
}

/** Nobody finds what is not known anywhere. */
function nodesFound(
  { view, directory }: Asked,
  { subjectType, subject, permission: name, resourceType }: ResourceSearch,
  after: number | undefined,
): Iterable<number> {
  const person = subjectType === 'user' ? directory.find(subject) : undefined;
  const permission = view.model.permission(name);
  if (person === undefined || permission === undefined) return [];
  return where(view, person, permission, resourceType, after);
}
