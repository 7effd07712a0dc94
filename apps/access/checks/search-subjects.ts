import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Answer } from '../queries/answer.js';
import { asked } from '../queries/asked.js';
import { byNumber, numberAfter, page } from '../questions/paging.js';
import { type About, Questions } from '../questions/questions.js';
import { everybody, nobody } from './decision.js';
import { type Found, found } from './found.js';
import { maySearch } from './may-search.js';
import type { SubjectSearch } from './search-request.js';

export type FoundSubject = { readonly type: 'user'; readonly id: string };

export class SearchSubjects extends Query<Answer<Found<FoundSubject>>> {
  constructor(
    readonly about: About,
    readonly search: SubjectSearch,
  ) {
    super();
  }
}

@QueryHandler(SearchSubjects)
export class SearchSubjectsHandler implements IQueryHandler<SearchSubjects> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, search }: SearchSubjects): Promise<Answer<Found<FoundSubject>>> {
    const ref = `${search.resourceType}:${search.resource}`;
    const opened = await this.questions.page(about, asked('subjects', search), search, (asker) =>
      maySearch(asker, search, undefined, ref),
    );
    const { asker, view, directory } = opened;
    const trusted = asker.person === undefined;
    const isUser = search.subjectType === 'user';
    const { people, total } = isUser ? everybody(view, search, trusted, numberAfter(opened)) : nobody;
    const list = page(opened, people, byNumber, (person) => ({
      type: 'user' as const,
      id: directory.name(person),
    }));
    return { revision: view.revision, body: found(list, total) };
  }
}
