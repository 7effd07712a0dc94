import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { nextInOrder, numberAfter, type Page, page } from '../../questions/paging.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { asked } from '../asked.js';
import { Invitations, type ShownInvitation } from './invitations.js';
import { asTheyCame, byColumn, people, type UserRow, userRow } from './user-rows.js';
import type { UsersRequest } from './users-schema.js';

export class ListUsers extends Query<Answer<Page<UserRow>>> {
  constructor(
    readonly about: About,
    readonly request: UsersRequest,
  ) {
    super();
  }
}

@QueryHandler(ListUsers)
export class ListUsersHandler implements IQueryHandler<ListUsers> {
  constructor(
    private readonly questions: Questions,
    private readonly invitations: Invitations,
  ) {}

  async execute({ about, request }: ListUsers): Promise<Answer<Page<UserRow>>> {
    const opened = await this.questions.page(about, asked('users', request), request, (asker) =>
      asker.mayRead(request, ['list_members', 'invite']),
    );
    const { view, directory } = opened;
    const { sort } = request;
    const order = sort === undefined ? asTheyCame : byColumn(view, sort.column, sort.descending);
    const rows =
      sort === undefined
        ? people(view, directory, request, numberAfter(opened) + 1)
        : nextInOrder(opened, people(view, directory, request), order);
    const { items, nextCursor } = page(opened, rows, order, (listed) => listed);
    const shown = items.map(({ person }) => person);
    const invitations =
      request.asOf === undefined
        ? await this.invitations.of(about.organization, view, shown)
        : new Map<number, ShownInvitation>();
    const body = {
      items: items.map((listed) => userRow(view, listed, invitations.get(listed.person))),
      nextCursor,
    };
    return { revision: view.revision, body };
  }
}
