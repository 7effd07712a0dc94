import type { Ledgers } from '#ledger/ledgers.js';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askerIn } from '../questions/asker.js';
import { type CheckPath, readChecks } from './asked-checks.js';
import type { Checks } from './checks.js';

type Request = FastifyRequest<{ Params: { organization: string } }>;

/** The routes of checks, past Nest. Most checks are answered in the fast lane before they come here. */
export function addCheckRoutes(fastify: FastifyInstance, ledgers: Ledgers, checks: Checks): void {
  const add = (path: CheckPath): void => {
    const url = `/v1/organizations/:organization/access/v1/${path}`;
    fastify.post(url, { config: { quiet: true } }, async (request: Request, reply) => {
      const { options, answer } = readChecks(checks, path, request.body);
      // Every route that is not open has a caller.
      const asker = await askerIn(ledgers, request.params.organization, request.caller!);
      request.asker = asker;
      checks.permit(asker, options);
      const view = await asker.ledger.at(options);
      return send(request, reply, view.revision, answer(asker, view));
    });
  };
  add('evaluation');
  add('evaluations');
}

function send(request: FastifyRequest, reply: FastifyReply, revision: number, text: string): FastifyReply {
  return reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
    .header('grantline-revision', revision)
    .send(text);
}
