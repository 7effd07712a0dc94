import { DomainError } from '#model/errors.js';
import rateLimit from '@fastify/rate-limit';
import type { Caller } from '#platform/caller.js';
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Authentication } from './authentication.js';
import { traceOf } from './request.js';

/** From one address, so many attempts without a valid credential are answered in a minute. */
const failuresAMinute = 60;

/**
 * What happens around every route. It is decided once, when the route is made: a quiet route pays for no log, an open
 * one for no credential.
 */
export async function addHooks(
  fastify: FastifyInstance,
  { authentication, metrics, log }: { authentication: Authentication; metrics: Metrics; log: Log },
): Promise<void> {
  fastify.decorateRequest('caller', undefined);
  fastify.decorateRequest('asker', undefined);
  fastify.decorateRequest('refused', undefined);
  await fastify.register(rateLimit, { global: false });
  const attempt = fastify.createRateLimit({ max: failuresAMinute, timeWindow: '1 minute' });

  const refuse = async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<never> => {
    if (!(error instanceof DomainError) || error.code !== 'UNAUTHENTICATED') throw error;
    metrics.failedLogins += 1;
    const limit = await attempt(request);
    if (limit.isAllowed || !limit.isExceeded) throw error;
    reply.header('retry-after', limit.ttlInSeconds);
    throw new DomainError('TOO_MANY_REQUESTS', 'too many requests without a valid credential, wait a little');
  };

  const identifyLater = async (caller: Promise<Caller>, request: FastifyRequest): Promise<void> => {
    request.caller = await caller;
  };

  const identify = (request: FastifyRequest, reply: FastifyReply, done: () => void): Promise<void> | void => {
    try {
      const caller = authentication.callerOf(request.raw);
      if (caller instanceof Promise) {
        return identifyLater(caller, request).catch((error: unknown) => refuse(error, request, reply));
      }
      request.caller = caller;
      done();
    } catch (error) {
      return refuse(error, request, reply);
    }
  };

  const greet: onRequestHookHandler = (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('cache-control', 'no-store');
    reply.header('x-content-type-options', 'nosniff');
    done();
  };

  const record = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const { method, url: route = 'none' } = request.routeOptions;
    metrics.answered(String(method), route, reply.statusCode, reply.elapsedTime);
    const fields = {
      request: request.id,
      trace: traceOf(request.raw),
      method,
      route,
      organization: organizationOf(request),
      status: reply.statusCode,
      code: request.refused,
      ms: Math.round(reply.elapsedTime),
    };
    log.info(fields, 'answered');
    done();
  };

  fastify.addHook('onRoute', (route) => {
    const { open = false, quiet = false } = route.config ?? {};
    route.onRequest = [
      // The checks set what they answer themselves.
      ...(quiet && !open ? [] : [greet]),
      ...(open ? [] : [identify]),
      ...[route.onRequest ?? []].flat(),
    ];
    if (!quiet) route.onResponse = [record, ...[route.onResponse ?? []].flat()];
  });
}

/** The organization of the path where it can be one: what is logged must not be whatever somebody sends. */
function organizationOf({ params }: FastifyRequest): string | undefined {
  if (typeof params !== 'object' || params === null || !('organization' in params)) return undefined;
  const { organization } = params;
  return typeof organization === 'string' && /^[a-z0-9-]{1,63}$/.test(organization)
    ? organization
    : undefined;
}
