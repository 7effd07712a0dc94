import type { View } from '#access/view.js';
import type { Ledgers } from '#ledger/ledgers.js';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics/metrics.js';
import { type Asker, askerIn, askerInMemory } from '../questions/asker.js';
import { parseBatch } from './batch-request.js';
import { Checks } from './checks.js';
import { entity, type Members, type Options, parseOptions, parseQuestion } from './evaluation-request.js';

const base = '/v1/organizations/:organization/access/v1';

type Request = FastifyRequest<{ Params: { organization: string } }>;
type Answer = (asker: Asker, view: View, options: Options) => string;

/**
 * The two routes that everything else waits for. They go past Nest, and where the ledger is in memory and nothing is to
 * be waited for they answer without a single promise.
 */
export function addCheckRoutes(
  fastify: FastifyInstance,
  { ledgers, metrics }: { ledgers: Ledgers; metrics: Metrics },
): void {
  const checks = new Checks(metrics);

  const answer = (request: Request, reply: FastifyReply, options: Options, text: Answer): unknown => {
    // Every route that is not open has a caller.
    const caller = request.caller!;
    const { organization } = request.params;
    const asker = askerInMemory(ledgers, organization, caller);
    if (asker === undefined || options.asOf !== undefined || options.atLeast !== undefined) {
      return answerLater(request, reply, options, text);
    }
    request.asker = asker;
    checks.permit(asker, options);
    const view = asker.ledger.live();
    return send(request, reply, view.revision, text(asker, view, options));
  };

  const answerLater = async (request: Request, reply: FastifyReply, options: Options, text: Answer) => {
    const asker = await askerIn(ledgers, request.params.organization, request.caller!);
    request.asker = asker;
    checks.permit(asker, options);
    const view = await asker.ledger.at(options);
    return send(request, reply, view.revision, text(asker, view, options));
  };

  const single = (body: Members): Answer => {
    const question = parseQuestion(body);
    return (asker, view, options) => checks.one(asker, view, question, options);
  };

  const many = (body: Members): Answer => {
    const batch = parseBatch(body);
    if (batch === undefined) return single(body);
    return (asker, view, options) => checks.many(asker, view, batch, options);
  };

  fastify.post(`${base}/evaluation`, { config: { quiet: true } }, (request: Request, reply) => {
    const body = entity(request.body, '');
    return answer(request, reply, parseOptions(body['context']), single(body));
  });

  fastify.post(`${base}/evaluations`, { config: { quiet: true } }, (request: Request, reply) => {
    const body = entity(request.body, '');
    return answer(request, reply, parseOptions(body['context']), many(body));
  });
}

function send(request: FastifyRequest, reply: FastifyReply, revision: number, text: string): FastifyReply {
  return reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
    .header('grantline-revision', revision)
    .send(text);
}
