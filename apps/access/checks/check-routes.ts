import type { Ledgers } from '#ledger/ledgers.js';
import type { ReadModelQueries } from '#projections/read-model/queries.js';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askerIn, refuseUnreached } from '../questions/asker.js';
import { type CheckPath, readChecks } from './asked-checks.js';
import type { Checks } from './checks.js';
import type { FastLaneFailures } from './fast-lane.js';

type Request = FastifyRequest<{ Params: { organization: string } }>;

export type CheckRoutesOptions = {
  readonly ledgers: Ledgers;
  /** Where plain checks are answered from, if not from the ledgers in memory. */
  readonly readModel: ReadModelQueries | undefined;
  readonly checks: Checks;
  readonly failures: FastLaneFailures;
};

/** The routes of checks, past Nest. Most checks are answered in the fast lane before they come here. */
export function addCheckRoutes(
  fastify: FastifyInstance,
  { ledgers, readModel, checks, failures }: CheckRoutesOptions,
): void {
  const add = (path: CheckPath): void => {
    const url = `/v1/organizations/:organization/access/v1/${path}`;
    fastify.post(url, { config: { quiet: true } }, async (request: Request, reply) => {
      if (failures.has(request.raw)) throw failures.get(request.raw);
      const { options, answer, plain } = readChecks(checks, path, request.body);
      const { organization } = request.params;
      // Every route that is not open has a caller.
      const caller = request.caller!;
      if (readModel !== undefined && caller.kind !== 'person' && plain !== undefined) {
        refuseUnreached(organization, caller);
        checks.permit(caller, options);
        const { view, directory } = await readModel.about(organization, plain.users, options);
        return send(request, reply, view.revision, plain.answer(view, directory));
      }
      const asker = await askerIn(ledgers, organization, caller);
      request.asker = asker;
      checks.permit(caller, options);
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
