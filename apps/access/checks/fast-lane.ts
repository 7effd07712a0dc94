import type { Ledgers } from '#ledger/ledgers.js';
import type { Caller } from '#platform/caller.js';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Authentication } from '../http/authentication.js';
import { bodyMax } from '../http/bodies.js';
import { requestId } from '../http/request.js';
import { parseStrictJson } from '../http/strict-json.js';
import { askerInMemory } from '../questions/asker.js';
import { type CheckPath, readChecks } from './asked-checks.js';
import type { Checks } from './checks.js';

export type FastLaneOptions = {
  readonly ledgers: Ledgers;
  readonly checks: Checks;
  readonly authentication: Authentication;
  /** Whether requests are still answered as usual. */
  isOpen(): boolean;
};

/**
 * Answers checks that need nothing to be waited for before anything else of the service sees them: with a credential
 * that is known at once, about an organization in memory, at its present state. Everything else, and whatever turns out
 * to be wrong, goes the ordinary way from its first byte on, as if the lane were not there.
 */
export function addFastLane(server: Server, options: FastLaneOptions): void {
  // The one that Fastify listens with.
  const [ordinary] = server.listeners('request') as [RequestListener];
  server.removeListener('request', ordinary);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const target = options.isOpen() ? targetOf(request, options) : undefined;
    if (target === undefined) return ordinary(request, response);
    takeBody(request, target.length, (body) => {
      if (answered(request, response, body, target, options)) return;
      request.pause();
      request.unshift(body);
      ordinary(request, response);
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

/** Whether the request was one that could be answered here. */
function answered(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  { caller, organization, path }: Target,
  { ledgers, checks }: FastLaneOptions,
): boolean {
  try {
    const { options, answer } = readChecks(checks, path, parseStrictJson(body));
    const asker = askerInMemory(ledgers, organization, caller);
    if (asker === undefined || options.asOf !== undefined || options.atLeast !== undefined) return false;
    checks.permit(asker, options);
    const view = asker.ledger.live();
    send(request, response, view.revision, answer(asker, view));
    return true;
  } catch {
    // What is wrong is said at the end of the ordinary way.
    return false;
  }
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
