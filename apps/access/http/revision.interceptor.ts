import { Ledgers } from '#ledger/ledgers.js';
import { DomainError } from '#model/errors.js';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, map, type Observable } from 'rxjs';
import type { Answer } from '../queries/answer.js';
import { type Asker, askerInMemory } from '../questions/asker.js';

/** Says in `Grantline-Revision` which state an answer about an organization comes from; a refusal says it too. */
@Injectable()
export class RevisionInterceptor implements NestInterceptor {
  constructor(private readonly ledgers: Ledgers) {}

  intercept(context: ExecutionContext, { handle }: CallHandler<Answer<unknown>>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest<{ Params: { organization: string } }>>();
    return handle().pipe(
      map(({ revision, body }) => {
        http.getResponse<FastifyReply>().header('grantline-revision', revision);
        return body;
      }),
      catchError((error: unknown) => {
        request.asker = this.#visible(request.params.organization, request);
        throw error;
      }),
    );
  }

  /** What is not there for the caller has no revision either. */
  #visible(organization: string, { caller }: FastifyRequest): Asker | undefined {
    try {
      return caller && askerInMemory(this.ledgers, organization, caller);
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }
}
