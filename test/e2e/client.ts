import { Contract, isJson } from './contract.js';

/** An answer of the service; `body` is JSON where the answer is, else text. */
export type Answer<Body = unknown> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
};

type Sent = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

/** Somebody with a credential, at a service. Every answer is held against what the service says of itself. */
export class Client {
  constructor(
    private readonly url: string,
    private readonly key: string | undefined,
    private readonly actor?: string,
  ) {}

  /** The same credential, acting for a person. */
  as(user: string): Client {
    return new Client(this.url, this.key, user);
  }

  get<Body>(path: string, headers?: Sent['headers']): Promise<Answer<Body>> {
    return this.send('GET', path, headers === undefined ? {} : { headers });
  }

  post<Body>(path: string, body: unknown, headers?: Sent['headers']): Promise<Answer<Body>> {
    return this.send('POST', path, { body, ...(headers !== undefined && { headers }) });
  }

  delete<Body>(path: string): Promise<Answer<Body>> {
    return this.send('DELETE', path, {});
  }

  /** A body that is text or bytes is sent as it is, any other as JSON. */
  async send<Body>(method: string, path: string, { body, headers }: Sent): Promise<Answer<Body>> {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.key !== undefined && { authorization: `Bearer ${this.key}` }),
        ...(this.actor !== undefined && { 'grantline-actor': encodeURIComponent(this.actor) }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      // What is sent as it is is a text or bytes.
      ...(body !== undefined && {
        body: raw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body),
      }),
    });
    const { status, headers: received } = response;
    const text = await response.text();
    // A test says what it expects to read.
    const answer = { status, headers: received, body: (isJson(received) ? JSON.parse(text) : text) as Body };
    (await Contract.of(this.url)).hold({ method, path, ...answer });
    return answer;
  }
}
