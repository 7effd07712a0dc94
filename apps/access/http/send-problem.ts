import { type Code, DomainError } from '#model/errors.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../log.js';
import { allowedMethods } from './allowed-methods.js';
import { headersOf, problem, problemType, refusalOf } from './problem.js';

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly log: Log };

/** Answers with what went wrong. What is our fault is logged, and the answer does not say more than where to look. */
export function sendProblem(error: unknown, exchange: Exchange): void {
  const { request, reply } = exchange;
  send(
    request.is404 ? refusalOfPath(request, reply) : inItsPlace(refusalOf(error), request),
    error,
    exchange,
  );
}

/** Answers a request whose path cannot even be read. */
export function sendUnreadable(error: unknown, exchange: Exchange): void {
  send(refusalOf(error), error, exchange);
}

function send(refusal: DomainError, error: unknown, { request, reply, log }: Exchange): void {
  const document = problem(refusal, request.id);
  request.refused = refusal.code;
  if (request.is404 || request.routeOptions.config.quiet === true) {
    log.info({ request: request.id, status: document.status, code: refusal.code }, 'refused');
  }
  // Who asks for what lies ahead is told to wait; that is no trouble of ours.
  const isOurs = document.status >= 500 && refusal.code !== 'REVISION_NOT_YET_AVAILABLE';
  if (isOurs) logFault(error, request.id, refusal.code, log);
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  for (const [name, value] of Object.entries(headersOf(refusal))) {
    if (!reply.hasHeader(name)) reply.header(name, value);
  }
  if (request.asker !== undefined) reply.header('grantline-revision', request.asker.ledger.durable);
  reply
    .code(document.status)
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
    .type(problemType)
    .send(JSON.stringify(document));
}

/** Nothing is here, whatever else is wrong with the request; or something that takes other methods. */
function refusalOfPath(request: FastifyRequest, reply: FastifyReply): DomainError {
  const allow = allowedMethods(request);
  if (allow === '') return new DomainError('NOT_FOUND', 'there is nothing at this path, see `/openapi.json`');
  reply.header('allow', allow);
  return new DomainError('METHOD_NOT_ALLOWED', `this path takes ${allow}`);
}

/** AuthZEN knows no 415. */
function inItsPlace(refusal: DomainError, { url }: FastifyRequest): DomainError {
  if (refusal.code !== 'UNSUPPORTED_MEDIA_TYPE' || !url.includes('/access/v1/')) return refusal;
  return new DomainError('MALFORMED', refusal.detail);
}

/** A DomainError is an answer, and what it says can be about people: then only its cause is logged. */
function logFault(error: unknown, request: string, code: Code, log: Log): void {
  const err = error instanceof DomainError ? error.cause : error;
  const fields = { request, code, ...(err !== undefined && { err }) };
  if (code === 'INTERNAL') log.error(fields, 'a request failed');
  else log.warn(fields, 'a request could not be served');
}
