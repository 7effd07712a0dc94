import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { When } from '../../questions/as-of.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { maySee } from './may-see.js';
import { nodeOf, refuseUnlessRef } from './node.js';
import { type Resource, resourceOf } from './resource-rows.js';

export class ShowResource extends Query<Answer<Resource>> {
  constructor(
    readonly about: About,
    readonly ref: string,
    readonly when: When,
  ) {
    super();
  }
}

@QueryHandler(ShowResource)
export class ShowResourceHandler implements IQueryHandler<ShowResource> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, ref, when }: ShowResource): Promise<Answer<Resource>> {
    refuseUnlessRef(ref);
    const { view } = await this.questions.at(about, when, (asker) => maySee(asker, when, ref));
    return { revision: view.revision, body: resourceOf(view, nodeOf(view, ref)) };
  }
}
