import { createParamDecorator, type ExecutionContext, UnauthorizedException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/**
 * Who sent a request. Here a gateway in front of the service has verified the sign-in; it takes this header off
 * whatever arrives from outside, and sets it. A service that stands alone verifies a token in its place.
 */
export function signedIn({ headers }: FastifyRequest): string | undefined {
  const user = headers['x-signed-in-user'];
  return typeof user === 'string' && user !== '' ? user : undefined;
}

/** The same as a parameter of a route. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const user = signedIn(context.switchToHttp().getRequest<FastifyRequest>());
  if (user === undefined) throw new UnauthorizedException('sign in first');
  return user;
});
