import { explainAll } from '#access/explain.js';
import { DomainError } from '#model/errors.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { numberAfter, type Page, page } from '../../questions/paging.js';
import { type About, Questions } from '../../questions/questions.js';
import { type Answer, namesOf } from '../answer.js';
import { asked } from '../asked.js';
import { nodeOf, refuseUnlessRef } from '../resources/node.js';
import { presentStep, type PresentedStep } from '../step.js';
import { mayReadAbout } from './about-user.js';
import type { UserPermissionsRequest } from './users-schema.js';

/** What somebody may do at a resource, and every chain of facts that leads to it. */
export type HeldPermission = {
  readonly permission: string;
  readonly because: readonly (readonly PresentedStep[])[];
};

export class ListUserPermissions extends Query<Answer<Page<HeldPermission>>> {
  constructor(
    readonly about: About,
    readonly user: string,
    readonly request: UserPermissionsRequest,
  ) {
    super();
  }
}

@QueryHandler(ListUserPermissions)
export class ListUserPermissionsHandler implements IQueryHandler<ListUserPermissions> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, user, request }: ListUserPermissions): Promise<Answer<Page<HeldPermission>>> {
    const { resource } = request;
    refuseUnlessRef(resource);
    const question = asked('user-permissions', request, user);
    const opened = await this.questions.page(about, question, request, (asker) =>
      mayReadAbout(asker, user, request, resource),
    );
    const { view, directory } = opened;
    const node = nodeOf(view, resource);
    const person = directory.find(user);
    if (person === undefined || view.status(person) === undefined) {
      throw new DomainError('NOT_A_MEMBER', 'this user is not known in the organization');
    }
    const after = numberAfter(opened);
    const rest = explainAll(view, person, node).filter(({ permission }) => permission > after);
    const names = namesOf(directory);
    const body = page(opened, rest, { position: ({ permission }) => [permission] }, (held) => ({
      permission: view.model.permissions[held.permission]!,
      because: held.because.map((chain) => chain.map((step) => presentStep(step, names))),
    }));
    return { revision: view.revision, body };
  }
}
