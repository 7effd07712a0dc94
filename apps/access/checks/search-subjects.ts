import { Ledgers } from '#ledger/ledgers.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Cursors } from '../http/cursors.js';
import type { Answer } from '../queries/answer.js';
import type { About } from '../queries/queries.js';
import { askerIn } from '../questions/asker.js';
import { openPage, page } from '../questions/paging.js';
import { everybody } from './decision.js';
import type { SubjectSearch } from './search-request.js';

export type FoundSubjects = {
  readonly page: { readonly next_token: string; readonly count: number; readonly total: number };
  readonly results: readonly { readonly type: 'user'; readonly id: string }[];
};

export class SearchSubjects extends Query<Answer<FoundSubjects>> {
  constructor(
    readonly about: About,
    readonly search: SubjectSearch,
  ) {
    super();
  }
}

@QueryHandler(SearchSubjects)
export class SearchSubjectsHandler implements IQueryHandler<SearchSubjects> {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly cursors: Cursors,
  ) {}

  async execute({ about, search }: SearchSubjects): Promise<Answer<FoundSubjects>> {
    const asker = await askerIn(this.ledgers, about.organization, about.caller);
    const ref = `${search.resourceType}:${search.resource}`;
    asker.needs('search');
    asker.needsRight(['list_members'], ref);
    if (search.asOf !== undefined) asker.needsHistory(ref);
    const asked = [search.subjectType, search.permission, ref, search.parent ?? ''];
    const question = ['subjects', ...asked, JSON.stringify(search.asOf ?? null)];
    const opened = await openPage(this.cursors, asker, question, search);
    const { view, after } = opened;
    const trusted = asker.person === undefined;
    const all = search.subjectType === 'user' ? everybody(view, search, trusted) : [];
    const { directory } = asker.ledger;
    const rest = all.filter((person) => person > after);
    const found = page(opened, rest, (person) => ({ type: 'user' as const, id: directory.name(person) }));
    const { items: results, nextCursor } = found;
    return {
      revision: view.revision,
      body: { page: { next_token: nextCursor ?? '', count: results.length, total: all.length }, results },
    };
  }
}
