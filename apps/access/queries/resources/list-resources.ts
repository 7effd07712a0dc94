import { DomainError } from '#model/errors.js';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { byNumber, numberAfter, type Page, page } from '../../questions/paging.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { asked } from '../asked.js';
import { maySee, visibleTo } from './may-see.js';
import { nodeOf } from './node.js';
import { type ResourceRow, resourceRow, resources } from './resource-rows.js';
import type { ResourcesRequest } from './resources-schema.js';

export class ListResources extends Query<Answer<Page<ResourceRow>>> {
  constructor(
    readonly about: About,
    readonly request: ResourcesRequest,
  ) {
    super();
  }
}

@QueryHandler(ListResources)
export class ListResourcesHandler implements IQueryHandler<ListResources> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, request }: ListResources): Promise<Answer<Page<ResourceRow>>> {
    const { parent, type } = request;
    const opened = await this.questions.page(about, asked('resources', request), request, (asker) =>
      maySee(asker, request, parent),
    );
    const { asker, view } = opened;
    if (type !== undefined && !view.model.types.has(type)) {
      throw new DomainError('UNKNOWN_TYPE', `the model has no type \`${type}\``);
    }
    const below = parent === undefined ? undefined : nodeOf(view, parent);
    const nodes = resources(view, below, request, numberAfter(opened));
    const visible = onlyThose(nodes, visibleTo(asker, request));
    const body = page(opened, visible, byNumber, (node) => resourceRow(view, node));
    return { revision: view.revision, body };
  }
}

function* onlyThose(nodes: Iterable<number>, visible: (node: number) => boolean): Generator<number> {
  for (const node of nodes) if (visible(node)) yield node;
}
