import { DomainError } from '#model/errors.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { When } from '../../questions/as-of.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { mayReadRoles } from './may-read-roles.js';
import { type Role, roleOf } from './role-details.js';

export class ShowRole extends Query<Answer<Role>> {
  constructor(
    readonly about: About,
    readonly role: string,
    readonly when: When,
  ) {
    super();
  }
}

@QueryHandler(ShowRole)
export class ShowRoleHandler implements IQueryHandler<ShowRole> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, role, when }: ShowRole): Promise<Answer<Role>> {
    const { view, directory } = await this.questions.at(about, when, (asker) => mayReadRoles(asker, when));
    const body = await roleOf(view, directory, role);
    if (body === undefined) throw new DomainError('ROLE_NOT_FOUND', 'there is no such role');
    return { revision: view.revision, body };
  }
}
