import type { Caller, CredentialCaller } from '#platform/caller.js';
import type { Author } from '#platform/journal.js';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Who sent the request. Every route that is not open has a caller. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (caller === undefined) throw new Error('an open route has no caller');
  return caller;
});

/** Id of the request, which stands on whatever comes of it. */
export const RequestId = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => context.switchToHttp().getRequest<FastifyRequest>().id,
);

/** The account that a change of the platform goes on. */
export function authorOf({ via }: CredentialCaller, correlation: string): Author {
  return { actor: via, via, correlation };
}
