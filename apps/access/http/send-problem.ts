import { type Code, DomainError } from '#model/errors.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../log.js';
import { allowedMethods } from './allowed-methods.js';
import { headersOf, problem, problemType, refusalOf } from './problem.js';

/** Answers with what went wrong. What is our fault is logged, and the answer does not say more than where to look. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  let refusal = refusalOf(error);
  const allow = refusal.code === 'NOT_FOUND' && request.is404 ? allowedMethods(request) : '';
  if (allow !== '') {
    reply.header('allow', allow);
    refusal = new DomainError('METHOD_NOT_ALLOWED', `this path takes ${allow}`);
  }
  // AuthZEN knows no 415.
  if (refusal.code === 'UNSUPPORTED_MEDIA_TYPE' && /\/access\/v1\//.test(request.url)) {
    refusal = new DomainError('MALFORMED', refusal.detail);
  }
  const document = problem(refusal, request.id);
  request.refused = refusal.code;
  if (document.status >= 500) logFault(error, request, refusal.code, log);
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

/** A DomainError is an answer, and what it says can be about people: then only its cause is logged. */
function logFault(error: unknown, request: FastifyRequest, code: Code, log: Log): void {
  const err = error instanceof DomainError ? error.cause : error;
  const fields = { request: request.id, code, ...(err !== undefined && { err }) };
  if (code === 'INTERNAL') log.error(fields, 'a request failed');
  else log.warn(fields, 'a request could not be served');
}
