import { Ledgers } from '#ledger/ledgers.js';
import { DomainError } from '#model/errors.js';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Cursors } from '../http/cursors.js';
import { askerIn } from '../questions/asker.js';
import { viewAt } from '../questions/as-of.js';
import { openPage, type Page, page } from '../questions/paging.js';
import type { Answer } from './answer.js';
import { ListUsers, ShowUser } from './queries.js';
import { peopleAfter, type User, userOf, type UserRow, userRow } from './users.js';

@QueryHandler(ListUsers)
export class ListUsersHandler implements IQueryHandler<ListUsers> {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly cursors: Cursors,
  ) {}

  async execute({ about, request }: ListUsers): Promise<Answer<Page<UserRow>>> {
    const asker = await askerIn(this.ledgers, about.organization, about.caller);
    asker.needs('read');
    asker.needsRight(['list_members', 'invite']);
    if (request.asOf !== undefined) asker.needsHistory();
    const question = ['users', request.status ?? '', request.q ?? '', JSON.stringify(request.asOf ?? null)];
    const opened = await openPage(this.cursors, asker, question, request);
    const { view, after } = opened;
    const { directory } = asker.ledger;
    const row = (person: number) => userRow(view, directory, person, request);
    return { revision: view.revision, body: page(opened, peopleAfter(view, after), row) };
  }
}

@QueryHandler(ShowUser)
export class ShowUserHandler implements IQueryHandler<ShowUser> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ about, user, when }: ShowUser): Promise<Answer<User>> {
    const asker = await askerIn(this.ledgers, about.organization, about.caller);
    asker.needs('read');
    if (!asker.isSelf(user)) asker.needsRight(['list_members']);
    if (when.asOf !== undefined) asker.needsHistory();
    const view = await viewAt(asker.ledger, when);
    const { directory } = asker.ledger;
    const person = directory.find(user);
    const body = person === undefined ? undefined : userOf(view, directory, person);
    if (body === undefined)
      throw new DomainError('NOT_A_MEMBER', 'this user is not known in the organization');
    return { revision: view.revision, body };
  }
}
