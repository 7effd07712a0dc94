import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { When } from '../../questions/as-of.js';
import { type About, Questions } from '../../questions/questions.js';
import type { Answer } from '../answer.js';
import { type Matrix, matrixOf } from './matrix.js';
import { mayReadAsMember } from './may-read-as-member.js';

export class ShowMatrix extends Query<Answer<Matrix>> {
  constructor(
    readonly about: About,
    readonly when: When,
  ) {
    super();
  }
}

@QueryHandler(ShowMatrix)
export class ShowMatrixHandler implements IQueryHandler<ShowMatrix> {
  constructor(private readonly questions: Questions) {}

  async execute({ about, when }: ShowMatrix): Promise<Answer<Matrix>> {
    const { view } = await this.questions.at(about, when, (asker) => mayReadAsMember(asker, when));
    return { revision: view.revision, body: matrixOf(view) };
  }
}
