import { GrantlineError } from './error.js';
import { problemOf, revisionOf, unreadable } from './failure.js';
import { Limit } from './limit.js';
import { pause, wait, worthRepeating } from './retry.js';

export type ConnectionOptions = {
  /** Where Grantline is, as in `https://grantline.example`. */
  readonly url: string | URL;
  /** Key of an operator or a service, or the access token of a user; a function where it changes. */
  readonly key: string | (() => string | Promise<string>);
  /** Id of the user to act for (`Grantline-Actor`): calls then have exactly that user's rights. */
  readonly actor?: string | undefined;
  /** What to send requests with instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds that a call may take, all tries and the waits between them included; 10,000 if left out. */
  readonly timeout?: number;
  /** How often to try again what can be repeated without harm; 3 if left out. */
  readonly retries?: number;
  /** How to wait between two tries; only tests have a reason to change it. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

export type CallOptions = {
  /** Ends the call early. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that this call may take, instead of what the client was made with. */
  readonly timeout?: number | undefined;
  /** Name of the request in the log of the service (`X-Request-ID`); drawn if left out. */
  readonly requestId?: string | undefined;
};

export type Call = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the URL of the service, with its query. */
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it does no harm to send it twice. */
  readonly repeatable: boolean;
};

export type Answer<T> = {
  readonly body: T;
  /** Revision that the answer was given at (`Grantline-Revision`), where it is about an organization. */
  readonly revision: number | undefined;
};

/** The way to the service: one call, as many tries as it takes. */
export class Connection {
  /** Waits between two tries. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly #options: ConnectionOptions;
  readonly #root: string;

  constructor(options: ConnectionOptions) {
    this.wait = options.wait ?? wait;
    this.#options = options;
    this.#root = new URL(options.url).href.replace(/\/*$/, '');
  }

  /**
   * Sends a call whose answer is JSON.
   *
   * @throws GrantlineError
   */
  json<T>(call: Call, options: CallOptions): Promise<Answer<T>> {
    return this.send(call, options, async (response) => {
      const text = await response.text();
      try {
        // That an answer has the shape it should have is the contract of the service.
        return { body: JSON.parse(text) as T, revision: revisionOf(response) };
      } catch (cause) {
        throw unreadable(response, 'the answer is not JSON, is this the address of Grantline?', cause);
      }
    });
  }

  /**
   * Sends a call and reads what comes back, again where that helps and does no harm.
   *
   * @throws GrantlineError
   */
  async send<T>(call: Call, options: CallOptions, read: (response: Response) => T | Promise<T>): Promise<T> {
    const { retries = 3, timeout = 10_000 } = this.#options;
    const requestId = options.requestId ?? crypto.randomUUID();
    const limit = new Limit(options.timeout ?? timeout, requestId, options.signal);
    try {
      const headers = await this.#headers(call, requestId, limit);
      for (let tries = 0; ; tries += 1) {
        try {
          return await read(await this.#once(call, headers, limit.signal));
        } catch (cause) {
          const error = limit.failure(cause);
          const delay = pause(tries, error.retryAfter);
          if (tries >= retries || !worthRepeating(error, call.repeatable)) throw error;
          // The time would be up by then, and this error says more than that.
          if (delay >= limit.left) throw error;
          await this.wait(delay, limit.signal);
        }
      }
    } catch (cause) {
      throw limit.failure(cause);
    } finally {
      limit.lift();
    }
  }

  async #once({ method, path, body }: Call, headers: Headers, signal: AbortSignal): Promise<Response> {
    const send = this.#options.fetch ?? globalThis.fetch;
    const response = await send(this.#root + path, {
      method,
      headers,
      signal,
      // A key is for one address, and a POST must not become a GET on the way.
      redirect: 'manual',
      ...(body !== undefined && { body }),
    });
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  async #headers({ headers, body }: Call, requestId: string, limit: Limit): Promise<Headers> {
    const { actor } = this.#options;
    const authorization = `Bearer ${await this.#key(limit)}`;
    try {
      return new Headers({
        accept: 'application/json',
        authorization,
        'x-request-id': requestId,
        ...(actor !== undefined && { 'grantline-actor': encodeURIComponent(actor) }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      });
    } catch {
      throw new GrantlineError({
        code: 'MALFORMED',
        detail: 'an id of the call cannot stand in a header',
        requestId,
      });
    }
  }

  async #key(limit: Limit): Promise<string> {
    const { key } = this.#options;
    const secret = (typeof key === 'string' ? key : await limit.within(key())).trim();
    // What is wrong with a header is told with its value, and a key must not get into a log.
    if (/^[\x21-\x7e]+$/.test(secret)) return secret;
    throw new GrantlineError({
      code: 'UNAUTHENTICATED',
      detail: 'the key is empty or has characters that no key has',
    });
  }
}
