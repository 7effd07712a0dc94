import type { Ledgers } from '#ledger/ledgers.js';
import type { Caller } from '#platform/caller.js';
import type { ReadModelQueries } from '#projections/read-model/queries.js';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Authentication } from '../http/authentication.js';
import { bodyMax } from '../http/bodies.js';
import { requestId } from '../http/request.js';
import { parseStrictJson } from '../http/strict-json.js';
import { askerInMemory, refuseUnreached } from '../questions/asker.js';
import { type AskedChecks, type CheckPath, type PlainChecks, readChecks } from './asked-checks.js';
import type { Checks } from './checks.js';

export type FastLaneOptions = {
  readonly ledgers: Ledgers;
  /** Where plain checks are answered from, if not from the ledgers in memory. */
  readonly readModel: ReadModelQueries | undefined;
  readonly checks: Checks;
  readonly failures: FastLaneFailures;
  readonly authentication: Authentication;
  /** Whether requests are still answered as usual. */
  isOpen(): boolean;
};

/** What went wrong with a request in the lane: so much was waited for that the ordinary way need not try it again. */
export type FastLaneFailures = WeakMap<IncomingMessage, unknown>;

/**
 * Answers checks that need nothing to be waited for before anything else of the service sees them: with a credential
 * that is known at once, about an organization in memory, at its present state; or else from the read model. Everything
 * else, and whatever turns out to be wrong, goes the ordinary way from its first byte on, as if the lane were not there.
 */
export function addFastLane(server: Server, options: FastLaneOptions): void {
  // The one that Fastify listens with.
  const [ordinary] = server.listeners('request') as [RequestListener];
  server.removeListener('request', ordinary);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const target = options.isOpen() ? targetOf(request, options) : undefined;
    if (target === undefined) return ordinary(request, response);
    takeBody(request, target.length, (body) => {
      const ordinarily = (): void => {
        request.pause();
        request.unshift(body);
        ordinary(request, response);
      };
      const asked = askedIn(body, target, options);
      if (asked === undefined) return ordinarily();
      const { readModel } = options;
      const plain = readModel !== undefined && target.caller.kind !== 'person' ? asked.plain : undefined;
      if (readModel === undefined || plain === undefined) {
        if (!answered(request, response, asked, target, options)) ordinarily();
        return undefined;
      }
      // Nothing of it may pass until it is known which way it goes.
      request.pause();
      const answering = answerFrom(readModel, plain, asked, target, options).then(({ revision, text }) => {
        send(request, response, revision, text);
        return request.resume();
      });
      void answering.catch((error: unknown) => {
        options.failures.set(request, error);
        ordinarily();
      });
      return undefined;
    });
  });
}

/** Who asks which organization, at which path, and how long the body is. */
type Target = {
  readonly caller: Caller;
  readonly organization: string;
  readonly path: CheckPath;
  readonly length: number;
};

const json: ReadonlySet<string | undefined> = new Set([
  'application/json',
  'application/json; charset=utf-8',
]);
const url = /^\/v1\/organizations\/([a-z0-9-]+)\/access\/v1\/(evaluations?)$/;

/** `undefined` for whatever is not asked in the plainest way. */
function targetOf(request: IncomingMessage, { authentication }: FastLaneOptions): Target | undefined {
  const { method, url: asked, headers } = request;
  if (method !== 'POST' || !json.has(headers['content-type'])) return undefined;
  const found = url.exec(asked!);
  const length = Number(headers['content-length']);
  if (found === null || !(length > 0 && length <= bodyMax)) return undefined;
  const caller = callerOf(request, authentication);
  if (caller === undefined) return undefined;
  // The expression has these two parts.
  return { caller, organization: found[1]!, path: found[2] as CheckPath, length };
}

/** Nobody's body is read who is not known. */
function callerOf(request: IncomingMessage, authentication: Authentication): Caller | undefined {
  try {
    const caller = authentication.callerOf(request);
    if (!(caller instanceof Promise)) return caller;
    // It is asked for once more on the ordinary way, which says what is wrong.
    caller.catch(() => undefined);
    return undefined;
  } catch {
    return undefined;
  }
}

/** Reads the body; one that never comes whole is nobody's, as the server ends what takes too long. */
function takeBody(request: IncomingMessage, length: number, taken: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  let received = 0;
  const onData = (chunk: Buffer): void => {
    chunks.push(chunk);
    received += chunk.length;
    if (received < length) return;
    request.removeListener('data', onData);
    taken(chunks.length === 1 ? chunk : Buffer.concat(chunks, received));
  };
  request.on('data', onData);
}

/** `undefined` for what is wrong: that is said at the end of the ordinary way. */
function askedIn(body: Buffer, { path }: Target, { checks }: FastLaneOptions): AskedChecks | undefined {
  try {
    return readChecks(checks, path, parseStrictJson(body));
  } catch {
    return undefined;
  }
}

/** Whether the request was one that could be answered here, from memory. */
function answered(
  request: IncomingMessage,
  response: ServerResponse,
  { options, answer }: AskedChecks,
  { caller, organization }: Target,
  { ledgers, checks }: FastLaneOptions,
): boolean {
  try {
    const asker = askerInMemory(ledgers, organization, caller);
    if (asker === undefined || options.asOf !== undefined || options.atLeast !== undefined) return false;
    checks.permit(caller, options);
    const view = asker.ledger.live();
    send(request, response, view.revision, answer(asker, view));
    return true;
  } catch {
    // What is wrong is said at the end of the ordinary way.
    return false;
  }
}

async function answerFrom(
  readModel: ReadModelQueries,
  plain: PlainChecks,
  { options }: AskedChecks,
  { caller, organization }: Target,
  { checks }: FastLaneOptions,
): Promise<{ readonly revision: number; readonly text: string }> {
  refuseUnreached(organization, caller);
  checks.permit(caller, options);
  const { view, directory } = await readModel.about(organization, plain.users, options);
  return { revision: view.revision, text: plain.answer(view, directory) };
}

function send(request: IncomingMessage, response: ServerResponse, revision: number, text: string): void {
  response.writeHead(200, [
    'content-type',
    'application/json; charset=utf-8',
    'cache-control',
    'no-store',
    'x-request-id',
    requestId(request),
    'grantline-revision',
    String(revision),
    'content-length',
    String(Buffer.byteLength(text)),
  ]);
  response.end(text);
}
