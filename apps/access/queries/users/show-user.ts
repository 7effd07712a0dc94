import { DomainError } from '#model/errors.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { When } from '../../questions/as-of.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { mayReadAbout } from './about-user.js';
import { Invitations } from './invitations.js';
import { type User, userOf } from './user-details.js';

export class ShowUser extends Query<Answer<User>> {
  constructor(
    readonly about: About,
    readonly user: string,
    readonly when: When,
  ) {
    super();
  }
}

@QueryHandler(ShowUser)
export class ShowUserHandler implements IQueryHandler<ShowUser> {
  constructor(
    private readonly questions: Questions,
    private readonly invitations: Invitations,
  ) {}

  async execute({ about, user, when }: ShowUser): Promise<Answer<User>> {
    const { view, directory } = await this.questions.at(about, when, (asker) =>
      mayReadAbout(asker, user, when),
    );
    const person = directory.find(user);
    const invitations =
      person === undefined || when.asOf !== undefined
        ? undefined
        : await this.invitations.of(about.organization, view, [person]);
    const body = person === undefined ? undefined : userOf(view, directory, person, invitations?.get(person));
    if (body === undefined)
      throw new DomainError('NOT_A_MEMBER', 'this user is not known in the organization');
    return { revision: view.revision, body };
  }
}
