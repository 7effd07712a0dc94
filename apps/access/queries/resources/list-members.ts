import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { byNumber, numberAfter, type Page, page } from '../../questions/paging.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { asked } from '../asked.js';
import { facetAt } from './facet-at.js';
import { type Member, memberAt, peopleAt } from './members.js';
import { nodeOf, refuseUnlessRef } from './node.js';
import type { FacetRequest } from './resources-schema.js';

export class ListMembers extends Query<Answer<Page<Member>>> {
  constructor(
    readonly about: About,
    readonly ref: string,
    readonly request: FacetRequest,
  ) {
    super();
  }
}

@QueryHandler(ListMembers)
export class ListMembersHandler implements IQueryHandler<ListMembers> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, ref, request }: ListMembers): Promise<Answer<Page<Member>>> {
    refuseUnlessRef(ref);
    const opened = await this.questions.page(about, asked('members', request, ref), request, (asker) =>
      asker.mayRead(request, ['list_members'], ref),
    );
    const { view, directory } = opened;
    const after = numberAfter(opened);
    const node = nodeOf(view, ref);
    const facet = facetAt(view, node, request.facet);
    const rest = peopleAt(view, facet, node).filter((person) => person > after);
    const body = page(opened, rest, byNumber, (person) => memberAt(view, directory, person, facet, node));
    return { revision: view.revision, body };
  }
}
