import type { Code } from '#model/errors.js';
import type { Caller } from '#platform/caller.js';
import type { IncomingMessage } from 'node:http';
import type { Asker } from '../questions/asker.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set on every route that is not open. */
    caller: Caller | undefined;
    /** The organization that the request is about, once it is known that it is there for the caller. */
    asker: Asker | undefined;
    /** Code of the problem that the request was answered with. */
    refused: Code | undefined;
  }
  interface FastifyContextConfig {
    /** Whether the route answers everybody, without a credential. */
    readonly open?: boolean;
    /** Whether the route reads the text of its body itself. */
    readonly text?: boolean;
    /** Whether the route is asked so often that no single request is logged. */
    readonly quiet?: boolean;
  }
}

const wellFormed = /^[A-Za-z0-9._-]{1,128}$/;

const start = Date.now().toString(36);
let drawn = 0;

/** The id that the client gave the request, else a new one: unique, not secret. */
export function requestId(raw: Pick<IncomingMessage, 'headers'>): string {
  const given = raw.headers['x-request-id'];
  if (typeof given === 'string' && wellFormed.test(given)) return given;
  drawn += 1;
  return `${start}-${process.pid.toString(36)}-${drawn.toString(36)}`;
}

/** The trace that the request is a part of (W3C Trace Context), for the log. */
export function traceOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const { traceparent } = headers;
  if (typeof traceparent !== 'string') return undefined;
  const trace = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/.exec(traceparent)?.[1];
  return trace === undefined || /^0+$/.test(trace) ? undefined : trace;
}
