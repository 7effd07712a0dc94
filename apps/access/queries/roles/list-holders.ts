import { DomainError } from '#model/errors.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { nextInOrder, type Page, page } from '../../questions/paging.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { asked } from '../asked.js';
import { type Holder, holderRow, holders, inOrder } from './holders.js';
import { mayReadRoles } from './may-read-roles.js';
import type { HoldersRequest } from './roles-schema.js';

export class ListHolders extends Query<Answer<Page<Holder>>> {
  constructor(
    readonly about: About,
    readonly role: string,
    readonly request: HoldersRequest,
  ) {
    super();
  }
}

@QueryHandler(ListHolders)
export class ListHoldersHandler implements IQueryHandler<ListHolders> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, role: id, request }: ListHolders): Promise<Answer<Page<Holder>>> {
    const opened = await this.questions.page(about, asked('holders', request, id), request, (asker) =>
      mayReadRoles(asker, request),
    );
    const { view, directory } = opened;
    const role = view.access.roles.number(id);
    if (role === undefined || view.role(role) === undefined) {
      throw new DomainError('ROLE_NOT_FOUND', 'there is no such role');
    }
    const rows = nextInOrder(opened, holders(view, directory, role, request.q), inOrder);
    const body = page(opened, rows, inOrder, (holding) => holderRow(view, directory, holding));
    return { revision: view.revision, body };
  }
}
