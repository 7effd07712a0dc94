import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { When } from '../../questions/as-of.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { mayReadAsMember } from './may-read-as-member.js';
import { type Organization, organizationOf } from './organization.js';

export class ShowOrganization extends Query<Answer<Organization>> {
  constructor(
    readonly about: About,
    readonly when: When,
  ) {
    super();
  }
}

@QueryHandler(ShowOrganization)
export class ShowOrganizationHandler implements IQueryHandler<ShowOrganization> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, when }: ShowOrganization): Promise<Answer<Organization>> {
    const { view } = await this.questions.at(about, when, (asker) => mayReadAsMember(asker, when));
    return { revision: view.revision, body: organizationOf(view, about.organization) };
  }
}
