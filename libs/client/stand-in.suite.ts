import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Grantline, type GrantlineOptions } from './grantline.js';
import type { Organization } from './organization.js';

/** What arrived, as it was read. */
export type Arrived = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
};

/** What to answer: JSON with its status and headers, or whatever is done to the response. */
export type Reply = Said | ((response: ServerResponse) => void);

type Said = { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown };

const key = 'gl_key_of_a_test';

/**
 * Stands in for Grantline: a small HTTP server that holds requests to the ground rules of the contract (a key, JSON)
 * and answers what a test tells it to, one reply after another. It decides nothing; test/e2e asks the real program.
 */
export class StandIn {
  readonly arrived: Arrived[] = [];
  /** How long the client waited between tries, in milliseconds; it did not really wait. */
  readonly waits: number[] = [];
  readonly #replies: Reply[];
  readonly #server: Server;

  private constructor(replies: readonly Reply[]) {
    this.#replies = [...replies];
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      const { method, url, headers } = request;
      const json = text !== '' && headers['content-type'] === 'application/json';
      this.arrived.push({ method: method!, url: url!, headers, body: json ? JSON.parse(text) : text });
      if (headers.authorization !== `Bearer ${key}`) return answer(response, refusal(401, 'UNAUTHENTICATED'));
      const reply = this.#replies.shift() ?? refusal(500, 'INTERNAL', 'the stand-in has nothing more to say');
      if (typeof reply === 'function') reply(response);
      else answer(response, reply);
    });
  }

  static async open(...replies: readonly Reply[]): Promise<StandIn> {
    const standIn = new StandIn(replies);
    await once(standIn.#server.listen(0, '127.0.0.1'), 'listening');
    return standIn;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  client(options: Partial<GrantlineOptions> = {}): Grantline {
    const wait = async (milliseconds: number) => void this.waits.push(milliseconds);
    return new Grantline({ url: this.url, key, wait, ...options });
  }

  acme(options: Partial<GrantlineOptions> = {}): Organization {
    return this.client(options).organization('acme');
  }

  answers(...replies: readonly Reply[]): void {
    this.#replies.push(...replies);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** A problem document as the service writes it. */
export function refusal(
  status: number,
  code: string,
  detail = 'because',
  headers?: Record<string, string>,
): Said {
  const body = { type: 'about:blank', title: code, status, code, detail };
  return { status, body, headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers } };
}

/** The connection breaks before anything is answered. */
export const broken: Reply = (response) => void response.destroy();

/** No answer ever comes. */
export const silent: Reply = () => undefined;

export const decision = (decision: unknown, revision?: number): Reply => ({
  body: { decision },
  ...(revision !== undefined && { headers: { 'grantline-revision': String(revision) } }),
});

function answer(response: ServerResponse, { status = 200, headers, body }: Said): void {
  const said = {
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': 'said-by-stand-in',
    ...headers,
  };
  response.writeHead(status, said).end(body === undefined ? undefined : JSON.stringify(body));
}
