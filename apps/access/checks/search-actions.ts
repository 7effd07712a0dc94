import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Answer } from '../queries/answer.js';
import { asked } from '../queries/asked.js';
import { byNumber, numberAfter, page } from '../questions/paging.js';
import { type About, Questions } from '../questions/questions.js';
import { everything } from './decision.js';
import { type Found, found } from './found.js';
import { maySearch } from './may-search.js';
import type { ActionSearch } from './search-request.js';

export type FoundAction = { readonly name: string };

export class SearchActions extends Query<Answer<Found<FoundAction>>> {
  constructor(
    readonly about: About,
    readonly search: ActionSearch,
  ) {
    super();
  }
}

@QueryHandler(SearchActions)
export class SearchActionsHandler implements IQueryHandler<SearchActions> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, search }: SearchActions): Promise<Answer<Found<FoundAction>>> {
    const { resourceType, resource, subjectType, subject } = search;
    const own = subjectType === 'user' ? subject : undefined;
    const opened = await this.questions.page(about, asked('actions', search), search, (asker) =>
      maySearch(asker, search, own, `${resourceType}:${resource}`),
    );
    const { asker, view, directory } = opened;
    const after = numberAfter(opened);
    const all = everything(view, directory, search, asker.person === undefined);
    const rest = all.filter((permission) => permission > after);
    const list = page(opened, rest, byNumber, (permission) => ({
      name: view.model.permissions[permission]!,
    }));
    return { revision: view.revision, body: found(list, all.length) };
  }
}
