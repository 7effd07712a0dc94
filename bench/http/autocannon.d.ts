// The part of autocannon that is used here; the package comes without types.
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  type Request = { readonly body: string };
  type Client = { setRequests(requests: Request[]): void };
  type Options = {
    readonly url: string;
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    /** Milliseconds between looks at whether the time is over. */
    readonly sampleInt: number;
    setupClient(client: Client): void;
  };
  type Result = {
    readonly errors: number;
    readonly non2xx: number;
    readonly '2xx': number;
    readonly statusCodeStats: Readonly<Record<string, { readonly count: number }>>;
  };

  function autocannon(options: Options, done: (error: Error | null, result: Result) => void): EventEmitter;
  export = autocannon;
}
